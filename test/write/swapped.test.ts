import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { withFolders } from '../../src/disk/folders.ts';
import type { Holding } from '../../src/disk/folders.ts';
import { UserError } from '../../src/errors.ts';
import { resync } from '../../src/write/resync.ts';
import { interceptWrites } from '../faults/intercept.ts';
import { sampleSize } from '../sample.ts';
import { aFile, aFolder, options, put, treeOf } from './helpers.ts';

const first = [aFile('k8s/base/a.yaml', 'a: 1\n'), aFile('k8s/old/b.yaml', 'b: 1\n')];
const next = [aFile('k8s/base/a.yaml', 'a: 2\n'), aFile('k8s/base/new/c.yaml', 'c: 1\n')];

/** A project with work in every kind of folder, drift to rescue included, and a place outside of it. */
function aProject(): { readonly root: string; readonly outside: string } {
  const root = aFolder();
  resync(root, first, options);
  put(root, 'k8s/base/a.yaml', '# mine\n');
  const outside = aFolder({ 'theirs.txt': 'theirs', 'a.yaml': 'theirs', 'base/a.yaml': 'theirs' });
  return { root, outside };
}

const swaps = {
  link: (root: string, folder: string, outside: string) => {
    renameSync(join(root, folder), join(root, 'moved-away'));
    symlinkSync(outside, join(root, folder));
  },
  'another folder': (root: string, folder: string) => {
    renameSync(join(root, folder), join(root, 'moved-away'));
    mkdirSync(join(root, folder));
  },
  nothing: (root: string, folder: string) => {
    rmSync(join(root, folder), { recursive: true });
  },
  file: (root: string, folder: string) => {
    rmSync(join(root, folder), { recursive: true });
    put(root, folder, 'a file now\n');
  },
} as const;

const cases = (Object.keys(swaps) as (keyof typeof swaps)[]).flatMap((swap) =>
  ['k8s', 'k8s/base', 'k8s/old', '.gitops', '.gitops/rescued'].map((folder) => ({ swap, folder })),
);

test.each(cases)(
  '$folder becoming a $swap at any moment lets nothing outside, and ends in one sentence',
  ({ swap, folder }) => {
    const moments = momentsOf();
    let refused = 0;
    const step = sampleSize(1, swap === 'link' ? 3 : 10);
    for (let moment = 1 + (folder.length % step); moment <= moments; moment += step) {
      const { root, outside } = aProject();
      const before = treeOf(outside);
      let calls = 0;
      const stop = interceptWrites(() => {
        calls += 1;
        if (calls === moment && exists(join(root, folder))) swaps[swap](root, folder, outside);
      });
      const outcome = outcomeOf(root);
      stop();
      expect({ moment, outside: treeOf(outside) }).toEqual({ moment, outside: before });
      if (outcome === 'done') continue;
      refused += 1;
      expect({ moment, outcome }).toEqual({ moment, outcome: expect.any(UserError) });
      expect(outcome).toMatchObject({
        exitCode: 3,
        message: expect.not.stringMatching(/\n +at |\/proc|E[A-Z]{4,}.*'/),
      });
    }
    if (swap === 'link' && folder !== '.gitops/rescued') expect(refused).toBeGreaterThan(0);
  },
  60_000,
);

test.each<Holding>(['open', 'looked-at'])(
  'a folder that is %s is refused when it is swapped, is a link, or is behind one',
  (holding) => {
    const root = aFolder({ 'a/b/c': '' });
    const outside = aFolder();
    for (const [folder, target] of [
      ['link', outside],
      ['loop', 'loop'],
      ['up', '..'],
    ] as const) {
      symlinkSync(target, join(root, folder));
      for (const path of [folder, `${folder}/x`, `${folder}/x/y`])
        expect(() => withFolders(root, ({ make }) => make(path), holding)).toThrow(
          `${folder} is a symbolic link or a file, and links are not followed`,
        );
    }
    expect(() => withFolders(root, ({ make }) => make('a/b/c/d'), holding)).toThrow(/a\/b\/c is a/);
    const swapped = (): unknown =>
      withFolders(
        root,
        ({ find, make }) => {
          find('a/b');
          swaps['another folder'](root, 'a/b');
          return make('a/b/new');
        },
        holding,
      );
    expect(swapped).toThrow(/^the folder a\/b was moved or replaced during the run$/);
    expect(readdirSync(outside)).toEqual([]);
    expect(readdirSync(join(root, 'a/b'))).toEqual([]);
  },
);

test('hundreds of folders need no more open files than a few', () => {
  const root = aFolder();
  const before = openFiles();
  let most = 0;
  const stop = interceptWrites(() => {
    most = Math.max(most, openFiles());
  });
  onTestFinished(stop);
  resync(
    root,
    Array.from({ length: 300 }, (_, index) => aFile(`d${String(index)}/e/f/a.yaml`, 'a: 1\n')),
    options,
  );
  expect(most - before).toBeLessThan(80);
  expect(openFiles()).toBeLessThanOrEqual(before + 1);
});

const openFiles = (): number => readdirSync('/proc/self/fd').length;

function momentsOf(): number {
  const { root } = aProject();
  let calls = 0;
  const stop = interceptWrites(() => {
    calls += 1;
  });
  resync(root, next, options);
  stop();
  return calls;
}

function outcomeOf(root: string): unknown {
  try {
    resync(root, next, options);
    return 'done';
  } catch (error) {
    return error;
  }
}

const exists = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
