import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { promote, rollback } from '../../src/release/index.ts';
import type { Edit } from '../../src/release/index.ts';
import { aRemote, git, pushedFile, repositoryOf, serviceOf, tagsAt, titles } from './a-remote.ts';
import { pushed, setting, meanwhile, refusal } from './push-helpers.ts';

test('a rollback that meets a newer release does not take that one away', async () => {
  const { origin, clone } = aRemote();
  const [mine, theirs] = [clone(), clone()];
  for (const tag of ['1.0.0', '1.1.0']) await pushed(mine, setting(mine, 'prod', `api=${tag}`));
  const back = (): Edit =>
    rollback(serviceOf(mine), repositoryOf(mine), {
      environment: 'prod',
      components: ['api'],
      to: '1',
    });
  await expect(
    pushed(
      mine,
      meanwhile(back(), () => pushed(theirs, setting(theirs, 'prod', 'api=1.2.0'))),
    ),
  ).rejects.toThrow(refusal('prod received another release meanwhile'));
  expect(tagsAt(origin, 'prod')['api']).toBe('1.2.0');
  await pushed(
    mine,
    meanwhile(back(), () => pushed(theirs, setting(theirs, 'prod', 'web=1.0.0'))),
  );
  expect(tagsAt(origin, 'prod')).toEqual({ api: '1.1.0', web: '1.0.0' });
  expect(titles(origin)[0]).toBe('chore(release): roll prod back to 1.1.0');
});

test('a promotion is judged by the newest commit of the branch, not by the clone', async () => {
  const { origin, clone } = aRemote();
  const [mine, theirs] = [clone(), clone()];
  const built = git(origin, 'rev-parse', 'main');
  await pushed(theirs, setting(theirs, 'dev', `api=${built}`, `web=${built}`));
  const edit = (): Edit =>
    promote(serviceOf(mine), {
      from: 'dev',
      to: 'prod',
      components: [],
      verifySource: true,
      approved: undefined,
      ifReleased: false,
      force: false,
      push: true,
    });
  await pushed(mine, edit());
  expect(tagsAt(origin, 'prod')).toEqual({ api: built, web: built });
  pushedFile(theirs, 'src/index.ts', 'newer');
  await expect(pushed(mine, edit())).rejects.toThrow(refusal('src/index.ts'));
});

test('a pull request gets a branch of its own, once for the same release, and gh opens it', async () => {
  const { origin, clone } = aRemote();
  const [mine, theirs] = [clone(), clone()];
  const bin = mkdtempSync(join(tmpdir(), 'gh-'));
  writeFileSync(
    join(bin, 'gh'),
    `#!/bin/sh\nprintf '%s\\n' "$@" >"${bin}/words"\necho https://github.com/acme/orders/pull/7\n`,
    { mode: 0o755 },
  );
  const path = process.env['PATH'] ?? '';
  process.env['PATH'] = `${bin}:${path}`;
  try {
    const first = await pushed(mine, setting(mine, 'prod', 'api=1.0.0'), { pullRequest: true });
    const again = await pushed(theirs, setting(theirs, 'prod', 'api=1.0.0'), { pullRequest: true });
    expect(first.data.pullRequest).toMatchObject({
      base: 'main',
      title: 'chore(release): prod runs 1.0.0',
      changed: true,
      url: 'https://github.com/acme/orders/pull/7',
    });
    expect(again.data.pullRequest).toEqual(first.data.pullRequest);
    expect(JSON.parse(first.lines.join('\n'))).toEqual(first.data.pullRequest);
    expect(titles(origin)).toEqual(['project']);
    expect(git(origin, 'log', '--format=%s', `main..${first.data.pullRequest?.branch ?? ''}`)).toBe(
      'chore(release): prod runs 1.0.0',
    );
    expect(readFileSync(join(bin, 'words'), 'utf8')).toMatch(
      /^pr\ncreate\n--base\nmain\n--head\nrelease-prod-[0-9a-f]{12}\n--title\nchore\(release\)/,
    );
  } finally {
    process.env['PATH'] = path;
  }
});
