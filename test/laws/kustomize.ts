import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual, promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import type { Config } from '../../src/config/config.ts';
import { allFiles } from '../../src/files/index.ts';
import { objects } from '../../src/files/k8s/objects.ts';
import { objectKey, type KubernetesObject } from '../../src/render/kubernetes-object.ts';
import { plainOf, render } from '../../src/render/render.ts';
import type { FileSpec } from '../../src/render/spec.ts';
import { makePlan } from '../plan/make-plan.ts';
import { inTemporaryFolder } from '../judges/tree.ts';

const run = promisify(execFile);

/**
 * What `kustomize build` of every base and overlay gives, against the model: one line per breach of the law.
 * `edit` plants a defect. All configs go into one build, because starting kustomize
 * costs more than building; so each environment gets a namespace of its own.
 */
export async function breaches(
  configs: readonly Config[],
  kustomize: string,
  edit: (text: string) => string = (text) => text,
): Promise<readonly string[]> {
  const systems = configs.map((config, index) => system(config, index));
  return inTemporaryFolder(async (root) => {
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    };
    for (const { folder, files } of systems)
      for (const file of files) write(`${folder}/${file.path}`, edit(render(file)));
    for (const { folder } of systems)
      write(`${folder}/kustomization.yaml`, `namespace: ${folder}\nresources: [k8s/base]\n`);
    const folders = systems.flatMap(({ folder, environments }) => [
      folder,
      ...environments.map(({ name }) => `${folder}/k8s/overlays/${name}`),
    ]);
    write('kustomization.yaml', JSON.stringify({ resources: folders }));
    const built = byNamespace(await build(kustomize, root));
    return systems.flatMap((each) => [
      ...each.environments.flatMap(({ name, namespace, model }) =>
        differences(
          model.map((object) => ({ ...object, metadata: { ...object.metadata, namespace } })),
          built.get(namespace) ?? [],
        ).map((line) => `${name}: ${line}`),
      ),
      ...misplaced(each, built.get(each.folder) ?? []),
    ]);
  });
}

interface System {
  readonly folder: string;
  readonly files: readonly FileSpec[];
  readonly environments: readonly {
    readonly name: string;
    readonly namespace: string;
    readonly model: readonly KubernetesObject[];
  }[];
}

function system(config: Config, index: number): System {
  const folder = `c${index}`;
  const plan = makePlan({
    ...config,
    packaging: { kind: 'kustomize' },
    environments: config.environments.map((environment, position) => ({
      ...environment,
      namespace: `${folder}-e${position}`,
    })),
  });
  return {
    folder,
    files: allFiles(plan).filter(({ path }) => path.startsWith('k8s/')),
    environments: plan.environments.map((environment) => ({
      name: environment.name,
      namespace: environment.namespace,
      model: objects(plan, environment).map((object) => plainOf(object) as KubernetesObject),
    })),
  };
}

/** What is the same everywhere stands in the base, which builds by itself, and in no overlay. */
function misplaced({ files, environments }: System, base: readonly KubernetesObject[]): string[] {
  const [first = [], ...others] = environments.map(({ model }) => model);
  const everywhere = new Set(
    first
      .filter((object) =>
        others.every((model) => model.some((other) => isDeepStrictEqual(other, object))),
      )
      .map(objectKey),
  );
  const inBase = new Set(base.map(objectKey));
  const overlays = files.flatMap(({ path, content }) =>
    path.includes('/overlays/') && content.kind === 'yaml'
      ? content.documents.map((document) => plainOf(document) as KubernetesObject)
      : [],
  );
  return [
    ...[...everywhere]
      .filter((key) => !inBase.has(key))
      .map((key) => `the same everywhere and not in the base: ${key}`),
    ...overlays
      .filter(({ metadata }) => (metadata as unknown) !== undefined)
      .map(objectKey)
      .filter((key) => everywhere.has(key))
      .map((key) => `the same everywhere and yet in an overlay: ${key}`),
  ];
}

function byNamespace(
  all: readonly KubernetesObject[],
): ReadonlyMap<string, readonly KubernetesObject[]> {
  const found = new Map<string, KubernetesObject[]>();
  for (const object of all)
    found.set(object.metadata.namespace ?? 'none', [
      ...(found.get(object.metadata.namespace ?? 'none') ?? []),
      object,
    ]);
  return found;
}

async function build(kustomize: string, folder: string): Promise<readonly KubernetesObject[]> {
  const { stdout } = await run(kustomize, ['build', folder], { maxBuffer: 1 << 28 });
  return [...parseAllDocuments(stdout, { version: '1.2' })].map((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw error;
    return document.toJS({ maxAliasCount: -1 }) as KubernetesObject;
  });
}

function differences(
  expected: readonly KubernetesObject[],
  built: readonly KubernetesObject[],
): string[] {
  const found = new Map(built.map((object) => [objectKey(object), object]));
  const wanted = new Set(expected.map(objectKey));
  return [
    ...expected.flatMap((object) =>
      isDeepStrictEqual(object, found.get(objectKey(object)))
        ? []
        : [
            `${objectKey(object)} should be ${JSON.stringify(object)} and is ` +
              `${JSON.stringify(found.get(objectKey(object)))}`,
          ],
    ),
    ...built
      .filter((object) => !wanted.has(objectKey(object)))
      .map((object) => `${objectKey(object)} is built and in no model`),
    ...(expected.length === built.length
      ? []
      : [`${expected.length} objects expected, ${built.length} built`]),
  ];
}

/** Holds the law for all configs, in batches and two processes at a time; a breach names the config that broke it. */
export async function breachesOf(
  configs: readonly Config[],
  kustomize: string,
  batch: number,
): Promise<readonly string[]> {
  const found: string[] = [];
  const queue = Array.from({ length: Math.ceil(configs.length / batch) }, (_, index) =>
    configs.slice(index * batch, (index + 1) * batch),
  ).values();
  const worker = async (): Promise<void> => {
    for (const part of queue)
      found.push(...(await breaches(part, kustomize).catch((error: unknown) => [String(error)])));
  };
  await Promise.all([worker(), worker()]);
  return found;
}
