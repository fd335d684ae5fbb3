import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { withScratch, withScratchSoon } from '../../src/disk/scratch.ts';
import { workingFolder } from '../../src/disk/working-folder.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const here = mkdtempSync(join(tmpdir(), 'places-'));
writeFileSync(join(here, 'file'), '');
mkdirSync(join(here, 'closed'));
chmodSync(join(here, 'closed'), 0o500);

/** What is wrong with a place, its name here, and the system's word for it. */
const unusable: readonly (readonly [string, string, string])[] = [
  ['is not there', 'absent', 'no such file or directory'],
  ['is a file', 'file', 'not a directory'],
  ['lies below a file', 'file/below', 'not a directory'],
  ...(process.getuid?.() === 0
    ? ([['has a name that is too long', 'x'.repeat(300), 'name too long']] as const)
    : ([['may not be written to', 'closed', 'permission denied']] as const)),
];

test.each(unusable)('a temporary folder that %s is one sentence', async (_, name, reason) => {
  const place = join(here, name);
  vi.stubEnv('TMPDIR', place);
  const refusal = expect.objectContaining({
    name: 'UserError',
    message: `cannot create a temporary folder in ${place}: ${reason}`,
    hint: expect.stringContaining('TMPDIR'),
    exitCode: 3,
  });
  expect(() => withScratch(() => 1)).toThrow(refusal);
  await expect(withScratchSoon(async () => 1)).rejects.toEqual(refusal);
});

test('a temporary folder goes whatever happens in it, and only its owner may look inside', async () => {
  const place = mkdtempSync(join(here, 'tmp-'));
  vi.stubEnv('TMPDIR', place);
  const fail = (folder: string): never => {
    writeFileSync(join(folder, 'left'), '');
    throw new Error('no luck');
  };
  expect(() => withScratch(fail)).toThrow('no luck');
  await expect(withScratchSoon(async (folder) => fail(folder))).rejects.toThrow('no luck');
  expect(readdirSync(place)).toEqual([]);
});

test('a working folder that is gone is one sentence', () => {
  vi.spyOn(process, 'cwd').mockImplementation(() => {
    throw Object.assign(new Error('uv_cwd'), { code: 'ENOENT' });
  });
  expect(workingFolder).toThrow(
    expect.objectContaining({
      name: 'UserError',
      message: 'the working folder is gone, or cannot be entered',
      exitCode: 3,
    }),
  );
  rmSync(join(here, 'closed'), { recursive: true });
});
