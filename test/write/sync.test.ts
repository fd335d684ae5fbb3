import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { syncFiles } from '../../src/write/sync.ts';

const root = mkdtempSync(join(tmpdir(), 'sync-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const files = Array.from({ length: 600 }, (_, index) => join(root, String(index)));
for (const file of files) writeFileSync(file, 'content\n');

test.each([1, 600])('%i file(s) are brought to the disk', (count) => {
  expect(() => syncFiles(files.slice(0, count))).not.toThrow();
});

test.each([1, 600])(
  'of %i file(s) one that cannot be brought to the disk is an error that names it',
  (count) => {
    const gone = join(root, 'gone');
    expect(() => syncFiles([...files.slice(1, count), gone])).toThrow(
      expect.objectContaining({ code: 'ENOENT', path: gone }),
    );
  },
);
