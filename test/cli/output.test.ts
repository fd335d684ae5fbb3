import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder } from '../package/program.ts';
import { aServiceThat, gitopsService, runNode } from './a-config.ts';

/** Every way to print for which there is a number, and what each prints. */
const noisy = `
import fs, { writeSync, createWriteStream } from 'node:fs';
import { exec, execFileSync, execSync, fork, spawn, spawnSync } from 'node:child_process';
import { stdout } from 'node:process';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
`;
const noises: readonly ((word: string) => string)[] = [
  (word) => `console.log('${word}');`,
  (word) => `console.info('${word}');`,
  (word) => `console.debug('${word}');`,
  (word) => `console.dir('${word}');`,
  (word) => `console.table(['${word}']);`,
  (word) => `console.group('${word}'); console.groupEnd();`,
  (word) => `process.stdout.write('${word}\\n');`,
  (word) => `stdout.write('${word}\\n');`,
  (word) => `setTimeout(() => console.log('${word}'), 20);`,
  (word) => `process.on('exit', () => console.log('${word}'));`,
  (word) => `fs.writeSync(1, '${word}\\n');`,
  (word) => `writeSync(1, '${word}\\n');`,
  (word) => `fs.writeFileSync(1, '${word}\\n');`,
  (word) => `fs.appendFileSync(1, '${word}\\n');`,
  (word) => `fs.writevSync(1, [Buffer.from('${word}\\n')]);`,
  (word) => `fs.write(1, '${word}\\n', () => {});`,
  (word) => `await promisify(fs.write)(1, '${word}\\n');`,
  (word) => `createWriteStream('', { fd: 1, autoClose: false }).write('${word}\\n');`,
  (word) => `execSync('echo ${word}', { stdio: 'inherit' });`,
  (word) => `execFileSync('echo', ['${word}'], { stdio: ['ignore', 'inherit', 'inherit'] });`,
  (word) => `spawnSync('echo', ['${word}'], { stdio: [0, 1, 2] });`,
  (word) => `spawnSync('echo', ['${word}'], { stdio: ['ignore', process.stdout, 2] });`,
  (word) => `spawn('echo', ['${word}'], { stdio: 'inherit' });`,
  (word) => `exec('echo ${word}', (_, out) => console.log(out));`,
  (word) => `fork('data:,', { execPath: 'echo', execArgv: ['${word}'] });`,
  (word) => `new Worker("console.log('${word}')", { eval: true });`,
];
const words = noises.map((_, index) => `noise-${String(index)}-`);
const noise = [noisy, ...noises.map((print, index) => print(words[index] ?? ''))].join('\n');

test.concurrent('whatever a config prints goes to stderr', async () => {
  const service = aServiceThat({ before: noise });
  const [text, json] = await Promise.all([
    runNode(gitopsService('check'), service),
    runNode(gitopsService('check', '--json'), service),
  ]);
  expect(text).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+ file.*\n$/) });
  expect(json.code).toBe(0);
  expect(JSON.parse(json.out)).toMatchObject({ clean: true });
  for (const { err } of [text, json])
    expect(words.filter((word) => !err.includes(word))).toEqual([]);
});

test.concurrent('what controls a terminal is shown, not done', async () => {
  const service = aServiceThat({
    before: "throw new Error('\\u001b[2Ja\\u202eb\\u009bc\\ud800d');",
  });
  const shown = '\\u001b[2Ja\\u202eb\\u009bc\\ud800d';
  const [text, json] = await Promise.all([
    runNode(gitopsService('check'), service),
    runNode(gitopsService('check', '--json'), service),
  ]);
  expect(text.err).toBe(`error .projenrc.ts failed: ${shown}\n\nCheck .projenrc.ts:3\n`);
  expect(json.out).toContain(shown);
  expect(JSON.parse(json.out)).toMatchObject({
    error: { message: '.projenrc.ts failed: \u001b[2Ja\u202eb\u009bc\ud800d' },
  });
});

/** What becomes of the output of a command, and how the command ends. */
const fates: readonly (readonly [string, string, string, number, RegExp])[] = [
  [
    'an answer on a full disk',
    'schema',
    '"$@" > /dev/full',
    3,
    /cannot write the answer .* ENOSPC/,
  ],
  ['drift on a full disk', 'check', '"$@" > /dev/full', 3, /cannot write [^]* exit code 1\./],
  ['an error on a full disk', 'chek --json', '"$@" > /dev/full', 2, /did you mean "check"/],
  ['an answer that nobody reads', 'schema', '"$@" | head -c 0; exit "${PIPESTATUS[0]}"', 0, /^$/],
  ['drift that nobody reads', 'check', '"$@" | head -c 0; exit "${PIPESTATUS[0]}"', 1, /^$/],
  ['drift without stdout', 'check', '"$@" >&-', 1, /^$/],
  ['drift without stderr', 'check', '"$@" 2>&-', 1, /^$/],
  ['an error without stderr', 'chek', '"$@" 2>&-', 2, /^$/],
  ['an error on a full stderr', 'chek', '"$@" 2> /dev/full', 2, /^$/],
];

const onLinux = process.platform === 'linux' ? test.concurrent : test.concurrent.skip;
onLinux('the exit code is true whatever becomes of the output', async () => {
  const service = aServiceThat({});
  rmSync(join(service, 'Dockerfile'));
  const ends = await Promise.all(
    fates.map(([, line, shell]) => runNode(gitopsService(...line.split(' ')), service, { shell })),
  );
  expect(ends.map(({ code, err }, index) => [fates[index]?.[0], code, err])).toEqual(
    fates.map(([name, , , code, err]) => [name, code, expect.stringMatching(err)]),
  );
});

test.concurrent('a slow reader gets every byte', async () => {
  const [direct, slow] = await Promise.all([
    runNode(gitopsService('schema'), emptyFolder()),
    runNode(gitopsService('schema'), emptyFolder(), { shell: '"$@" | { sleep 0.3; cat; }' }),
  ]);
  expect(direct.out.length).toBeGreaterThan(70_000); // more than a pipe holds
  expect(slow.out).toBe(direct.out);
});
