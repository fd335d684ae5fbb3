import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { parseImageReference } from '../../src/release/image-reference.ts';
import { digestOf } from './a-project.ts';

const digest = digestOf('a');

test.each([
  ['v1.2.3', { tag: 'v1.2.3' }],
  [':v1.2.3', { tag: 'v1.2.3' }],
  [digest, { digest }],
  [`@${digest}`, { digest }],
  [`v1.2.3@${digest}`, { tag: 'v1.2.3', digest }],
  [
    'registry.example.com:5000/team/orders:v1.2.3',
    { repository: 'registry.example.com:5000/team/orders', tag: 'v1.2.3' },
  ],
  [
    `registry.example.com:5000/orders@${digest}`,
    { repository: 'registry.example.com:5000/orders', digest },
  ],
  [
    `registry.example.com/orders:v1.2.3@${digest}`,
    { repository: 'registry.example.com/orders', tag: 'v1.2.3', digest },
  ],
])('%s is read', (text, parts) => {
  expect(parseImageReference(text)).toEqual({
    repository: undefined,
    tag: undefined,
    digest: undefined,
    ...parts,
  });
});

test.each([
  '',
  '@',
  ':',
  'registry.example.com:5000/orders',
  'orders@sha256:abc',
  `v1@${digest.toUpperCase()}`,
  'a b',
  'v1\nkind: x',
  '../orders:v1.0.0',
  'x'.repeat(129),
  `v1@${digest}@${digest}`,
  '-v1',
])('"%s" is refused', (text) => {
  expect(() => parseImageReference(text)).toThrow(UserError);
});
