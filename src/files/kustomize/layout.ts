import { releasePlacesOf } from '../../plan/packaging/index.ts';
import { paths } from '../../plan/paths.ts';
import { plansByNamespace } from '../../plan/namespaces.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { managedYaml, origin, sampleYaml } from '../../render/file-specs.ts';
import type { Manifest } from '../../kubernetes/metadata.ts';
import { manifests, objects } from '../k8s/objects.ts';
import { withRemarks } from '../../kubernetes/remarks.ts';
import { unreleasedDigest, unreleasedTag } from '../../domain/unreleased.ts';
import { objectKey, type KubernetesObject } from '../../render/kubernetes-object.ts';
import type { FileSpec } from '../../render/spec.ts';
import { factor, type Overlay } from './factor.ts';

const from = origin(
  'kustomize',
  'components',
  'dataStores',
  'environments',
  'routing',
  'monitoring',
  'packaging',
);

/** The base, and an overlay for each environment: computed patches, what people add, and the release that CI owns. */
export const kustomizeFiles = (plan: Plan): FileSpec[] => [
  ...plansByNamespace(plan).flatMap(manifestFiles),
  ...plan.environments.map((environment) => releaseFile(plan, environment)),
];

function manifestFiles(plan: Plan): FileSpec[] {
  const { base, overlays } = factor(
    plan.environments.map((environment) => ({
      name: environment.name,
      objects: objects(plan, environment),
    })),
  );
  const fileOf = new Map(
    plan.environments
      .flatMap((environment) => manifests(plan, environment))
      .map(({ file, object }) => [objectKey(object), file]),
  );
  const placed = (all: readonly KubernetesObject[]): Manifest[] =>
    all.map((object) => ({ object, file: fileOf.get(objectKey(object)) ?? object.kind }));
  return [
    ...baseFiles(placed(base), plan.environments[0]?.part),
    ...plan.environments.flatMap((environment) =>
      overlayFiles(plan, environment, overlays.get(environment.name) ?? { only: [], patches: [] }),
    ),
  ];
}

function baseFiles(placed: readonly Manifest[], part: string | undefined): FileSpec[] {
  const files = [...new Set(placed.map(({ file }) => file))];
  return [
    managedYaml(
      paths.base('kustomization.yaml', part),
      [{ ...kustomization, resources: files.map((file) => `${file}.yaml`) }],
      from,
    ),
    ...files.map((file) =>
      managedYaml(
        paths.base(`${file}.yaml`, part),
        placed
          .filter((manifest) => manifest.file === file)
          .map(({ object }) => withRemarks(object)),
        from,
      ),
    ),
  ];
}

const kustomization = {
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
} as const;
const kustomizeComponent = {
  apiVersion: 'kustomize.config.k8s.io/v1alpha1',
  kind: 'Component',
} as const;

function overlayFiles(
  plan: Plan,
  environment: EnvironmentPlan,
  { only, patches }: Overlay,
): FileSpec[] {
  const { part } = environment;
  const at = (file: string): string => paths.overlay(environment.folder, file);
  return [
    managedYaml(
      at('kustomization.yaml'),
      [
        {
          ...kustomization,
          namespace: environment.namespace,
          resources: [
            part === undefined ? '../../base' : `../../../base/${part}`,
            ...(plan.secrets.folder === undefined ? [] : [plan.secrets.folder]),
            ...only.map(fileNameOf),
          ],
          // CI's release comes last, so that its image always wins.
          components: ['patches', 'custom', part === undefined ? 'release' : '../release'],
        },
      ],
      from,
    ),
    ...only.map((object) => managedYaml(at(fileNameOf(object)), [withRemarks(object)], from)),
    managedYaml(
      at('patches/kustomization.yaml'),
      [{ ...kustomizeComponent, patches: patches.map((patch) => ({ path: fileNameOf(patch) })) }],
      from,
    ),
    ...patches.map((patch) =>
      managedYaml(at(`patches/${fileNameOf(patch)}`), [withRemarks(patch)], from),
    ),
    sampleYaml(
      at('custom/kustomization.yaml'),
      [{ ...kustomizeComponent, patches: [] }],
      origin('custom', 'environments'),
    ),
  ];
}

/** CI writes tags and digests; ours are entries of components that have none yet. */
const releaseFile = (
  { components }: Plan,
  { name, releaseFile: path }: EnvironmentPlan,
): FileSpec => ({
  path,
  content: {
    kind: 'yaml',
    documents: [{ ...kustomizeComponent, images: components.map(unreleasedImage) }],
  },
  ownership: {
    kind: 'shared',
    ours: { kind: 'entries', path: ['images'], key: 'name' },
    releases: {
      places: Object.fromEntries(
        components.map((component) => [component.name, [component.image.repository]]),
      ),
      formerly: releasePlacesOf(name).filter((place) => place !== path),
    },
  },
  executable: false,
  origin: origin('release', 'components', 'registry'),
});

const unreleasedImage = ({ image }: Plan['components'][number]) => ({
  name: image.repository,
  newTag: unreleasedTag,
  digest: unreleasedDigest,
});

/** `deployment-<name>.yaml`: one file per object, named after its kind and name. */
const fileNameOf = ({ kind, metadata }: KubernetesObject): string =>
  `${kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}-${metadata.name}.yaml`;
