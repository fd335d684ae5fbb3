import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commentMarker } from '../../src/domain/comment-marker.ts';
import type { EnvironmentDiff } from '../../src/review/environment-diff.ts';
import { commentOf } from '../../src/review/comment.ts';

const many = (count: number, value: string): EnvironmentDiff => ({
  environment: 'dev',
  kind: 'compared',
  objects: Array.from({ length: count }, (_, index) => ({
    key: `ConfigMap c${String(index)}`,
    kind: 'changed',
    fields: [{ field: 'data.a', before: '"x"', after: value }],
    stays: false,
  })),
});

test('a comment starts with its marker and stays below what GitHub takes, whatever it holds', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: 3000 }),
          fc.constantFrom('"a"', '"\u{1f600}\u00e9"', `"${'\u4e2d'.repeat(160)}"`),
        ),
        { maxLength: 12 },
      ),
      (all) => {
        const text = commentOf(
          all.map(([count, value], index) => ({
            ...many(count, value),
            environment: `env${String(index)}`,
          })),
        );
        expect(text.startsWith(`${commentMarker}\n`)).toBe(true);
        expect(Buffer.byteLength(text)).toBeLessThan(65_536);
        expect(text.match(/<details>/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0);
      },
    ),
    { numRuns: 25 },
  );
  expect(commentOf([many(3000, '"a"')])).toMatch(/\d+ more line\(s\)/);
  expect(
    Buffer.byteLength(commentOf(Array.from({ length: 900 }, () => many(1, '"a"')))),
  ).toBeLessThan(65_536);
});

test('nothing in a comment breaks out of its place', () => {
  const text = commentOf([
    {
      environment: '</summary>@team`',
      kind: 'compared',
      objects: [
        {
          key: 'ConfigMap a',
          kind: 'changed',
          fields: [{ field: 'data.a', before: '"```"', after: `"\`\`\`\`\`${commentMarker}"` }],
          stays: false,
        },
      ],
    },
  ]);
  expect(text.split('\n').filter((line) => /^`{3,}/.test(line))).toEqual(['``````diff', '``````']);
  expect(text).not.toContain('</summary>@');
  expect(text.indexOf(commentMarker)).toBe(0);
});
