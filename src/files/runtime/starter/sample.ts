import type { Content, FileSpec } from '../../../render/spec.ts';

/** A file of the starter: written when absent, never touched again. */
export function sample(context: string, path: string, content: Content): FileSpec {
  return {
    path: inContext(context, path),
    content,
    ownership: { kind: 'sample', restored: false, starts: context },
    executable: false,
    origin,
  };
}

/** The path of a file in a component's build context, relative to the project root. */
export const inContext = (context: string, path: string): string =>
  context === '' ? path : `${context}/${path}`;

/** Where the files of the starter come from, for `explain`. */
export const origin: FileSpec['origin'] = {
  feature: 'starter',
  keys: ['components.*.runtime', 'components.*.port', 'components.*.health', 'dataStores'],
};
