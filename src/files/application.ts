import type { ComponentPlan, NodeRuntimePlan, Plan } from '../plan/plan.ts';
import { dockerFiles } from './docker/index.ts';
import type { FileSpec } from './spec.ts';
import { pnpmSettings, starterFiles, toolPackage, validateDataCommand } from './starter/index.ts';

/** The image of each component that we build, and an application for those that have none yet. */
export function applicationFiles(plan: Plan): FileSpec[] {
  const { service, ci } = plan;
  const inRoot = plan.components.flatMap(({ image, runtime }) => (image.context === '.' && runtime.kind === 'node' ? [runtime] : []));
  const isNew = inRoot.some(({ starter }) => starter);
  const { nodeMajor } = ci.root;
  const root = { service: service.name, nodeMajor, packageManager: { name: ci.root.packageManager, version: ci.root.packageManagerVersion }, toolVersion: service.toolVersion };
  return [...(isNew ? [] : toolPackage(root)), ...(inRoot.length > 0 ? [] : pnpmSettings('', root.packageManager)), ...plan.components.flatMap((component) => (component.runtime.kind === 'node' ? nodeFiles(plan, component, component.runtime) : []))];
}

function nodeFiles({ service }: Plan, component: ComponentPlan, runtime: NodeRuntimePlan): FileSpec[] {
  const { objectName, image, port, live, ready, user, checks } = component;
  const shared = {
    description: service.description, context: image.context === '.' ? '' : image.context, port, livePath: live.path, copy: runtime.copy,
    packageManager: { name: runtime.packageManager, version: runtime.packageManagerVersion },
  };
  const docker = dockerFiles({ ...shared, title: objectName, source: service.repository.url, dockerfile: image.dockerfile, user, images: { build: runtime.buildImage, runtime: runtime.runImage } });
  const starter = starterFiles({ ...shared, service: objectName, nodeMajor: runtime.nodeMajor, readyPath: ready.path, checks, scripts: scriptsOf(component, runtime), toolVersion: service.toolVersion });
  return [...docker, ...(runtime.starter ? starter : [])];
}

/** Extra scripts check the static data where there is some; otherwise they fail until somebody writes them. */
function scriptsOf({ scripts }: ComponentPlan, { copy }: NodeRuntimePlan): Record<string, string> {
  const command = copy.length > 0 ? validateDataCommand(copy) : 'echo "write this script in package.json" && exit 1';
  return Object.fromEntries(scripts.map((name) => [name, command]));
}
