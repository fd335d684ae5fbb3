import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { listing } from '../a-service.ts';
import type { Flag } from '../../../src/cli/command.ts';
import {
  componentFlags,
  environmentFlags,
  routeFlags,
  storeFlags,
} from '../../../src/cli/add/flags.ts';
import { add, aProject, configIn, isClean } from './a-project.ts';

const head = "import { GitOpsService } from 'create-gitops-service';\n";
const keys = "name: 'orders', repository: 'https://github.com/acme/orders'";
const worker = { words: ['worker'], runtime: 'custom' } as const;

/** What an addition is refused with; nothing may be written then. */
async function refusalOf(folder: string, ...request: readonly [string, Parameters<typeof add>[2]]) {
  const before = listing(folder);
  const error = await add(folder, ...request).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(listing(folder)).toEqual(before);
  if (!(error instanceof UserError)) throw new Error('it was not refused', { cause: error });
  return { code: error.exitCode, message: error.message, hint: error.hint };
}

test.each([
  [
    'a call makes the components',
    `${head}const all = (port: number) => ({ server: { port } });
new GitOpsService({ ${keys}, components: all(3000) }).synth();
`,
    '.projenrc.ts:3 cannot be edited: "components" is what a call returns. Nothing was written.',
  ],
  [
    'what is behind it has the last word',
    `${head}const last = { components: { server: {} } };
new GitOpsService({ ${keys}, components: { server: {} }, ...last }).synth();
`,
    '.projenrc.ts cannot be edited: does not say what its text says there: other code of it has the last word.',
  ],
  [
    'a constant is used twice',
    `${head}const parts = { web: {} };
new GitOpsService({ ${keys}, components: parts, decisions: 'worker' in parts ? { a: 'b' } : {} }).synth();
`,
    '.projenrc.ts cannot be edited: does not say what its text says there',
  ],
])('where %s, the text to paste is printed', async (_, config, message) => {
  const folder = aProject('minimal', config);
  const refusal = await refusalOf(folder, 'component', worker);
  expect(refusal).toMatchObject({ code: 3, message: expect.stringContaining(message) });
  expect(refusal.hint).toContain(`Write this into "components":

    worker: { runtime: { kind: 'custom' }, build: { context: 'worker' }, routes: [] },
`);
  expect(refusal.hint).toContain('Then run: npx projen');
});

test.each<[string, Parameters<typeof add>[2], readonly string[]]>([
  ['component', { words: [] }, ['<name> is missing']],
  ['store', { words: [] }, ['<name> is missing', '--kind is missing', 'postgres, redis']],
  ['store', { words: ['db'], kind: 'postgres' }, ['--backup is missing: Backups in production']],
  [
    'environment',
    { words: [] },
    ['<name> is missing', '--promoted-from is missing', '(dev, prod)'],
  ],
  ['route', { words: [] }, ['<component> is missing', '(server)', '<path> is missing']],
  [
    'component',
    { words: ['Web'], port: '80', store: ['nope'], runtime: 'custom', 'package-manager': 'npm' },
    [
      '"Web": use lower-case letters',
      '--package-manager: does not go with the other flags',
      '--port: invalid value 80: use an unprivileged port',
      '--store: unknown "nope" (known: none)',
    ],
  ],
  [
    'store',
    { words: ['cache'], kind: 'redis', backup: 'none:why', storage: '1Gi', component: ['serv'] },
    [
      '--storage: does not go with the other flags',
      '--backup: does not go with --kind redis',
      '--component: unknown "serv"; did you mean "server"?',
    ],
  ],
  [
    'environment',
    { words: ['qa'], 'promoted-from': 'de', branch: 'a..b', backup: ['db'] },
    [
      '--branch: invalid value "a..b"',
      '--promoted-from: unknown "de"; did you mean "dev"?',
      '--backup: "db"',
    ],
  ],
  ['route', { words: ['serve', '/a'] }, ['unknown component "serve"; did you mean "server"?']],
  [
    'route',
    { words: ['server', 'a'], attempts: '2' },
    ['invalid value "a": ', '--attempts and --per-try go together'],
  ],
  [
    'component',
    { words: ['server'], port: '4000' },
    ['components.server is in .projenrc.ts already, and differs'],
  ],
  [
    'route',
    { words: ['server', '/'], timeout: '1m' },
    ['has the route "/" already, and it differs'],
  ],
  [
    'component',
    { words: ['web'], path: ['/'] },
    ['--path: "/" leads to component server already: choose another path'],
  ],
  ['environment', { words: ['qa'], 'promoted-from': 'dev', host: ['Not a host'] }, ['--host: ']],
  [
    'environment',
    { words: ['qa'], 'promoted-from': 'dev', namespace: 'kube-system' },
    ['--namespace: '],
  ],
  ['store', { words: ['db'], kind: 'postgres', backup: 's3://x y' }, ['--backup: ']],
  [
    'component',
    { words: ['web'], port: '80000', replicas: 'many' },
    ['--port: invalid value 80000', '--replicas: must be a whole number, not "many"'],
  ],
])('add %s %o says all that is wrong', async (what, request, messages) => {
  const refusal = await refusalOf(aProject('minimal'), what, request);
  expect(refusal.code).toBe(2);
  for (const message of messages) expect(refusal.message).toContain(message);
});

