import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  aServiceThat,
  fastTimers,
  gitopsService,
  install,
  jitiCommand,
  runNode,
  type ConfigCode,
} from './a-config.ts';
import { emptyFolder, filesOf } from '../package/program.ts';
import { sampleOf } from '../sample.ts';

/** Code that is run some turns later: whatever the machine does meanwhile, the config is evaluated by then. */
const later = (code: string): string =>
  `(function later(turns) { if (turns === 0) { ${code} } else setImmediate(later, turns - 1); })(20);`;
const late = later("throw new Error('late');");
const exits = /ended the process before it was evaluated to its end/;
const place = /\.projenrc\.ts:3\b/;

/** What a config does to the process that runs it, and what its owner reads: a message and a hint. */
type Ending = readonly [
  string,
  ConfigCode,
  RegExp,
  RegExp,
  /** The seconds of the limit that it waits for. */
  limit?: number,
];
const anyHint = /^[A-Z][^]*[.:\w]$/;
const endings: readonly Ending[] = [
  ['exits with 0', { before: 'process.exit(0);' }, exits, place],
  ['exits below process.exit', { before: "process['reallyExit'](0);" }, exits, place],
  ['aborts', { before: 'process.abort();' }, exits, place],
  ['exits when it is done', { after: 'process.exit(0);' }, exits, /\.projenrc\.ts:\d+$/],
  [
    'exits later',
    { after: later('process.exit(0);') },
    /ended the process after synth\(\)/,
    /\.projenrc\.ts:\d+\nThe command itself has done its work\.$/,
  ],
  [
    'says in a listener that all is well',
    { before: "process.on('exit', () => process.exit(0)); process.exit(4);" },
    exits,
    place,
  ],
  [
    'awaits for ever',
    { before: 'await new Promise(() => {});' },
    /awaits something that never/,
    anyHint,
  ],
  [
    'awaits for ever and removes every listener',
    { before: 'process.removeAllListeners(); process.exitCode = 0; await new Promise(() => {});' },
    /awaits something/,
    anyHint,
  ],
  ['throws later', { before: late }, /failed after synth\(\): late/, place],
  [
    'throws while it awaits',
    { before: `${late} await new Promise(() => setInterval(() => {}, 1000));` },
    /\.projenrc\.ts failed: late/,
    place,
  ],
  ['rejects', { before: "void Promise.reject(new Error('late'));" }, /failed: late/, place],
  [
    'defines a service late',
    {
      after: later(
        "new GitOpsService({ name: 'a', repository: 'https://github.com/a/a', components: { server: {} } }).synth();",
      ),
    },
    /calls synth\(\) after it was evaluated/,
    anyHint,
  ],
  [
    'leaves a server open',
    { after: "(await import('node:net')).createServer().listen(0);" },
    /keeps the process alive 10 seconds after synth\(\)/,
    /TCPServerWrap/,
    10,
  ],
  [
    'awaits a server for ever',
    { after: "(await import('node:net')).createServer().listen(0); await new Promise(() => {});" },
    /is still being evaluated after 60 seconds/,
    /TCPServerWrap/,
    60,
  ],
];

test.concurrent.for(sampleOf(endings, 8))(
  'a config that %s is one error',
  async ([, code, message, hint, limit]) => {
    const service = aServiceThat(code);
    const env = limit === undefined ? {} : fastTimers(limit);
    const end = await runNode(gitopsService('check', '--json'), service, { env });
    expect(end).toMatchObject({ code: 2, err: '' });
    expect(JSON.parse(end.out)).toEqual({
      error: {
        message: expect.stringMatching(message),
        hint: expect.stringMatching(hint),
        code: 2,
      },
    });
  },
);

/** What a config does to the process and takes nothing from the answer. */
const harmless = `
process.exitCode = 5;
process.on('exit', () => { process.exitCode = 6; });
process.on('uncaughtException', () => process.exit(0));
process.chdir('/');
process.stdout.write = process.stderr.write = () => { throw 1; };
console.log = console.error = () => { throw 2; };
`;

test.concurrent('a config that does all the rest to its process gets its answer', async () => {
  const end = await runNode(gitopsService('check'), aServiceThat({ before: harmless }));
  expect(end).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+ file/), err: '' });
});

test.concurrent('a bug of ours stays one, although it comes out of a config', async () => {
  // A stand-in for the bug: from the start, one of our functions meets what cannot be.
  const file = join(emptyFolder(), 'bug.cjs');
  writeFileSync(
    file,
    'const { entries } = Object;\n' +
      "Object.entries = (of) => of?.name === 'orders' ? undefined : entries(of);\n",
  );
  const env = { NODE_OPTIONS: `--require ${file}` };
  const end = await runNode(gitopsService('check'), aServiceThat({}), { env });
  expect(end).toMatchObject({ code: 70, out: '' });
  expect(end.err).toMatch(/^error unexpected: TypeError: [^]*\n {4}at [^]*report-a-bug\n$/);
});

