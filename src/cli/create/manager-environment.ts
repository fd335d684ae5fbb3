import type { NodePackageManagerName } from '../../plan/runtime/package-managers.ts';
import { startedBy } from './started-by.ts';

/**
 * The environment of a package manager that we run. The one that runs us writes its settings into ours, where
 * another reads them as its own: yarn's registry, npm's prefix. They are left out. What the user set stays,
 * as far as it can be told apart: upper-case variables always, lower-case ones that the other does not write.
 */
export function environmentOf(
  manager: NodePackageManagerName,
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const by = startedBy(env);
  if (by === undefined) return env;
  const settings = by.name === manager ? undefined : (settingsOf[by.name] ?? EVERY_SETTING);
  return Object.fromEntries(
    Object.entries(env)
      .filter(([name]) => !OF_ITS_RUN.test(name) && settings?.test(name) !== true)
      .map(([name, value = '']) => [name, name === 'NODE_OPTIONS' ? withoutPnp(value) : value]),
  );
}

/** What was run, where and how: true of the package manager that runs us, and of no other program. */
const OF_ITS_RUN = new RegExp(
  `^(?:${[
    'npm_(?:lifecycle|package)_.*|npm_(?:command|execpath|node_execpath)',
    'npm_config_(?:user_agent|local_prefix|argv|call|package|workspaces?|include_workspace_root)',
    'INIT_CWD|PROJECT_CWD|BERRY_BIN_FOLDER',
  ].join('|')})$`,
);

/** npm writes what its files and its command line say too. */
const EVERY_SETTING = /^npm_config_/;

const NO_SETTING = /^(?!)/;

/** The settings that a package manager writes by itself. */
const settingsOf: Readonly<Record<string, RegExp>> = {
  npm: EVERY_SETTING,
  // The defaults of version 1; later ones write none.
  yarn: new RegExp(
    `^npm_config_(?:${[
      'registry|strict_ssl|bin_links|save_prefix|ignore_optional|ignore_scripts',
      'init_license|init_version|version_.*',
    ].join('|')})$`,
  ),
  pnpm: NO_SETTING,
  bun: NO_SETTING,
};

/** Without the loader of yarn's Plug'n'Play, which knows the packages of another folder only. */
const withoutPnp = (options: string): string =>
  options
    .replace(
      /(?:--require|--experimental-loader|--import)[ =](?:"[^"]*"|\S*\.pnp\.\S+)\s*/g,
      (option) => (option.includes('.pnp.') ? '' : option),
    )
    .trim();
