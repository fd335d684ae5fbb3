/** One complaint of one judge; `file` is relative to the tree, with forward slashes. */
export interface Finding {
  readonly judge: string;
  readonly file: string;
  readonly line?: number;
  readonly message: string;
}

/** A finding on one line, the way compilers print theirs. */
export function printed({ judge, file, line, message }: Finding): string {
  return `${file}${line === undefined ? '' : `:${line}`}  ${judge}  ${message.trim().replace(/\s*\n\s*/g, ' | ')}`;
}
