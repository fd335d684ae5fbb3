import {
  at,
  listAt,
  nameOf,
  ofKind,
  podsOf,
  selects,
  shown,
  textAt,
  type Model,
  type Plain,
} from './model.ts';
import { mostPods } from './watching.ts';
import type { Invariant } from './invariants.ts';

export const imagesAreReleased: Invariant = (model) =>
  podsOf(model).flatMap(({ owner, containers }) =>
    containers.flatMap(({ image }) => {
      const component = model.plan.components.find(
        ({ objectName }) => objectName === nameOf(owner),
      );
      if (component !== undefined && !String(image).startsWith(`${component.image.repository}:`))
        return [`${shown(owner)} runs ${String(image)}, which no release sets (I05)`];
      return /:latest(@|$)/.test(String(image)) || !/[:@]/.test(String(image))
        ? [`${shown(owner)} runs ${String(image)} (I01)`]
        : [];
    }),
  );

export const podsAreRestricted: Invariant = (model) =>
  podsOf(model).flatMap(({ owner, template, containers }) => {
    const pod = at(template, 'spec') as Plain;
    const demands: readonly (readonly [string, boolean])[] = [
      [
        'runs as a user that is not root',
        at(pod, 'securityContext', 'runAsNonRoot') === true &&
          Number(at(pod, 'securityContext', 'runAsUser')) >= 10000,
      ],
      [
        'has the default seccomp profile',
        at(pod, 'securityContext', 'seccompProfile', 'type') === 'RuntimeDefault',
      ],
      ['mounts no token', pod['automountServiceAccountToken'] === false],
      [
        'has no host namespaces',
        ['hostNetwork', 'hostPID', 'hostIPC'].every((key) => pod[key] === undefined),
      ],
      [
        'mounts only safe volumes',
        listAt(pod, 'volumes').every((volume) =>
          Object.keys(volume).every((key) =>
            [
              'name',
              'emptyDir',
              'configMap',
              'persistentVolumeClaim',
              'secret',
              'projected',
              'downwardAPI',
            ].includes(key),
          ),
        ),
      ],
      [
        'mounts only volumes that are there',
        containers.every((container) =>
          listAt(container, 'volumeMounts').every(({ name }) =>
            listAt(pod, 'volumes').some((volume) => volume['name'] === name),
          ),
        ),
      ],
      ...containers.flatMap((container): [string, boolean][] => [
        [
          'forbids privilege escalation',
          at(container, 'securityContext', 'allowPrivilegeEscalation') === false,
        ],
        [
          'drops all capabilities',
          JSON.stringify(at(container, 'securityContext', 'capabilities')) === '{"drop":["ALL"]}',
        ],
        [
          'has a read-only root file system',
          at(container, 'securityContext', 'readOnlyRootFilesystem') === true,
        ],
        [
          'has requests and limits',
          ['requests', 'limits'].every((side) =>
            ['cpu', 'memory', 'ephemeral-storage'].every(
              (kind) => at(container, 'resources', side, kind) !== undefined,
            ),
          ),
        ],
      ]),
    ];
    return demands
      .filter(([, holds]) => !holds)
      .map(([demand]) => `it is not so that ${shown(owner)} ${demand}`);
  });

export const workloadsMove: Invariant = (model) => [
  ...ofKind(model, 'Deployment').flatMap((owner) =>
    selects(
      at(owner, 'spec', 'selector', 'matchLabels'),
      at(owner, 'spec', 'template', 'metadata', 'labels'),
    )
      ? []
      : [`${shown(owner)} does not select its own pods (W10)`],
  ),
  ...ofKind(model, 'PodDisruptionBudget').flatMap((budget) => {
    const pods = podsOf(model).filter(({ template }) =>
      selects(at(budget, 'spec', 'selector', 'matchLabels'), at(template, 'metadata', 'labels')),
    );
    return pods.length === 1 &&
      mostPods(model, pods[0]?.owner) > 1 &&
      at(budget, 'spec', 'maxUnavailable') === 1
      ? []
      : [`${shown(budget)} blocks or protects nothing (W05, R10)`];
  }),
];

export const dataIsKept: Invariant = (model) => [
  ...ofKind(model, 'Cluster', 'PersistentVolumeClaim', 'ObjectStore').flatMap((object) =>
    !isPruned(model) || isKept(object) ? [] : [`${shown(object)} may be pruned (A06)`],
  ),
  ...(model.environment.production ? model.environment.stores : []).flatMap((store) => {
    if (
      store.kind !== 'postgres' ||
      (store.backup.kind === 'none' && store.backup.reason !== 'not a production environment')
    )
      return [];
    const backup = ofKind(model, 'ScheduledBackup').find(
      (found) => textAt(found, 'spec', 'cluster', 'name') === store.objectName,
    );
    return backup === undefined ? [`${store.objectName} has no backup (D01)`] : [];
  }),
];

/** `kubectl apply` deletes nothing; Argo CD and Helm delete what left the manifests. */
const isPruned = ({ plan }: Model): boolean =>
  plan.delivery.kind === 'argocd' || plan.packaging.kind === 'helm';

function isKept(object: Plain): boolean {
  const options = textAt(object, 'metadata', 'annotations', 'argocd.argoproj.io/sync-options');
  return (
    (/Prune=false/.test(options) && /Delete=false/.test(options)) ||
    at(object, 'metadata', 'annotations', 'helm.sh/resource-policy') === 'keep'
  );
}