test('a production environment has to say how its databases are backed up', async () => {
  const folder = aProject('transparenta');
  const request = { words: ['qa'], 'promoted-from': 'dev', production: 'yes' } as const;
  expect((await refusalOf(folder, 'environment', request)).message).toContain(
    '--backup is missing',
  );
  const backup = ['postgres-deployment=s3://acme/qa', 'postgres-userdata=none:a copy of the other'];
  expect((await add(folder, 'environment', { ...request, backup })).code).toBe(0);
  expect(configIn(folder)).toContain("'postgres-deployment': {");
  expect(await isClean(folder)).toBe(true);
});

test('where a file is in the way, the config is not touched', async () => {
  const folder = aProject('minimal');
  const path = join(folder, 'k8s/base/worker-deployment.yaml');
  writeFileSync(path, 'mine\n');
  const refusal = await refusalOf(folder, 'component', worker);
  expect(refusal).toMatchObject({
    code: 3,
    message: expect.stringContaining('k8s/base/worker-deployment.yaml: exists'),
    // What the config does not ask for yet cannot be ejected, and add has no --take-over.
    hint:
      'For each of them, delete the file (or move it); or move it, run this again, move it back, ' +
      'and keep it with "gitops-service eject <path>"',
  });
});

test('a dry run shows the lines and writes nothing', async () => {
  const folder = aProject('minimal');
  const before = listing(folder);
  const outcome = await add(folder, 'component', { ...worker, 'dry-run': true });
  expect(JSON.stringify(outcome.text)).toContain('+    worker: { runtime:');
  expect(outcome).toMatchObject({ code: 0, data: { changed: true } });
  expect(listing(folder)).toEqual(before);
});

test('line ends, byte order mark and permissions stay', async () => {
  const folder = aProject('minimal');
  const file = join(folder, '.projenrc.ts');
  writeFileSync(file, `\ufeff${configIn(folder).replaceAll('\n', '\r\n')}`);
  chmodSync(file, 0o640);
  expect((await add(folder, 'component', worker)).code).toBe(0);
  const after = readFileSync(file, 'utf8');
  expect(after.startsWith('\ufeff')).toBe(true);
  expect(after.replaceAll('\r\n', '')).not.toContain('\n');
  expect(statSync(file).mode & 0o777).toBe(0o640);
});

test('the only component keeps the name of its objects', async () => {
  const folder = aProject('minimal');
  await add(folder, 'component', { ...worker, 'called-by': ['server'] });
  expect(configIn(folder)).toContain("server: { objectName: 'orders', calls: ['worker'] },");
});

test('a store goes to those that are named, and to nobody else', async () => {
  const config = `${head}new GitOpsService({ ${keys},
  components: {
    web: { objectName: 'web', routes: [{ path: '/' }] },
    api: { build: { context: 'api' }, routes: [] },
  },
}).synth();
`;
  const folder = aProject('minimal', config);
  await add(folder, 'store', { words: ['cache'], kind: 'redis', component: ['web'] });
  expect(configIn(folder)).toContain("api: { build: { context: 'api' }, routes: [], stores: [] },");
  expect(configIn(folder)).toContain("web: { objectName: 'web', routes: [{ path: '/' }] },");
  expect(configIn(folder)).toMatch(
    /\},\n {2}dataStores: \{\n {4}cache: \{ kind: 'redis' \},\n {2}\},\n\}/,
  );
});

test.each([
  ['component', { words: ['web'] }, componentFlags],
  ['store', { words: ['db'], kind: 'postgres', backup: 'none:why' }, storeFlags],
  ['environment', { words: ['qa'], 'promoted-from': 'dev' }, environmentFlags],
  ['route', { words: ['server', '/a'] }, routeFlags],
] as const)(
  'no flag of add %s is refused in the words of the schema',
  async (what, said, flags) => {
    const folder = aProject('minimal');
    const typed = Object.entries<Flag>(flags).filter(([name]) => name !== 'accept');
    for (const [name, { kind, choices }] of typed)
      for (const text of kind === 'boolean' || choices !== undefined
        ? []
        : ['-1', 'Ä /', '999999999'])
        await add(folder, what, {
          ...said,
          [name]: kind === 'texts' ? [text] : text,
          'dry-run': true,
        }).catch((error: unknown) => {
          expect(error).toBeInstanceOf(UserError);
          expect(String(error), `--${name} ${text}`).not.toMatch(
            /Too |Invalid|expected|overrides\./,
          );
        });
  },
);
