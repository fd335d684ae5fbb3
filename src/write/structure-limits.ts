import { UserError } from '../errors.ts';

/** Deeper than any file that people share with us. */
export const DEPTH_LIMIT = 100;

/** The most text that is read as YAML or JSON. */
export const TEXT_LIMIT = 1 << 20;

/** How nesting that others cannot follow is told. */
export const TOO_DEEP = `is nested more than ${String(DEPTH_LIMIT)} levels deep`;

/** Refuses text that takes too long to read as a structure. */
export function refuseLong(text: string): void {
  if (text.length > TEXT_LIMIT)
    throw new UserError(`is larger than ${String(TEXT_LIMIT >> 20)} MiB`);
}
