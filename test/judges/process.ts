import { execFile } from 'node:child_process';

/** What a finished program said. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and with what a program runs. */
export interface ProcessInput {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs a program to its end; a program that cannot be started at all is an error, any exit code is an outcome. */
export function run(
  command: readonly string[],
  { cwd, env = {}, input = '' }: ProcessInput = {},
): Promise<Outcome> {
  const [file = '', ...args] = command;
  return new Promise((resolve, reject) => {
    const child = execFile(
      file,
      args,
      {
        ...(cwd === undefined ? {} : { cwd }),
        env: { ...process.env, ...env },
        maxBuffer: 256 * 1024 * 1024,
      },
      (error, stdout, stderr) => {
        if (error !== null && typeof error.code !== 'number') return reject(error);
        resolve({ code: Number(error?.code ?? 0), stdout, stderr });
      },
    );
    // A program that does not read its input closes the pipe early; its exit code tells the story.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
