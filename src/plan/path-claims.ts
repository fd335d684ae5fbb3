import type { Config, EnvironmentConfig } from '../config/config.ts';
import { carrierIn } from '../config/rules/messaging/index.ts';
import { monitoringSecrets } from '../config/rules/monitoring.ts';
import { runtimeFacts, type Named } from '../config/rules/runtime.ts';
import { checkModuleOf, slugOf, usualDockerfileOf } from '../domain/names.ts';
import { joinPath } from '../domain/paths.ts';
import { storeOf } from '../stores/index.ts';

/** A key of the config that becomes a path, or a part of one. */
export interface PathClaim {
  readonly key: string;
  readonly kind: 'dockerfile' | 'folder' | 'module' | 'name';
  /** From the root of the repository; of a name, the part of a path that it becomes. */
  readonly path: string;
  /** What to write there instead, for whoever cannot have this. */
  readonly instead: string;
}

/** What the config asks for in the tree; of several claims on one path the first is the one to change. */
export function pathClaims(config: Config): readonly PathClaim[] {
  const named = Object.entries(config.components);
  return [
    ...named.flatMap(dockerfileClaims),
    ...named.flatMap(copyClaims),
    ...named.flatMap(moduleClaims),
    ...contextClaims(named),
    ...nameClaims(config),
  ];
}

function dockerfileClaims([name, { build }]: Named): readonly PathClaim[] {
  const { context, dockerfile } = build;
  const usual = usualDockerfileOf(context);
  return dockerfile === undefined
    ? []
    : [
        {
          key: `components.${name}.build.dockerfile`,
          kind: 'dockerfile',
          path: dockerfile,
          instead: `use another path, such as "${usual}.${name}"`,
        },
      ];
}

const copyClaims = (named: Named): readonly PathClaim[] =>
  runtimeFacts(named).copy.map((folder, index) => ({
    key: `components.${named[0]}.runtime.copy.${String(index)}`,
    kind: 'folder',
    path: joinPath(named[1].build.context, folder),
    instead: 'use another folder, such as "data"',
  }));

/** What Python starts is a file of the starter, and has a test. */
function moduleClaims(named: Named): readonly PathClaim[] {
  const [name, { build }] = named;
  const { start } = runtimeFacts(named);
  if (start === undefined) return [];
  const claim = {
    key: `components.${name}.runtime.${start.option}`,
    instead: `use another module, such as app.${name.replaceAll('-', '_')}_main`,
  };
  const file = joinPath(build.context, `${start.value.replaceAll('.', '/')}.py`);
  const parts = [...start.value.split('.'), `test_${start.value.replaceAll('.', '_')}`];
  return [
    { ...claim, kind: 'module', path: file },
    ...parts.map((path): PathClaim => ({ ...claim, kind: 'name', path })),
  ];
}

/** The innermost first: that is the one to change. */
const contextClaims = (named: readonly Named[]): readonly PathClaim[] =>
  named
    .filter(([, { build }]) => build.context !== '.')
    .map(
      ([
        name,
        {
          build: { context },
        },
      ]): PathClaim => ({
        key: `components.${name}.build.context`,
        kind: 'folder',
        path: context,
        instead: `use another folder, such as "${context === name ? `apps/${name}` : name}"`,
      }),
    )
    .sort((a, b) => b.path.length - a.path.length);

function nameClaims(config: Config): readonly PathClaim[] {
  const keys: (readonly [key: string, name: string])[] = [
    ...config.environments.map(({ name }) => [`environments.${name}`, name] as const),
    ...Object.keys(config.components).map((name) => [`components.${name}`, name] as const),
    ...Object.keys(config.dataStores).map((name) => [`dataStores.${name}`, name] as const),
    ...Object.keys(config.decisions).map((title) => [`decisions.${title}`, slugOf(title)] as const),
    ...Object.entries(config.components).flatMap(([name, { checks }]) =>
      checks.map(
        (check, index) =>
          [`components.${name}.checks.${String(index)}`, checkModuleOf(check)] as const,
      ),
    ),
    ['registry.pullSecret', config.registry.pullSecret],
    ...secretKeys(config),
    ...config.environments.flatMap(({ name, here }) =>
      secretKeys(here).map(
        ([key, secret]) => [`environments.${name}.overrides.${key}`, secret] as const,
      ),
    ),
  ];
  return keys.map(([key, path]) => ({ key, kind: 'name', path, instead: 'use another name' }));
}

/** The keys that name a secret, which becomes files of that name. */
function secretKeys(here: EnvironmentConfig['here']): readonly (readonly [string, string])[] {
  const stores = Object.entries(here.dataStores).flatMap(([key, store]) =>
    storeOf(store)
      .secretNames(key, store)
      .map(({ at, name }) => [`dataStores.${key}.${at}`, name] as const),
  );
  const variables = Object.entries(here.components).flatMap(([key, { secretEnv }]) =>
    Array.isArray(secretEnv)
      ? []
      : Object.entries(secretEnv).map(
          ([variable, { secret }]) =>
            [`components.${key}.secretEnv.${variable}.secret`, secret] as const,
        ),
  );
  const others = [
    ...(carrierIn(here.messaging)?.secrets ?? []),
    ...monitoringSecrets(here.monitoring),
  ].map(({ at, name }) => [at, name] as const);
  return [...stores, ...variables, ...others];
}
