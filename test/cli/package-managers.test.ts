import { describe, expect, test } from 'vitest';
import { errorLines } from '../../src/cli/create/install-failure.ts';
import { environmentOf } from '../../src/cli/create/manager-environment.ts';
import { startedBy } from '../../src/cli/create/started-by.ts';
import { recorded } from './install-outputs.ts';
import { written } from './manager-environments.ts';

test.each(recorded)(
  'a failed installation says why: $title',
  ({ manager, stdout = '', stderr = '', shown }) => {
    expect(errorLines(manager, { stdout, stderr })).toEqual(shown);
  },
);

test.each([
  ['npm/11.19.1 node/v20.20.2 linux x64 workspaces/false', { name: 'npm', supported: 'npm' }],
  ['pnpm/10.34.9 npm/? node/v20.20.2 linux x64', { name: 'pnpm', supported: 'pnpm' }],
  ['yarn/1.22.22 npm/? node/v20.20.2 linux x64', { name: 'yarn', supported: undefined }],
  ['yarn/4.18.1 npm/? node/v20.20.2 linux x64', { name: 'yarn', supported: undefined }],
  ['bun/1.4.5 npm/? node/v26.3.0 linux x64', { name: 'bun', supported: undefined }],
  ['', undefined],
  ['\u001b[31m/1', undefined],
])('who runs us says its user agent: %j', (agent, expected) => {
  expect(startedBy({ npm_config_user_agent: agent })).toEqual(expected);
});

/** What the user set in his shell, and nobody of them touches. */
const own = { PATH: '/usr/bin', NPM_CONFIG_REGISTRY: 'https://npm.example.com', HTTPS_PROXY: 'p' };
const lower = { npm_config_fetch_retries: '7' };

describe('the environment of a package manager that we run', () => {
  test.each([
    ['yarn', 'npm', lower],
    ['yarn 4', 'npm', lower],
    ['bun', 'npm', lower],
    ['pnpm', 'npm', lower],
    ['bun', 'pnpm', lower],
    // npm writes what its files and words say too, so nobody can tell.
    ['npm', 'pnpm', {}],
  ] as const)('has nothing that %s wrote, where it is %s', (by, manager, kept) => {
    expect(environmentOf(manager, { ...own, ...lower, ...written[by] })).toEqual({
      ...own,
      ...kept,
    });
  });

  test('has the settings of the same package manager', () => {
    const { npm } = written;
    expect(environmentOf('npm', { ...own, ...lower, ...npm })).toEqual({
      ...own,
      ...lower,
      npm_config_cache: npm.npm_config_cache,
      npm_config_globalconfig: npm.npm_config_globalconfig,
      npm_config_prefix: npm.npm_config_prefix,
      npm_config_registry: npm.npm_config_registry,
      npm_config_userconfig: npm.npm_config_userconfig,
      npm_config_yes: npm.npm_config_yes,
    });
  });

  test('is left alone where nobody runs us', () => {
    const env = { ...own, ...lower, npm_config_registry: 'https://npm.example.com' };
    expect(environmentOf('npm', env)).toEqual(env);
  });

  test.each([
    [
      '--require /tmp/x/.pnp.cjs --experimental-loader file:///tmp/x/.pnp.loader.mjs --no-warnings',
      '--no-warnings',
    ],
    ['--require "/tmp/a b/.pnp.cjs" --require ./mine.cjs', '--require ./mine.cjs'],
    ['--require "./my own.cjs"', '--require "./my own.cjs"'],
  ])("has no loader of yarn's: %s", (options, expected) => {
    expect(
      environmentOf('npm', { ...written['yarn 4'], NODE_OPTIONS: options })['NODE_OPTIONS'],
    ).toBe(expected);
  });
});
