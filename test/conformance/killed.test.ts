import { execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, expect, inject, test } from 'vitest';
import { trustFolder } from '../../src/projen/project-folder.ts';
import { JOURNAL_PATH } from '../../src/domain/file-paths.ts';
import { runConfig } from '../../src/projen/run-config.ts';
import { version } from '../../src/version.ts';
import type { Synthesis } from '../../src/projen/host.ts';
import { isClean } from '../../src/write/change.ts';
import { planChanges, resync } from '../../src/write/resync.ts';
import { inParallel } from '../judges/parallel.ts';
import { filesOf, run, type Answer } from '../package/program.ts';
import { commitAll } from '../release/a-project.ts';
import { sampleSize } from '../sample.ts';
import { bytesOf, halfWritten, isOfTheRun, lostWords } from '../write/lived-folder.ts';
import { recordedBytes, strays } from '../write/outcomes.ts';

/** Five scenarios make a thousand, and a hundred and fifty in a sample. */
const killsPerScenario = sampleSize(200, 30);
const options = { takeOver: true, toolVersion: version() };
const scratch = mkdtempSync(join(tmpdir(), 'killed-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** One kind of work on a service, from a folder to the command that is killed. */
interface Scenario {
  readonly name: string;
  /** Makes the folder that the command works on; says what people wrote into it. */
  readonly prepare: (service: string) => {
    readonly words: readonly string[];
    readonly committed?: readonly string[];
  };
  readonly words: readonly string[];
}

const create = [
  'create',
  '.',
  '--name',
  'orders',
  '--yes',
  '--no-install',
  '--no-git',
  '--repository',
  'https://github.com/acme/orders',
];

const scenarios: readonly Scenario[] = [
  {
    name: 'create',
    words: create,
    prepare: (service) => ({ words: put(service, { 'notes.txt': 'my notes' }) }),
  },
  {
    name: 'update',
    words: ['resync'],
    prepare: (service) => {
      made(service);
      configured(service, (text) =>
        text
          .replace('port: 3000', 'port: 4000')
          .replace("name: 'orders'", "name: 'orders', system: 'shop'"),
      );
      return {
        words: put(service, {
          'src/index.ts': 'my application',
          'k8s/overlays/dev/custom/mine.yaml': 'my patch',
        }),
      };
    },
  },
  {
    name: 'repair',
    words: ['resync'],
    prepare: (service) => {
      made(service);
      const paths = [...filesOf(service).keys()].filter((path) =>
        /^k8s\/base\/|^docs\/|^\.github\//.test(path),
      );
      const edited = paths.flatMap((path, index) =>
        put(service, { [path]: `# edited by hand ${String(index)} in ${path}` }),
      );
      const isCommitted = (_: string, index: number): boolean => index % 2 === 0;
      execFileSync('git', ['init', '--quiet', service]);
      commitAll(service);
      const later = paths
        .filter((path, index) => !isCommitted(path, index))
        .flatMap((path) => put(service, { [path]: `# edited again ${path}` }));
      return { committed: edited, words: later };
    },
  },
  {
    name: 'delete',
    words: ['resync'],
    prepare: (service) => {
      made(service);
      configured(service, (text) => text.replace(/\n    prod: \{.*\},/, ''));
      return {
        words: put(service, {
          'k8s/overlays/prod/custom/mine.yaml': 'my patch',
          'k8s/overlays/prod/notes.txt': 'my notes',
        }),
      };
    },
  },
  {
    name: 'take-over',
    words: [...create, '--take-over'],
    prepare: (service) => {
      const foreign = [
        'Dockerfile',
        'k8s/base/deployment.yaml',
        'k8s/base/service.yaml',
        'argocd/prod.yaml',
        '.github/workflows/pull-request.yaml',
        'scripts/github-setup.sh',
        'docs/first-deploy.md',
        'compose.yaml',
      ];
      return { words: foreign.flatMap((path) => put(service, { [path]: `# foreign ${path}` })) };
    },
  },
];

test.each(scenarios)(
  'killed at random moments of $name, the next run ends what was begun, whatever its config is',
  async ({ name, prepare, words: command }) => {
    const origin = join(scratch, `${name}-origin`, 'orders');
    mkdirSync(origin, { recursive: true });
    const { words, committed = [] } = prepare(origin);
    const before = bytesOf(origin);
    const finished = copyOf(origin, `${name}-finished`);
    let { writing } = await started(finished, command);
    const wanted = bytesOf(finished);
    expect(run('gitops-service', ['check'], finished)).toMatchObject({ code: 0 });
    expect(halfWritten(wanted, before, before).length).toBeGreaterThan(10);
    const same = await runConfig(trustFolder(finished));
    const changed = await changedSynthesis(finished);
    const outcomes = [origin, finished].map((folder, index) => {
      const service = copyOf(folder, `${name}-outcome-${String(index)}`);
      resync(service, changed.files, { ...options, facts: changed.facts });
      return recordedBytes(service);
    });

    const verdicts: { readonly counted: boolean; readonly problems: readonly unknown[] }[] = [];
    for (
      let round = 0;
      verdicts.filter(({ counted }) => counted).length < killsPerScenario && round < 24;
      round += 1
    ) {
      verdicts.push(
        ...(await inParallel(
          2,
          Array.from({ length: killsPerScenario / 3 }, (_, index) => index),
          async (index) => {
            const service = copyOf(origin, `${name}-${String(round)}-${String(index)}`);
            await started(service, command, Math.random() * writing);
            const now = bytesOf(service);
            const counted =
              halfWritten(now, now, before).length + [...now.keys()].filter(isOfTheRun).length >
                0 && halfWritten(now, wanted, wanted).length > 0;
            const problems: unknown[] = [
              ...halfWritten(now, before, wanted),
              ...lost(service, words, committed),
            ];
            if (!existsSync(join(service, '.projenrc.ts')))
              expect(run('gitops-service', command, service)).toMatchObject({ code: 0 });
            else if (now.has(JOURNAL_PATH) && index === 0)
              problems.push(...wrongAnswers(run('gitops-service', ['check'], service)));
            const isSame = index % 5 === 0;
            attempted(problems, () => {
              problems.push(...problemsOfNext(service, isSame ? same : changed));
              // The same config finishes the job; with any other, each path is as if it had ended, or not begun.
              problems.push(
                ...(isSame
                  ? halfWritten(bytesOf(service), wanted, wanted)
                  : strays(service, outcomes.map(withConfigOf(service)))),
                ...lost(service, words, committed),
              );
            });
            rmSync(dirname(service), { recursive: true, force: true });
            return { counted, problems };
          },
        )),
      );
      // A run may be slower or faster than the one that was measured: aim again.
      const hits = verdicts.slice(-killsPerScenario / 3).filter(({ counted }) => counted).length;
      writing *= hits < killsPerScenario / 6 ? 0.6 : 1.2;
    }
    const counted = verdicts.filter((verdict) => verdict.counted);
    const failures = verdicts.filter(({ problems }) => problems.length > 0);
    process.stdout.write(
      `${name}: ${String(counted.length)} kills between the first and the last write ` +
        `(${String(verdicts.length)} tries, ${writing.toFixed(0)} ms of writing), ` +
        `${String(failures.length)} failures\n`,
    );
    expect(failures.slice(0, 3)).toEqual([]);
    expect(counted.length).toBeGreaterThanOrEqual(killsPerScenario);
  },
  20 * 60_000,
);

/** What is wrong with the next run: that it is foreseen, complete and final. */
function problemsOfNext(service: string, { files: wanted, facts }: Wanted): unknown[] {
  const meant = { ...options, facts };
  const problems: unknown[] = [];
  const isInterrupted = existsSync(join(service, JOURNAL_PATH));
  if (isInterrupted && isClean(planChanges(service, wanted, meant)))
    problems.push('check calls an interrupted run clean');
  resync(service, wanted, meant);
  problems.push(...[...bytesOf(service).keys()].filter(isOfTheRun));
  const settled = filesOf(service);
  if (!isClean(planChanges(service, wanted, meant))) problems.push('check finds work');
  resync(service, wanted, meant);
  const again = [...filesOf(service)].filter(
    ([path, file]) => JSON.stringify(settled.get(path)) !== JSON.stringify(file),
  );
  return [...problems, ...again.map(([path]) => `written again: ${path}`)];
}

/** What a config wants. */
type Wanted = Pick<Synthesis, 'files' | 'facts'>;

/** What a service wants whose config was changed since: an environment less, another port and system. */
async function changedSynthesis(service: string): Promise<Wanted> {
  const copy = copyOf(service, `${basename(dirname(service))}-changed`);
  configured(copy, (text) =>
    text
      .replace(/port: \d+/, 'port: 4321')
      .replace(/\n    prod: \{.*\},/, '')
      .replace("name: 'orders'", "name: 'orders', system: 'warehouse'"),
  );
  return runConfig(trustFolder(copy));
}

/** The config is its author's: no run changes it. */
const withConfigOf =
  (service: string) =>
  (outcome: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
    new Map([...outcome, ['.projenrc.ts', recordedBytes(service).get('.projenrc.ts') ?? '']]);

/** What a check of an interrupted run did not say. */
const wrongAnswers = ({ code, out, err }: Answer): readonly unknown[] =>
  code === 1 && out.includes('left by an interrupted run') ? [] : [{ code, out, err }];

function attempted(problems: unknown[], work: () => unknown): void {
  try {
    work();
  } catch (error) {
    problems.push(String(error));
  }
}

/** Runs a command; with a number, kills it so many milliseconds after its first write. Says how long it wrote. */
async function started(
  service: string,
  words: readonly string[],
  killAfter?: number,
): Promise<{ readonly writing: number }> {
  const program = join(inject('installed'), 'create-gitops-service/dist/gitops-service.js');
  const child = spawn(process.execPath, [program, ...words], {
    cwd: service,
    stdio: 'ignore',
    env: { ...process.env, CI: '' },
  });
  const exit = once(child, 'exit');
  const lock = join(service, '.gitops/lock');
  while (child.exitCode === null && !existsSync(lock)) await after(1);
  const start = performance.now();
  let end = start;
  if (killAfter === undefined) {
    for (; child.exitCode === null; await after(1)) if (existsSync(lock)) end = performance.now();
  } else {
    await after(killAfter);
    child.kill('SIGKILL');
  }
  await exit;
  return { writing: end - start };
}

function copyOf(origin: string, name: string): string {
  const service = join(scratch, name, 'orders');
  mkdirSync(dirname(service), { recursive: true });
  cpSync(origin, service, { recursive: true });
  return service;
}

function lost(service: string, words: readonly string[], committed: readonly string[]): string[] {
  const inGit =
    committed.length === 0
      ? ''
      : execFileSync('git', ['grep', '-h', 'edited by hand', 'HEAD'], {
          cwd: service,
          encoding: 'utf8',
        });
  return [
    ...lostWords(bytesOf(service), words),
    ...committed.filter((word) => !inGit.includes(word)),
  ];
}

function made(service: string): void {
  expect(run('gitops-service', create, service)).toMatchObject({ code: 0, err: '' });
}

function configured(service: string, edit: (text: string) => string): void {
  const file = join(service, '.projenrc.ts');
  const [before, text] = [readFileSync(file, 'utf8'), edit(readFileSync(file, 'utf8'))];
  expect(text).not.toBe(before);
  writeFileSync(file, text);
}

/** Writes a line of its own into each file, behind what stands there, and says the lines. */
function put(service: string, lines: Readonly<Record<string, string>>): string[] {
  for (const [path, line] of Object.entries(lines)) {
    mkdirSync(dirname(join(service, path)), { recursive: true });
    appendFileSync(join(service, path), `${line}\n`);
  }
  return Object.values(lines);
}
