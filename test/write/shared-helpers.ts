import type { FileSpec } from '../../src/render/spec.ts';
import type { ByHand } from '../../src/write/by-hand.ts';
import { isClean } from '../../src/write/change.ts';
import { planChanges, resync } from '../../src/write/resync.ts';
import { aFile, block, jsonKeys, options, yamlEntries, yamlKeys } from './helpers.ts';

export const wave = yamlKeys('k.yaml', { annotations: { wave: '-5' } }, ['annotations', 'wave']);
export const images = yamlEntries(
  'k.yaml',
  { images: [{ name: 'api', newTag: 'none' }] },
  ['images'],
  'name',
);
export const node = jsonKeys('package.json', { engines: { node: '>=22' } }, ['engines', 'node']);
export const ignored = aFile('.gitignore', 'dist/\nout/\n', block);
export const [start, end] = ['# >>> create-gitops-service', '# <<< create-gitops-service'];

/** The text as somebody leaves it who does what we say. */
export function settled(text: string, { first, last, text: written }: ByHand): string {
  const lines = text.split(/(?<=\n)/);
  return [...lines.slice(0, first - 1), written, ...lines.slice(last)].join('');
}

export const isSettled = (root: string, spec: FileSpec): boolean => {
  resync(root, [spec], options);
  return isClean(planChanges(root, [spec], options));
};

export const partOf = (spec: FileSpec) => {
  if (spec.ownership.kind !== 'shared') throw new Error('not shared');
  return spec.ownership.ours;
};

export const nothing: ByHand = { kind: 'replace', first: 1, last: 0, found: '', text: '' };
