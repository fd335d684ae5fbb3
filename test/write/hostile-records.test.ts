import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { INVENTORY_PATH, RESCUE_FOLDER } from '../../src/domain/file-paths.ts';
import {
  countRescued,
  originsOf,
  readRescuedContents,
  rescuedBytes,
} from '../../src/write/rescued-contents.ts';
import { restore } from '../../src/write/restore.ts';
import { planChanges, resync } from '../../src/write/resync.ts';
import { sha256Of } from '../../src/write/text-state.ts';
import { traps } from '../disk/traps.ts';
import { aFile, aFolder, get, options, put } from './helpers.ts';

const wanted = [aFile('k8s/a.yaml', 'a\n')];
const hash = sha256Of('kept\n');
const place = `${RESCUE_FOLDER}/${hash}`;

/** A project in which one content was rescued. */
function aService(): string {
  const root = aFolder();
  put(root, 'k8s/a.yaml', 'kept\n');
  resync(root, wanted, { ...options, takeOver: true });
  return root;
}

const refusal = (path: string): unknown =>
  expect.objectContaining({
    name: 'UserError',
    exitCode: 3,
    message: expect.stringContaining(path) as string,
  });

describe.each(traps)('%s among our records', (_, trap, reason) => {
  test('is told with its reason, not restored, and stops nothing', () => {
    const root = aService();
    trap(root, place);
    expect(countRescued(root)).toBe(1);
    expect(readRescuedContents(root)).toMatchObject([{ hash, problem: reason }]);
    expect(() => rescuedBytes(root, hash)).toThrow(refusal(place));
    expect(planChanges(root, wanted, options).map(({ kind }) => kind)).toEqual(['unchanged']);
  });

  test('leaves the place of a content unknown', () => {
    const root = aService();
    trap(root, `${place}.origin`);
    expect(originsOf(root, hash)).toEqual([]);
    expect(readRescuedContents(root)).toMatchObject([{ hash, size: 5, origins: [] }]);
    expect(rescuedBytes(root, hash).toString()).toBe('kept\n');
  });

  test('is no inventory', () => {
    const root = aService();
    trap(root, INVENTORY_PATH);
    expect(() => planChanges(root, wanted, options)).toThrow(refusal(INVENTORY_PATH));
    expect(() => resync(root, wanted, options)).toThrow(refusal(INVENTORY_PATH));
  });

  test('is not overwritten by what is restored', () => {
    const root = aService();
    trap(root, 'k8s/b.yaml');
    expect(() => restore(root, 'k8s/b.yaml', Buffer.from('kept\n'))).toThrow(refusal('k8s/b.yaml'));
  });
});

test('a folder of rescued contents that is a link is not read', () => {
  const [root, elsewhere] = [aService(), aFolder()];
  writeFileSync(join(elsewhere, hash), 'kept\n');
  rmSync(join(root, RESCUE_FOLDER), { recursive: true });
  symlinkSync(elsewhere, join(root, RESCUE_FOLDER));
  for (const read of [countRescued, readRescuedContents])
    expect(() => read(root)).toThrow(refusal(RESCUE_FOLDER));
  expect(() => rescuedBytes(root, hash)).toThrow(refusal(RESCUE_FOLDER));
});

test.each([
  ['a path out of the project', '{"path":"../../etc/passwd","reason":"x"}'],
  ['a path with a terminal escape', '{"path":"a\\u001b[2Jb","reason":"x"}'],
  ['the path of a record of ours', '{"path":".gitops/inventory.json","reason":"x"}'],
  ['no path', '{"reason":"x"}'],
  ['a path of another type', '{"path":["k8s/a.yaml"],"reason":"x"}'],
  ['a path of its prototype', '{"__proto__":{"path":"k8s/a.yaml"}}'],
  ['text of another form', 'k8s/a.yaml'],
  ['deep nesting', '['.repeat(100_000)],
])('an origin with %s says nothing', (_, line) => {
  const root = aService();
  put(root, `${place}.origin`, `${line}\n{"path":"k8s/c.yaml","reason":{"a":1}}\n`);
  expect(originsOf(root, hash)).toEqual([{ path: 'k8s/c.yaml', reason: 'was replaced' }]);
});

test('an origin that is no UTF-8 says nothing', () => {
  const root = aService();
  writeFileSync(
    join(root, `${place}.origin`),
    Buffer.from('{"path":"k8s/\xff.yaml","reason":"x"}\n', 'latin1'),
  );
  expect(originsOf(root, hash)).toEqual([]);
});

test('many contents are counted without being read', () => {
  const root = aService();
  const folder = join(root, RESCUE_FOLDER);
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < 5000; index += 1)
    writeFileSync(join(folder, index.toString(16).padStart(64, '0')), '');
  const start = performance.now();
  expect(countRescued(root)).toBe(5001);
  expect(performance.now() - start).toBeLessThan(500);
});

test.each([
  ['deep nesting', '['.repeat(200_000)],
  ['a path of its prototype', '[{"format":1},{"__proto__":{"path":"k8s/a.yaml"}}]'],
  ['a header of its prototype', '[{"__proto__":{"format":1}}]'],
  ['a version that is none', '[{"format":1,"tool":{"a":1}}]'],
  ['a version with a terminal escape', '[{"format":1,"tool":"1.0.0\\u001b[2J"}]'],
  ['a format between two', '[{"format":0.5,"tool":"1.0.0"}]'],
  [
    'a mode that is none',
    `[{"format":1},{"path":"a","ownership":"managed","sha256":"${hash}","executable":"no"}]`,
  ],
  ['a format of another type', '[{"format":"1"}]'],
])('an inventory with %s is refused', (_, text) => {
  const root = aService();
  put(root, INVENTORY_PATH, text);
  expect(() => planChanges(root, wanted, options)).toThrow(refusal(INVENTORY_PATH));
  expect(get(root, INVENTORY_PATH)).toBe(text);
});

test('an inventory that is no UTF-8 is refused', () => {
  const root = aService();
  writeFileSync(
    join(root, INVENTORY_PATH),
    Buffer.from(get(root, INVENTORY_PATH).replace('k8s/a', 'k8s/\xff'), 'latin1'),
  );
  expect(() => planChanges(root, wanted, options)).toThrow(refusal(INVENTORY_PATH));
});
