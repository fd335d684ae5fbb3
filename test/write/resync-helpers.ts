import type { FileSpec } from '../../src/render/spec.ts';
import { isClean } from '../../src/write/change.ts';
import { planChanges } from '../../src/write/resync.ts';
import { aFile, block, managed, options, sample, yamlKeys } from './helpers.ts';

export const wanted: FileSpec[] = [
  aFile('k8s/base/a.json', 'a\n'),
  aFile('run.sh', '#!/bin/sh\n', managed, true),
  aFile('src/x.ts', 'x\n', sample),
  aFile('.gitignore', 'dist/\n', block),
  yamlKeys('k8s/r/k.yaml', { a: { b: 1 }, c: 2 }, ['a', 'b']),
];

export const kinds = (root: string, files = wanted): Record<string, string> =>
  Object.fromEntries(
    planChanges(root, files, options)
      .filter((change) => !isClean([change]))
      .map(({ path, kind }) => [path, kind]),
  );
