import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyFolder, run } from '../package/program.ts';
import { written } from './manager-environments.ts';

/** A folder for the PATH with a program that notes its environment, then does what the script says. */
function withProgram(name: string, script: string): { folder: string; env: NodeJS.ProcessEnv } {
  const folder = emptyFolder();
  writeFileSync(join(folder, name), `#!/bin/sh\n/usr/bin/env >"${folder}/env"\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
  return { folder, env: { PATH: `${folder}:/usr/bin:/bin` } };
}
const create = (folder: string, env: NodeJS.ProcessEnv, ...flags: readonly string[]) =>
  run('create-gitops-service', ['orders', '--yes', '--no-git', ...flags], folder, env);

describe.skipIf(process.platform === 'win32')('create', () => {
  test.each([
    ['pnpm', 'pnpm', [], ''],
    ['yarn', 'npm', [], 'yarn is not supported in a service yet, so this one uses npm'],
    ['bun', 'npm', [], 'bun is not supported in a service yet, so this one uses npm'],
    ['bun', 'pnpm', ['--package-manager', 'pnpm'], ''],
  ] as const)('run by %s installs with %s %j', (by, used, flags, note) => {
    const { folder, env } = withProgram(used, 'exit 0');
    const { code, out, err } = create(folder, { ...env, ...written[by] }, ...flags);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(note);
    expect(out.includes('not supported')).toBe(note !== '');
    const manifest = readFileSync(join(folder, 'orders/package.json'), 'utf8');
    expect(manifest.includes('"packageManager": "pnpm@')).toBe(used === 'pnpm');
    expect(readFileSync(join(folder, 'env'), 'utf8')).not.toMatch(
      /yarnpkg|user_agent|INIT_CWD|lifecycle/,
    );
  });

  test('says why an installation failed, and how to go on', () => {
    const { folder, env } = withProgram(
      'npm',
      'echo "npm warn deprecated a" >&2; echo "npm error code E401" >&2; exit 1',
    );
    const { code, out } = create(folder, env);
    expect(code).toBe(1);
    expect(out).toContain(
      'npm install failed:\n  code E401\nFix the problem, then run: npm install\n',
    );
    expect(out).toMatch(/Next steps:\n {2}1\. cd orders\n {2}2\. npm install\n/);
  });

  test.each([
    ['npm', 'echo "npm warn deprecated a" >&2; exit 1', 'npm failed without an error message'],
    ['npm', 'kill -9 $$', 'npm was stopped by SIGKILL'],
    ['other', '', 'pnpm is not installed, or not on the PATH'],
  ])('says how %s ended, where it says nothing itself: %s', (name, script, reason) => {
    const { folder, env } = withProgram(name, script);
    const answer = create(
      folder,
      { ...env, PATH: folder },
      ...(name === 'other' ? ['--package-manager', 'pnpm'] : []),
    );
    expect(answer).toMatchObject({ code: 1, out: expect.stringContaining(`  ${reason}\n`) });
  });
});
