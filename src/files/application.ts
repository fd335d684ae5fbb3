import type { ComponentPlan, Plan } from '../plan/plan.ts';
import { hasLocalEnvironment } from '../plan/local-environment.ts';
import { foldersOf, type Folder } from '../plan/runtime/folders.ts';
import type { FileSpec } from '../render/spec.ts';
import type { StarterComponent } from './runtime/contract.ts';
import { dockerFiles, ignoreFileOf } from './runtime/image/index.ts';
import { runtimeOf } from './runtime/index.ts';
import { packageManagerSettings, toolPackage } from './runtime/on-node/package.ts';

/** The image of each component that we build, and an application for those that have none yet. */
export function applicationFiles(plan: Plan): FileSpec[] {
  const starters = foldersOf(plan.components).flatMap((folder) => starterFiles(plan, folder));
  return [
    ...rootPackage(plan, starters),
    ...plan.components.flatMap((component) => imageFiles(plan, component)),
    ...starters,
  ];
}

/** The files of images that people describe; where one of them was ours before, it is handed over. */
export const peoplesFiles = ({ components }: Plan): readonly string[] =>
  components
    .filter(
      ({ runtime, port, live }) =>
        runtimeOf(runtime).image({ port, livePath: live.path }) === undefined,
    )
    .flatMap(({ image }) => {
      const place = { context: folderOf(image), dockerfile: image.dockerfile };
      return [place.dockerfile, ignoreFileOf(place)];
    });

/** This tool is a package of the root, beside those of an application that lives there. */
function rootPackage(
  { components, service, ci: { root } }: Plan,
  starters: readonly FileSpec[],
): readonly FileSpec[] {
  const isShared = components.some(
    ({ image, toolchain }) => image.context === '.' && toolchain !== undefined,
  );
  const packageManager = { name: root.packageManager, version: root.packageManagerVersion };
  return [
    ...(starters.some(({ path }) => path === 'package.json')
      ? []
      : toolPackage({
          service: service.name,
          packageManager,
          toolVersion: service.toolVersion,
        })),
    ...(isShared ? [] : packageManagerSettings('', packageManager)),
  ];
}

const imageFiles = (
  { service }: Plan,
  { objectName, image, port, live, user, runtime }: ComponentPlan,
): readonly FileSpec[] =>
  dockerFiles({
    title: objectName,
    description: service.description,
    source: service.repository.url,
    context: folderOf(image),
    dockerfile: image.dockerfile,
    port,
    livePath: live.path,
    user,
    runtime,
  });

function starterFiles(plan: Plan, folder: Folder): readonly FileSpec[] {
  const { description, toolVersion } = plan.service;
  const [first, ...more] = folder
    .filter(({ runtime }) => runtime.starter)
    .map((component) => starterComponent(plan, component));
  if (first === undefined) return [];
  return runtimeOf(first.runtime).starter({
    upkeep: plan.upkeep,
    description,
    toolVersion,
    context: folderOf(folder[0].image),
    hasEnvironment: hasLocalEnvironment(plan, folder[0].image.context),
    components: [first, ...more],
  });
}

function starterComponent(plan: Plan, component: ComponentPlan): StarterComponent {
  const { objectName, runtime, port, live, ready, metrics, checks, scripts } = component;
  return {
    name: objectName,
    runtime,
    port,
    livePath: live.path,
    readyPath: ready.path,
    metricsPath: metrics?.path ?? '',
    checks,
    topics: topicsOf(plan, component),
    scripts,
  };
}

/** Every topic whose events it gets in some environment. */
const topicsOf = ({ environments }: Plan, { name }: ComponentPlan): readonly string[] => [
  ...new Set(
    environments.flatMap(({ workloads }) =>
      workloads
        .filter(({ component }) => component.name === name)
        .flatMap(({ subscribes }) => subscribes.map((topic) => topic.name)),
    ),
  ),
];

const folderOf = ({ context }: ComponentPlan['image']): string => (context === '.' ? '' : context);
