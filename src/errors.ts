/** 1 findings · 2 bad usage or config · 3 refused · 129, 130, 143 stopped by SIGHUP, Ctrl-C, SIGTERM. */
type FailureCode = 1 | 2 | 3 | 129 | 130 | 143;

/** What a user did or has that we cannot work with: shown as a message and a hint, never as a stack trace. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly hint: string;
  readonly exitCode: FailureCode;

  constructor(
    message: string,
    { hint = '', exitCode = 2 }: { hint?: string; exitCode?: FailureCode } = {},
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

/** What to do about a bug of ours. */
export const bugHint =
  'This is a bug in create-gitops-service. To report it: gitops-service docs report-a-bug';
