import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isThere, namesIn, whatIsAt } from '../../src/disk/what-is-at.ts';

/** A folder with one of each kind. */
function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'disk-'));
  onTestFinished(() => {
    chmodSync(join(folder, 'closed'), 0o700);
    rmSync(folder, { recursive: true, force: true });
  });
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'closed/inner'), { recursive: true });
  chmodSync(join(folder, 'closed'), 0);
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const links = { dangling: 'none', loop: 'loop', toFile: 'file', behindFile: 'file/x' };
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(folder, name));
  return folder;
}

const cases: readonly (readonly [path: string, kind: string, reason: RegExp | undefined])[] = [
  ['none', 'absent', undefined],
  ['none/deeper', 'absent', undefined],
  ['file/deeper', 'absent', undefined],
  ['file', 'file', undefined],
  ['toFile', 'file', undefined],
  ['.', 'folder', undefined],
  ['pipe', 'other', undefined],
  ['dangling', 'other', undefined],
  ['behindFile', 'other', undefined],
  ['loop', 'unknown', /links that never end/],
  [`${'x'.repeat(300)}`, 'unknown', /too long/],
];

test.each(cases)('%s is %s', (path, kind, reason) => {
  const at = join(aFolder(), path);
  const place = whatIsAt(at);
  expect(place.kind).toBe(kind);
  if (place.kind !== 'unknown') return expect(isThere(at)).toBe(kind !== 'absent');
  expect(place.reason).toMatch(reason ?? /./);
  const refusal = expect.objectContaining({ exitCode: 3, message: expect.stringContaining(at) });
  expect(() => isThere(at)).toThrow(refusal);
  expect(() => namesIn(at)).toThrow(refusal);
});

test('what may not be looked at is not absent, nor empty', () => {
  const folder = aFolder();
  // Permissions are for everybody but root.
  if (process.getuid?.() === 0) {
    process.seteuid?.(12345);
    onTestFinished(() => {
      process.seteuid?.(0);
    });
  }
  for (const path of ['closed/inner', 'closed/none']) {
    expect(whatIsAt(join(folder, path))).toEqual({ kind: 'unknown', reason: 'permission denied' });
    expect(() => isThere(join(folder, path))).toThrow('permission denied');
  }
  expect(() => namesIn(join(folder, 'closed'))).toThrow('permission denied');
  expect(namesIn(join(folder, 'none'))).toEqual([]);
});
