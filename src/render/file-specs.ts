import type { FileSpec, Value } from './spec.ts';

interface Origin {
  readonly feature: string;
  readonly keys: readonly string[];
}

/** Where a feature's files come from: its name and the config keys that shape it. */
export const origin = (feature: string, ...keys: readonly string[]): Origin => ({ feature, keys });

export const managedYaml = (path: string, documents: readonly Value[], from: Origin): FileSpec =>
  file({ path, content: { kind: 'yaml', documents }, ownership: { kind: 'managed' }, from });
export const managedText = (path: string, text: string, from: Origin): FileSpec =>
  file({ path, content: { kind: 'text', text }, ownership: { kind: 'managed' }, from });
export const managedScript = (path: string, text: string, from: Origin): FileSpec => ({
  ...managedText(path, text, from),
  executable: true,
});
export const sampleYaml = (path: string, documents: readonly Value[], from: Origin): FileSpec =>
  file({
    path,
    content: { kind: 'yaml', documents },
    ownership: { kind: 'sample', restored: true },
    from,
  });
export const sharedText = (path: string, text: string, from: Origin): FileSpec =>
  file({
    path,
    content: { kind: 'text', text },
    ownership: { kind: 'shared', ours: { kind: 'block' } },
    from,
  });

const file = ({
  from,
  ...spec
}: Pick<FileSpec, 'path' | 'content' | 'ownership'> & { readonly from: Origin }): FileSpec => ({
  ...spec,
  executable: false,
  origin: from,
});
