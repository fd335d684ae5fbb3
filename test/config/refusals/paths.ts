import { server, with_ } from '../inputs.ts';
import type { Refusal } from './refusal.ts';

const form = 'use a relative path inside the repository, such as src/data';
const long = 'x'.repeat(201);

/** Paths that nothing may be built from, and what the refusal says after the form. */
const paths: readonly (readonly [name: string, path: string, reason: string])[] = [
  ['an absolute one', '/etc', ''],
  ['one of Windows', 'C:/x', ''],
  ['backslashes', 'a\\b', ''],
  ['a home folder', '~/x', ''],
  ['nothing', '', ''],
  ['a way out', '../x', ''],
  ['a way out later', 'a/../../x', ''],
  ['this folder', './x', ''],
  ['an empty segment', 'a//b', ''],
  ['a slash at the end', 'a/', ''],
  ['a dot at the end', 'a./b', ''],
  ['a space', 'a b', ''],
  ['a quote', 'a"b', ''],
  ['a glob', 'src/*', ''],
  ['a dash first', '-rf', ''],
  ['a dash first further in', 'a/-rf', ''],
  ['a new line', 'a\nb', ''],
  ['a letter beyond ASCII', 'café', ''],
  ['a variable', 'a/${X}', ''],
  ['the folder of git', '.git', ': this one is inside .git'],
  ['a hook of git', '.git/hooks/pre-commit', ': this one is inside .git'],
  ['git in capitals', 'a/.GIT/x', ': this one is inside .git'],
  ['what git reads', '.gitignore', ': this one is a file that git reads'],
  ['what git reads, as a folder', '.gitattributes/x', ': this one is a file that git reads'],
  ['our records', '.gitops/x', ': this one is reserved for the records of this tool'],
  [
    'the inventory',
    '.gitops/inventory.json',
    ': this one is reserved for the records of this tool',
  ],
  ['the records of projen', '.projen/x', ': this one is reserved for the records of this tool'],
  ['the config', '.projenrc.ts', ': this one is the config, which no run changes'],
  ['the config in capitals', '.ProjenRC.ts', ': this one is the config, which no run changes'],
  ['installed packages', 'a/node_modules', ': this one is inside node_modules, which npm writes'],
  ['a device', 'con', ': this one contains a name that Windows reserves for a device'],
  [
    'a device with an ending',
    'a/AUX.txt',
    ': this one contains a name that Windows reserves for a device',
  ],
  ['a long segment', long, ': this one contains a segment of more than 200 bytes'],
];

const keys = (path: string): readonly (readonly [key: string, input: object])[] => [
  ['components.server.build.context', server({ build: { context: path } })],
  ['components.server.build.dockerfile', server({ build: { dockerfile: path } })],
  ['components.server.runtime.copy.0', server({ runtime: { kind: 'node', copy: [path] } })],
];

/** Long values are left out of messages. */
const shown = (path: string): string =>
  path.length > 40 ? '' : `invalid value ${JSON.stringify(path)}: `;

/** What cannot be a path, or a part of one. */
export const pathRefusals: readonly Refusal[] = [
  ...paths.flatMap(([name, path, reason]) =>
    keys(path).map(([key, input]): Refusal => [
      `${name} in ${key}`,
      input,
      [`${key}: ${shown(path)}${form}${reason}`],
    ]),
  ),
  [
    'a component that Windows takes for a device',
    with_({ components: { aux: {} } }),
    ['components.aux: invalid name: use another name: Windows reserves this one for a device'],
  ],
  [
    'a service that Windows takes for a device',
    with_({ name: 'lpt1' }),
    ['name: invalid value "lpt1": use another name: Windows reserves this one for a device'],
  ],
];
