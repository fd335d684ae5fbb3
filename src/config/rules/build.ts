import type { Issue } from '../../domain/issue.ts';
import { joinPath } from '../../domain/paths.ts';
import { usualDockerfileOf } from '../../domain/names.ts';
import type { Config } from '../config.ts';
import { runtimeFacts, type Component, type Named } from './runtime.ts';
import type { Rule } from './rule.ts';

/** Components whose Dockerfile and folder we write. */
const builtByUs = ({ components }: Config): readonly Named[] =>
  Object.entries(components).filter((named) => runtimeFacts(named).isBuilt);

const buildsDiffer: Rule = (config) =>
  builtByUs(config).flatMap(
    (named, index, all) =>
      all
        .slice(0, index)
        .map((earlier) => collisions(named, earlier))
        .find((issues) => issues.length > 0) ?? [],
  );

/**
 * What keeps a component from being built beside an earlier one. One package.json,
 * and one lockfile, belong to one component, unless their runtime shares them.
 */
function collisions(named: Named, earlier: Named): readonly Issue[] {
  const [name, { build, runtime }] = named;
  const [earlierName, { build: earlierBuild, runtime: earlierRuntime }] = earlier;
  const at = `components.${name}`;
  const { context } = build;
  const sameFolder = context === earlierBuild.context;
  const { shared } = runtimeFacts(named);
  const areOne = sameFolder && runtime.kind === earlierRuntime.kind && shared !== undefined;
  if (sameFolder && !areOne) {
    return [
      {
        path: `${at}.build.context`,
        message: `folder "${context}" already belongs to another component; give each component its own folder`,
      },
    ];
  }
  const file = dockerfileOf(build);
  if (file === dockerfileOf(earlierBuild))
    return [
      {
        path: `${at}.build.dockerfile`,
        message: `"${file}" is already the Dockerfile of "${earlierName}"; use another name, such as "${file}.${name}"`,
      },
    ];
  return areOne ? disagreements(named, earlier) : [];
}

/** What two components of one folder say differently, or both alike, and may not. */
function disagreements(named: Named, earlier: Named): readonly Issue[] {
  const [name, { build }] = named;
  const [earlierName] = earlier;
  const at = `components.${name}.runtime`;
  const { shared, start } = runtimeFacts(named);
  const { shared: wanted = {}, start: taken } = runtimeFacts(earlier);
  const differing = Object.entries(wanted).filter(([option, value]) => shared?.[option] !== value);
  if (differing.length > 0)
    return differing.map(([option, value]) => ({
      path: `${at}.${option}`,
      message: `must be "${value}", as for "${earlierName}": both share the packages of folder "${build.context}"`,
    }));
  return start !== undefined && start.value === taken?.value
    ? [
        {
          path: `${at}.${start.option}`,
          message: `"${start.value}" already starts "${earlierName}"; use another module`,
        },
      ]
    : [];
}

const dockerfileOf = ({ context, dockerfile }: Component['build']): string =>
  dockerfile ?? usualDockerfileOf(context);

/** A file cannot stand where a folder is needed. */
const dockerfilesAreNoFolders: Rule = (config) => {
  const folders = Object.entries(config.components).flatMap((named) => {
    const { context } = named[1].build;
    return [context, ...runtimeFacts(named).copy.map((folder) => joinPath(context, folder))];
  });
  return builtByUs(config).flatMap(([name, { build }]) => {
    const file = dockerfileOf(build);
    const folder = folders.find((one) => `${one}/`.startsWith(`${file}/`));
    return folder === undefined
      ? []
      : [
          {
            path: `components.${name}.build.dockerfile`,
            message: `"${file}" must be a file, but "${folder}" needs it as a folder`,
          },
        ];
  });
};

/** The starter's own part of a package. */
const starterModules: Rule = (config) =>
  builtByUs(config).flatMap((named) => {
    const { start } = runtimeFacts(named);
    return start?.isTaken === true
      ? [
          {
            path: `components.${named[0]}.runtime.${start.option}`,
            message: `"${start.value}" is part of the starter; use another module, or set starter: false`,
          },
        ]
      : [];
  });

/** macOS and Windows take paths that differ in case for the same one. */
const casesAgree: Rule = ({ components }) => {
  const spelt = new Map<string, string>();
  return Object.entries(components).flatMap(([name, component]) => {
    const { context, dockerfile } = component.build;
    const copied = runtimeFacts([name, component]).copy.map((folder, index) => ({
      at: `runtime.copy.${String(index)}`,
      path: joinPath(context, folder),
    }));
    const named = dockerfile === undefined ? [] : [{ at: 'build.dockerfile', path: dockerfile }];
    return [{ at: 'build.context', path: context }, ...named, ...copied].flatMap(({ at, path }) => {
      const wholes = path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
      const other = wholes
        .map((whole) => [whole, spelt.get(whole.toLowerCase()) ?? whole] as const)
        .find(([whole, earlier]) => whole !== earlier);
      for (const whole of wholes)
        spelt.set(whole.toLowerCase(), spelt.get(whole.toLowerCase()) ?? whole);
      return other === undefined
        ? []
        : [
            {
              path: `components.${name}.${at}`,
              message:
                `"${other[0]}" differs from "${other[1]}" only in case, ` +
                'which macOS and Windows ignore: write both alike, or use another name',
            },
          ];
    });
  });
};

/** Rules about what the images are built from. */
export const buildRules: readonly Rule[] = [
  buildsDiffer,
  dockerfilesAreNoFolders,
  casesAgree,
  starterModules,
];