/** What a config does to what every program is made of, and what of it the error names. */
const breaks: readonly (readonly [code: string, name: string])[] = [
  ['Object.entries = () => undefined;', 'Object.entries'],
  ["String.prototype.replace = () => { throw new Error('no'); };", 'String.prototype.replace'],
  ["Array.prototype.map = () => { throw new Error('no'); };", 'Array.prototype.map'],
  [
    'Array.prototype[Symbol.iterator] = () => { throw 1; };',
    'Array.prototype.Symbol(Symbol.iterator)',
  ],
  ["JSON.stringify = () => { throw new Error('no'); };", 'JSON.stringify'],
  ['Reflect.ownKeys = Reflect.apply = Object.is = undefined;', 'Object.is'],
  [
    "Object.defineProperty(Object.prototype, 'kind', { get() { throw new Error('no'); } });",
    'Object.prototype.kind',
  ],
  ['Object.freeze(Object.prototype); Object.assign = undefined;', 'Object.prototype (frozen)'],
];

test.concurrent.each(sampleOf(breaks, 4))(
  'a config that runs "%s" is told so',
  async (before, name) => {
    const end = await runNode(gitopsService('check'), aServiceThat({ before }));
    expect(end).toMatchObject({ code: 2, out: '' });
    expect(end.err).toContain('.projenrc.ts');
    if (!end.err.includes('.projenrc.ts failed')) expect(end.err).toContain(name);
  },
);

test.concurrent.each([
  'Math.random = process.exit = process.emit = () => 0;',
  'Date = undefined;',
  "const fs = (await import('node:fs')).default; fs.lstatSync = fs.openSync = () => ({}); " +
    "(await import('node:module')).syncBuiltinESMExports();",
])('a config that runs "%s" is never a bug of ours', async (before) => {
  const { code } = await runNode(gitopsService('check'), aServiceThat({ before }));
  expect(code).not.toBe(70);
});

/** What a component does after the files are written. */
const hooks: readonly (readonly [string, string, RegExp])[] = [
  [
    'throws',
    "postSynthesize() { throw new Error('hook'); }",
    /component Hook failed in postSynthesize after the files were written: hook/,
  ],
  ['exits', 'postSynthesize() { process.exit(0); }', /a hook of .* ended the process/],
  ['rejects', "async postSynthesize() { await 1; throw new Error('hook'); }", /failed .*: hook/],
];

test.concurrent.each(hooks)(
  'a hook that %s is one error, after the files',
  async (_, hook, message) => {
    const service = aServiceThat({
      edit: (text) =>
        text
          .replace(';', ";\nimport { Component } from 'create-gitops-service/projen';")
          .replace('new GitOpsService', 'const project = new GitOpsService')
          .replace('.synth()', ''),
      after: `class Hook extends Component { override ${hook} }\nnew Hook(project);\nproject.synth();`,
    });
    const end = await runNode(gitopsService('resync'), service);
    expect(end).toMatchObject({ code: 2, out: '', err: expect.stringMatching(message) });
    expect(end.err).toMatch(/Check \.projenrc\.ts:\d+\n/);
  },
);

test.concurrent.each([
  [3, ['check', '--json'], 'the working folder is gone'],
  [3, ['create', 'orders', '--yes'], 'the working folder is gone'],
  [0, ['docs', 'config', '--json'], '"topic"'],
  [0, ['check', '--help'], 'Report drift'],
])('in a folder that is gone, %i is the exit code of %j', async (code, words, said) => {
  const shell = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"';
  const end = await runNode(gitopsService(...words), emptyFolder(), { shell });
  expect(end.code).toBe(code);
  expect(end.out + end.err).toContain(said);
});

test.concurrent('npx projen knows that a config has ended the process', async () => {
  const service = aServiceThat({ before: 'process.exit(0);' });
  install(service);
  const end = await runNode(['-e', "import('create-gitops-service/resync')"], service);
  expect(end).toMatchObject({ code: 2, out: '', err: expect.stringMatching(exits) });
});

test.concurrent.each([
  ['exits', 'process.exit(0);'],
  ['forgets synth()', ''],
])('a config that is run directly and %s is one error', async (_, instead) => {
  const service = aServiceThat({ edit: (text) => text.replace('.synth();', `; ${instead}`) });
  install(service);
  const before = filesOf(service);
  const end = await runNode([jitiCommand(), '.projenrc.ts'], service);
  expect(end).toMatchObject({ code: 2, out: '' });
  expect(end.err).toMatch(/^error \.projenrc\.ts ended before synth\(\) was called/);
  expect(filesOf(service)).toEqual(before);
});

test.concurrent.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends a command at once',
  async (signal) => {
    const service = aServiceThat({
      before: "console.log('ready'); await new Promise((done) => setTimeout(done, 30_000));",
    });
    const before = filesOf(service);
    const end = await runNode(gitopsService('resync', '--json'), service, {
      onWord: (child) => child.kill(signal),
    });
    // A shell says 130 and 143.
    expect(end).toEqual({ code: null, signal, out: '', err: 'ready\n' });
    expect(filesOf(service)).toEqual(before);
  },
);
