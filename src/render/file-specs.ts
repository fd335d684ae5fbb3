import type { Content, FileSpec, SharedPart, Value } from './spec.ts';

interface Origin {
  readonly feature: string;
  readonly keys: readonly string[];
}

/** Where a feature's files come from: its name and the config keys that shape it. */
export const origin = (feature: string, ...keys: readonly string[]): Origin => ({ feature, keys });

const file = (
  path: string,
  content: Content,
  ownership: FileSpec['ownership'],
  from: Origin,
  executable = false,
): FileSpec => ({ path, content, ownership, executable, origin: from });

export const managedYaml = (path: string, documents: readonly Value[], from: Origin): FileSpec =>
  file(path, { kind: 'yaml', documents }, { kind: 'managed' }, from);
export const managedText = (path: string, text: string, from: Origin): FileSpec =>
  file(path, { kind: 'text', text }, { kind: 'managed' }, from);
export const managedScript = (path: string, text: string, from: Origin): FileSpec =>
  file(path, { kind: 'text', text }, { kind: 'managed' }, from, true);
export const sampleYaml = (
  path: string,
  documents: readonly Value[],
  from: Origin,
  restored = true,
): FileSpec => file(path, { kind: 'yaml', documents }, { kind: 'sample', restored }, from);
export const sharedYaml = (
  path: string,
  documents: readonly Value[],
  ours: SharedPart,
  from: Origin,
): FileSpec => file(path, { kind: 'yaml', documents }, { kind: 'shared', ours }, from);
export const sharedText = (path: string, text: string, from: Origin): FileSpec =>
  file(path, { kind: 'text', text }, { kind: 'shared', ours: { kind: 'block' } }, from);
