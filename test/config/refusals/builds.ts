import { with_, server, python } from '../inputs.ts';
import type { Refusal } from './refusal.ts';

/** What two images cannot share. */
export const builds: readonly Refusal[] = [
  [
    'one build folder for two components',
    with_({ components: { a: {}, b: { routes: [] } } }),
    [
      'components.b.build.context: folder "." already belongs to another component; give each component its own folder',
    ],
  ],
  [
    'one Dockerfile for two components',
    with_({
      components: {
        a: { build: { context: 'a' } },
        b: { build: { context: 'b', dockerfile: 'a/Dockerfile' }, routes: [] },
      },
    }),
    [
      'components.b.build.dockerfile: "a/Dockerfile" is already the Dockerfile of "a"; ' +
        'use another name, such as "a/Dockerfile.b"',
    ],
  ],
  [
    'one Dockerfile for two components in Python',
    python({}, {}),
    [
      'components.b.build.dockerfile: "Dockerfile" is already the Dockerfile of "a"; ' +
        'use another name, such as "Dockerfile.b"',
    ],
  ],
  [
    'one folder for two versions of Python',
    python({}, { version: '3.12' }, 'Dockerfile.b'),
    [
      'components.b.runtime.version: must be "3.13", as for "a": both share the packages of folder "."',
    ],
  ],
  [
    'one folder for two package managers',
    python({ packageManager: 'pip' }, {}, 'Dockerfile.b'),
    [
      'components.b.runtime.packageManager: must be "pip", as for "a": both share the packages of folder "."',
    ],
  ],
  [
    'one module for two components',
    python({}, { module: 'app.main' }, 'Dockerfile.b'),
    ['components.b.runtime.module: "app.main" already starts "a"; use another module'],
  ],
  [
    'a module of the starter',
    server({ runtime: { kind: 'python', module: 'app.core.x' } }),
    [
      'components.server.runtime.module: "app.core.x" is part of the starter; ' +
        'use another module, or set starter: false',
    ],
  ],
  [
    'a module without a package',
    server({ runtime: { kind: 'python', module: 'main' } }),
    [
      'components.server.runtime.module: invalid value "main": use a module in a package, such as app.main',
    ],
  ],
  [
    'folders that a Mac takes for one',
    with_({
      components: {
        a: { build: { context: 'apps/a' }, runtime: { kind: 'node', copy: ['Data', 'data'] } },
        b: { build: { context: 'Apps/b' }, routes: [] },
      },
    }),
    [
      'components.a.runtime.copy.1: "apps/a/data" differs from "apps/a/Data" only in case, ' +
        'which macOS and Windows ignore: write both alike, or use another name',
      'components.b.build.context: "Apps" differs from "apps" only in case, ' +
        'which macOS and Windows ignore: write both alike, or use another name',
    ],
  ],
  [
    'a Dockerfile where a folder is',
    with_({
      components: {
        a: { build: { context: 'a', dockerfile: 'data' } },
        b: { build: { context: 'data/b' }, routes: [] },
      },
    }),
    ['components.a.build.dockerfile: "data" must be a file, but "data/b" needs it as a folder'],
  ],
  [
    'a Python version that we do not pin',
    server({ runtime: { kind: 'python', version: '3.10' } }),
    [
      'components.server.runtime.version: must be one of "3.11", "3.12", "3.13", "3.14", not "3.10"',
    ],
  ],
];
