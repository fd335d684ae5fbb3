import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, inject } from 'vitest';

/**
 * Runs a program on a terminal of its own: waits for each text and types
 * the answer to it, then says all that was shown and the exit code.
 */
const script = `
import fcntl, json, os, pty, select, signal, struct, sys, termios, time
job = json.loads(sys.argv[1])
pid, fd = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 60, job["columns"], 0, 0))
    os.chdir(job["cwd"])
    os.execve(job["command"][0], job["command"], job["env"])
shown = b""
seen = 0
steps = list(job["steps"])
deadline = time.time() + 120
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
        text, typed = steps.pop(0)
        # What follows a text that is only read may have been shown with it.
        seen = len(shown) if typed else shown.index(text.encode(), seen) + len(text.encode())
        time.sleep(0.2)
        os.write(fd, typed.encode("latin1"))
else:
    os.kill(pid, signal.SIGKILL)
_, status = os.waitpid(pid, 0)
code = os.waitstatus_to_exitcode(status)
print(json.dumps({"code": code, "shown": shown.decode("utf8", "replace"), "waiting": [step[0] for step in steps]}))
`;

export interface Shown {
  readonly code: number;
  readonly shown: string;
  readonly waiting: readonly string[];
}

/** Types on a terminal what each step waits for and says, and answers with what was shown. */
export function onTerminal(
  program: string,
  words: readonly string[],
  cwd: string,
  {
    steps = [],
    env = {},
    columns = 120,
  }: {
    readonly steps?: readonly (readonly [string, string])[];
    readonly env?: Readonly<Record<string, string>>;
    readonly columns?: number;
  } = {},
): Shown {
  const { CI: _, NO_COLOR: __, FORCE_COLOR: ___, ...own } = process.env;
  const file = join(inject('installed'), 'create-gitops-service/dist', `${program}.js`);
  const job = {
    cwd,
    command: [process.execPath, file, ...words],
    env: { ...own, TERM: 'xterm-256color', ...env },
    steps,
    columns,
  };
  const { stdout, stderr } = spawnSync('python3', ['-c', script, JSON.stringify(job)], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as Shown;
}

/** What stands on a terminal that was sent this: lines, as a person sees them, with all that scrolled away. */
export function screenOf(sent: string, columns: number): readonly string[] {
  const lines: string[][] = [[]];
  let [row, column] = [0, 0];
  const put = (character: string): void => {
    if (column === columns) [row, column] = [row + 1, 0];
    const line = lines[row] ?? [];
    lines[row] = line;
    while (line.length < column) line.push(' ');
    line[column] = character;
    column += 1;
  };
  // eslint-disable-next-line no-control-regex
  for (const [part, final] of sent.matchAll(/\u001B\[[?\d;]*([A-Za-z])|[^]/gu)) {
    const count = Number(/\d+/.exec(part)?.[0] ?? 1);
    if (final === undefined) {
      if (part === '\r') column = 0;
      else if (part === '\n') row += 1;
      else if (part >= ' ') put(part);
    } else if (final === 'A') row = Math.max(row - count, 0);
    else if (final === 'B') row += count;
    else if (final === 'C') column += count;
    else if (final === 'D') column = Math.max(column - count, 0);
    else if (final === 'G') column = count - 1;
    else if (final === 'J') {
      lines.splice(row + 1);
      lines[row]?.splice(column);
    } else if (final === 'K') {
      if (part === '\u001B[2K') lines[row] = [];
      else lines[row]?.splice(column);
    }
    lines[row] ??= [];
  }
  return Array.from(lines, (line) =>
    Array.from(line ?? [], (one) => one ?? ' ')
      .join('')
      .trimEnd(),
  );
}
