import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinPath, relativePath } from '../../src/domain/paths.ts';
import { sha256 } from '../../src/domain/sha256.ts';

test('a SHA-256 is the one of Node', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
    }),
  );
});

const folder = fc
  .array(fc.constantFrom('.', 'a', 'b', 'apps', 'web.next'), { maxLength: 4 })
  .map((segments) => segments.join('/') || '.');

test('a path is joined, and told from a folder, as Node does it', () => {
  fc.assert(
    fc.property(folder, folder, (one, other) => {
      expect(joinPath(one, other)).toBe(posix.join(one, other));
      expect(relativePath(one, other)).toBe(posix.relative(one, other));
    }),
  );
});

test('a path leaves a folder by two dots', () => {
  expect(['a/../b', '../a', 'a/../..', '../../a'].map((path) => joinPath(path))).toEqual(
    ['a/../b', '../a', 'a/../..', '../../a'].map((path) => posix.normalize(path)),
  );
});
