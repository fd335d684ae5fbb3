import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { paths } from '../../src/plan/paths.ts';
import { aRemote, git, hook, tagsAt } from './a-remote.ts';
import { meanwhile, pushed, setting } from './push-helpers.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('whenever a push is killed, it has left no ref, no file in .git and no temporary folder', async () => {
  const { origin, clone } = aRemote();
  const folder = clone();
  const temporary = mkdtempSync(join(tmpdir(), 'push-'));
  const seen = join(mkdtempSync(join(tmpdir(), 'seen-')), 'refs');
  hook(origin, 'pre-receive', `env -u GIT_DIR git -C ${folder} for-each-ref > ${seen}`);
  vi.stubEnv('TMPDIR', temporary);
  const tracesNow = (): unknown => [
    git(folder, 'for-each-ref'),
    readdirSync(join(folder, '.git')).sort(),
    readdirSync(temporary),
  ];
  const before = tracesNow();
  let during: unknown;
  await pushed(
    folder,
    meanwhile(setting(folder, 'dev', 'api=1.0.0'), () => (during = tracesNow())),
  );
  expect(during).toEqual(before);
  expect(readFileSync(seen, 'utf8').trim()).toBe(Array.isArray(before) ? before[0] : '');
  expect(tagsAt(origin, 'dev')['api']).toBe('1.0.0');
});

test('a release commit changes its file and nothing else, beside names that are not UTF-8 or hold tabs', async () => {
  const { origin, clone } = aRemote();
  const other = clone();
  const blob = git(other, 'rev-parse', 'HEAD:src/index.ts');
  const folder = dirname(paths.release('dev'));
  const names = ['caf\\351', 'odd\\tkustomization.yaml', ' spaced '].map(
    (name) => `${folder}/${name}`,
  );
  const lines = names.map((name) => `100755 ${blob}\\t${name}\\000`).join('');
  execFileSync('sh', ['-c', `printf '${lines}' | git update-index -z --index-info`], {
    cwd: other,
  });
  git(other, 'commit', '--quiet', '--message', 'odd names');
  git(other, 'push', '--quiet', 'origin', 'HEAD:refs/heads/main');
  const clean = clone();
  await pushed(clean, setting(clean, 'dev', 'api=1.0.0'));
  expect(git(origin, 'diff', '--name-only', 'main~1', 'main')).toBe(paths.release('dev'));
  expect(git(origin, 'fsck', '--strict')).toBe('');
});
