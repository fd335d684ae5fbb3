import { expect, test } from 'vitest';
import { aRemote, git, hook } from './a-remote.ts';
import { pushed, setting } from './push-helpers.ts';

test.each([
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  '%s ends a push with exit code %i, and nothing listens any longer',
  async (name, exitCode) => {
    const { origin, clone } = aRemote();
    const folder = clone();
    hook(origin, 'pre-receive', 'sleep 30');
    const before = process.listeners(name);
    const push = pushed(folder, setting(folder, 'dev', 'api=1.0.0'));
    // To our own listener alone: the test runner has others.
    const listener = process.listeners(name).find((one) => !before.includes(one));
    listener?.(name);
    await expect(push).rejects.toMatchObject({ exitCode, message: 'stopped' });
    expect(process.listeners(name)).toEqual(before);
    expect(git(origin, 'rev-list', '--count', 'main')).toBe('1');
  },
);
