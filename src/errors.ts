/** What a user did or has that we cannot work with: shown as a message and a hint, never as a stack trace. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly hint: string;
  /** 1 findings · 2 bad usage or config · 3 refused · 130 stopped by the user. */
  readonly exitCode: 1 | 2 | 3 | 130;

  constructor(
    message: string,
    { hint = '', exitCode = 2 }: { hint?: string; exitCode?: 1 | 2 | 3 | 130 } = {},
  ) {
    super(message);
    this.hint = hint;
    this.exitCode = exitCode;
  }
}

/** A bug of ours: shown with its stack and how to report it; exit code 70. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}
