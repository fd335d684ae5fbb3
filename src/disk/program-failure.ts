/** How a program that was run ended. */
interface Ended {
  readonly stderr: string;
  readonly signal: NodeJS.Signals | null;
  readonly error?: Error | undefined;
}

/** Why a program failed: what it wrote, or what ended it; never nothing. */
export function failureText(program: string, { stderr, signal, error }: Ended): string {
  if (error !== undefined) return error.message;
  if (stderr.trim() !== '') return stderr.trim();
  return signal === null
    ? `${program} failed without an error message`
    : `${program} was stopped by ${signal}`;
}
