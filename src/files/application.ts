import type { ComponentPlan, Plan } from '../plan/plan.ts';
import { pythonFolders, type PythonFolder } from '../plan/runtime/folders.ts';
import type { NextRuntimePlan, NodeRuntimePlan } from '../plan/runtime/runtime.ts';
import { dockerFiles } from './runtime/image/index.ts';
import type { FileSpec } from '../render/spec.ts';
import { nextStarterFiles } from './runtime/next/starter.ts';
import { pythonStarterFiles } from './runtime/python/starter.ts';
import {
  pnpmSettings,
  starterFiles,
  toolPackage,
  validateDataCommand,
} from './runtime/node/starter.ts';

/** The image of each component that we build, and an application for those that have none yet. */
export const applicationFiles = (plan: Plan): FileSpec[] => [
  ...rootPackage(plan),
  ...plan.components.flatMap((component) => imageFiles(plan, component)),
  ...plan.components.flatMap((component) => nodeStarter(plan, component)),
  ...pythonFolders(plan.components).flatMap((folder) => pythonStarter(plan, folder)),
];

/** This tool is a package of the root, beside those of an application that lives there. */
function rootPackage({ components, service, ci: { root } }: Plan): readonly FileSpec[] {
  const inRoot = components.flatMap(({ image, runtime }) =>
    image.context === '.' && (runtime.kind === 'node' || runtime.kind === 'next') ? [runtime] : [],
  );
  const packageManager = { name: root.packageManager, version: root.packageManagerVersion };
  return [
    ...(inRoot.some(({ starter }) => starter)
      ? []
      : toolPackage({
          service: service.name,
          nodeMajor: root.nodeMajor,
          packageManager,
          toolVersion: service.toolVersion,
        })),
    ...(inRoot.length > 0 ? [] : pnpmSettings('', packageManager)),
  ];
}

function imageFiles(
  { service }: Plan,
  { objectName, image, port, live, user, runtime }: ComponentPlan,
): readonly FileSpec[] {
  if (runtime.kind === 'custom') return [];
  return dockerFiles({
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
}

function nodeStarter(plan: Plan, component: ComponentPlan): readonly FileSpec[] {
  const { service } = plan;
  const { objectName, image, port, live, ready, metrics, checks, runtime } = component;
  if ((runtime.kind !== 'node' && runtime.kind !== 'next') || !runtime.starter) return [];
  return starters[runtime.kind]({
    service: objectName,
    description: service.description,
    context: folderOf(image),
    port,
    nodeMajor: runtime.nodeMajor,
    packageManager: { name: runtime.packageManager, version: runtime.packageManagerVersion },
    livePath: live.path,
    readyPath: ready.path,
    metricsPath: metrics?.path ?? '',
    checks,
    topics: topicsOf(plan, component),
    copy: runtime.copy,
    scripts: scriptsOf(component, runtime),
    toolVersion: service.toolVersion,
  });
}

const starters = { node: starterFiles, next: nextStarterFiles } as const;

/** Extra scripts check the static data where there is some; otherwise they fail until somebody writes them. */
function scriptsOf(
  { scripts }: ComponentPlan,
  { copy }: NodeRuntimePlan | NextRuntimePlan,
): Record<string, string> {
  const command =
    copy.length > 0
      ? validateDataCommand(copy)
      : 'echo "write this script in package.json" && exit 1';
  return Object.fromEntries(scripts.map((name) => [name, command]));
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

function pythonStarter(plan: Plan, folder: PythonFolder): readonly FileSpec[] {
  const { service } = plan;
  const [first, ...more] = folder
    .filter(({ runtime }) => runtime.starter)
    .map((component) => {
      const {
        objectName,
        port,
        live,
        ready,
        metrics,
        checks,
        scripts,
        runtime: { module, copy },
      } = component;
      return {
        name: objectName,
        module,
        port,
        livePath: live.path,
        readyPath: ready.path,
        metricsPath: metrics?.path ?? '',
        checks,
        topics: topicsOf(plan, component),
        scripts,
        copy,
      };
    });
  if (first === undefined) return [];
  return pythonStarterFiles({
    description: service.description,
    context: folderOf(folder[0].image),
    toolchain: folder[0].runtime,
    components: [first, ...more],
  });
}

const folderOf = ({ context }: ComponentPlan['image']): string => (context === '.' ? '' : context);
