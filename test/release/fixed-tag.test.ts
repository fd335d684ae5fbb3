import { expect, test } from 'vitest';
import { refuseFloatingTag } from '../../src/release/fixed-tag.ts';

test.each([
  'latest',
  'LATEST',
  'main-latest',
  'main',
  'dev',
  'master',
  'stable',
  'unreleased',
  '1',
  '1.2',
  'v2',
  '20260101',
  'abc1234',
  '1234567',
  '1e5',
  'release-1.x',
  'feature',
])('"%s" is floating', (tag) => {
  expect(() => {
    refuseFloatingTag(tag, ['release/1.x', 'feature']);
  }).toThrow(expect.objectContaining({ exitCode: 3 }));
});

test.each([
  'f25b307111aeb0a9a41acd7ba790b5f25b307111',
  'f25b307111ae',
  '1.2.3',
  'v1.2.3-rc.1',
  'sha-f25b307',
  '2026.01.01',
])('"%s" is fixed', (tag) => {
  expect(() => {
    refuseFloatingTag(tag, ['main']);
  }).not.toThrow();
});
