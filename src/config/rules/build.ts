import type { Issue } from '../../domain/issue.ts';
import { joinPath } from '../../domain/paths.ts';
import { pythonModuleOf, usualDockerfileOf } from '../../domain/names.ts';
import type { Config } from '../config.ts';

type Rule = (config: Config) => readonly Issue[];
type Component = Config['components'][string];
type Named = readonly [name: string, component: Component];

/** Components whose Dockerfile and folder we write. */
const builtByUs = ({ components }: Config): readonly Named[] =>
  Object.entries(components).filter(([, { runtime }]) => runtime.kind !== 'custom');

const buildsDiffer: Rule = (config) =>
  builtByUs(config).flatMap(
    (named, index, all) =>
      all
        .slice(0, index)
        .map((earlier) => collisions(named, earlier))
        .find((issues) => issues.length > 0) ?? [],
  );

/** What keeps a component from being built beside an earlier one. One package.json, and one lockfile, belong to one component; components in Python may share theirs. */
function collisions([name, component]: Named, [earlierName, earlier]: Named): readonly Issue[] {
  const at = `components.${name}`;
  const {
    build: { context },
    runtime,
  } = component;
  const sameFolder = context === earlier.build.context;
  if (sameFolder && (runtime.kind !== 'python' || earlier.runtime.kind !== 'python')) {
    return [
      {
        path: `${at}.build.context`,
        message: `folder "${context}" already belongs to another component; give each a folder of its own`,
      },
    ];
  }
  const file = dockerfileOf(component);
  if (file === dockerfileOf(earlier))
    return [
      {
        path: `${at}.build.dockerfile`,
        message: `"${file}" is already the Dockerfile of "${earlierName}"; name another, like "${file}.${name}"`,
      },
    ];
  if (!sameFolder || runtime.kind !== 'python' || earlier.runtime.kind !== 'python') return [];
  const { runtime: shared } = earlier;
  const differing = (['version', 'packageManager'] as const).filter(
    (option) => runtime[option] !== shared[option],
  );
  if (differing.length > 0)
    return differing.map((option) => ({
      path: `${at}.runtime.${option}`,
      message: `must be "${shared[option]}", as for "${earlierName}": both have the packages of folder "${context}"`,
    }));
  const module = moduleOf(name, component);
  return module === moduleOf(earlierName, earlier)
    ? [
        {
          path: `${at}.runtime.module`,
          message: `"${module}" already starts "${earlierName}"; name another`,
        },
      ]
    : [];
}

const dockerfileOf = ({ build: { context, dockerfile } }: Component): string =>
  dockerfile ?? usualDockerfileOf(context);
const moduleOf = (name: string, { runtime, build }: Component): string =>
  runtime.kind === 'python' && runtime.module !== undefined
    ? runtime.module
    : pythonModuleOf(name, build);

/** A file cannot stand where a folder is needed. */
const dockerfilesAreNoFolders: Rule = (config) => {
  const folders = Object.values(config.components).flatMap(({ build: { context }, runtime }) => [
    context,
    ...(runtime.kind === 'custom'
      ? []
      : runtime.copy.map((folder) => (context === '.' ? folder : `${context}/${folder}`))),
  ]);
  return builtByUs(config).flatMap(([name, component]) => {
    const file = dockerfileOf(component);
    const folder = folders.find((one) => `${one}/`.startsWith(`${file}/`));
    return folder === undefined
      ? []
      : [
          {
            path: `components.${name}.build.dockerfile`,
            message: `"${file}" must be a file, and folder "${folder}" is needed`,
          },
        ];
  });
};

/** The starter's own part of a package. */
const starterModules: Rule = (config) =>
  builtByUs(config).flatMap(([name, { runtime }]) =>
    runtime.kind === 'python' &&
    runtime.starter &&
    /^[^.]+\.(core|__init__)(\.|$)/.test(runtime.module ?? '')
      ? [
          {
            path: `components.${name}.runtime.module`,
            message: `"${runtime.module ?? ''}" is part of the starter; name another, or set starter: false`,
          },
        ]
      : [],
  );

/** macOS and Windows take paths that differ in case for the same one. */
const casesAgree: Rule = ({ components }) => {
  const spelt = new Map<string, string>();
  return Object.entries(components).flatMap(
    ([
      name,
      {
        build: { context, dockerfile },
        runtime,
      },
    ]) => {
      const copied =
        runtime.kind === 'custom'
          ? []
          : runtime.copy.map((folder, index) => ({
              at: `runtime.copy.${String(index)}`,
              path: joinPath(context, folder),
            }));
      const named = dockerfile === undefined ? [] : [{ at: 'build.dockerfile', path: dockerfile }];
      return [{ at: 'build.context', path: context }, ...named, ...copied].flatMap(
        ({ at, path }) => {
          const wholes = path
            .split('/')
            .map((_, index, parts) => parts.slice(0, index + 1).join('/'));
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
                  message: `"${other[0]}" differs from "${other[1]}" in upper and lower case only, which macOS and Windows cannot tell apart: write both alike, or name another`,
                },
              ];
        },
      );
    },
  );
};

/** Rules about what the images are built from. */
export const buildRules: readonly Rule[] = [
  buildsDiffer,
  dockerfilesAreNoFolders,
  casesAgree,
  starterModules,
];
