import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, inject, test } from 'vitest';
import { emptyFolder } from '../package/program.ts';

/**
 * Runs a program on a terminal of its own: waits for each text and types
 * the answer to it, then says all that was shown and the exit code.
 */
const script = `
import fcntl, json, os, pty, select, signal, struct, sys, termios, time
job = json.loads(sys.argv[1])
pid, fd = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    os.chdir(job["cwd"])
    os.execve(job["command"][0], job["command"], job["env"])
shown = b""
seen = 0
steps = list(job["steps"])
deadline = time.time() + 60
while time.time() < deadline:
    ready, _, _ = select.select([fd], [], [], 0.1)
    if ready:
        try:
            chunk = os.read(fd, 65536)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
    if steps and steps[0][0].encode() in shown[seen:]:
        seen = len(shown)
        time.sleep(0.2)
        os.write(fd, steps.pop(0)[1].encode("latin1"))
else:
    os.kill(pid, signal.SIGKILL)
_, status = os.waitpid(pid, 0)
code = os.waitstatus_to_exitcode(status)
print(json.dumps({"code": code, "shown": shown.decode("utf8", "replace"), "waiting": [step[0] for step in steps]}))
`;

interface Shown {
  readonly code: number;
  readonly shown: string;
  readonly waiting: readonly string[];
}

function onTerminal(
  program: string,
  words: readonly string[],
  cwd: string,
  {
    steps = [],
    env = {},
  }: {
    readonly steps?: readonly (readonly [string, string])[];
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Shown {
  const { CI: _, NO_COLOR: __, FORCE_COLOR: ___, ...own } = process.env;
  const file = join(inject('installed'), 'create-gitops-service/dist', `${program}.js`);
  const job = {
    cwd,
    command: [process.execPath, file, ...words],
    env: { ...own, TERM: 'xterm-256color', ...env },
    steps,
  };
  const { stdout, stderr } = spawnSync('python3', ['-c', script, JSON.stringify(job)], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Shown;
}

const enter = '\r';
const questions: readonly (readonly [string, string])[] = [
  ['Folder of the service?', `orders${enter}`],
  ['Git repository?', enter],
  ['Which data stores does it use?', enter],
];

test('on a terminal, three questions with their defaults and a summary make a service', () => {
  const folder = emptyFolder();
  const { code, shown, waiting } = onTerminal(
    'create-gitops-service',
    ['--no-install', '--no-git'],
    folder,
    { steps: [...questions, ['Write the config', enter]] },
  );
  expect({ code, waiting }).toEqual({ code: 0, waiting: [] });
  const text = stripVTControlCharacters(shown);
  expect(text).toContain('https://github.com/REPLACE-ME/orders');
  expect(text.indexOf('new GitOpsService({')).toBeGreaterThan(
    text.indexOf('Which data stores does it use?'),
  );
  expect(text.indexOf('Next steps:')).toBeGreaterThan(text.indexOf('Write the config'));
  expect(existsSync(join(folder, 'orders/k8s/base/deployment.yaml'))).toBe(true);
});

test.each([0, 1, 2, 3])('Ctrl-C at question %i ends with 130, and nothing is written', (at) => {
  const folder = emptyFolder();
  const all = [...questions, ['Write the config', enter] as const];
  const steps = all
    .slice(0, at + 1)
    .map(([question, answer], index) => [question, index === at ? '\u0003' : answer] as const);
  const { code, shown, waiting } = onTerminal('create-gitops-service', [], folder, { steps });
  expect({ code, waiting }).toEqual({ code: 130, waiting: [] });
  expect(stripVTControlCharacters(shown)).toContain('nothing was written');
  expect(readdirSync(folder)).toEqual([]);
});

test('a summary that is refused writes nothing', () => {
  const folder = emptyFolder();
  const { code } = onTerminal('create-gitops-service', [], folder, {
    steps: [...questions, ['Write the config', 'n']],
  });
  expect([code, readdirSync(folder)]).toEqual([130, []]);
});

test.each([
  [{ CI: 'true' }, []],
  [{}, ['--yes']],
  [{}, ['--json']],
])('with %j and %j nobody is asked on a terminal either', (env, words) => {
  const folder = emptyFolder();
  const { code, shown } = onTerminal('create-gitops-service', words, folder, { env });
  expect([code, stripVTControlCharacters(shown)]).toEqual([
    2,
    expect.stringContaining('[dir] is required'),
  ]);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  [{}, true],
  [{ NO_COLOR: '1' }, false],
  [{ TERM: 'dumb' }, false],
])('on a terminal with %j, colours are shown: %s', (env, coloured) => {
  const folder = emptyFolder();
  writeFileSync(join(folder, '.projenrc.ts'), 'throw 1;\n');
  const { code, shown } = onTerminal('gitops-service', ['check'], folder, { env });
  expect([code, shown.includes('\u001b[')]).toEqual([2, coloured]);
});

test.each([
  ['the pager takes it', { PAGER: 'sed s/^/paged:/' }, /^paged:# /m],
  ['the pager fails', { PAGER: 'exit 1;' }, /^# /m],
  ['there is no pager', { PAGER: '' }, /^# /m],
])('on a terminal a page of the documentation is shown where %s', (_, env, shown) => {
  const answer = onTerminal('gitops-service', ['docs', 'config'], emptyFolder(), { env });
  expect(answer).toMatchObject({ code: 0, shown: expect.stringMatching(shown) });
});
