import {
  changedIn,
  differenceOf,
  isMoved,
  isPulled,
  nowOf,
  stayingOf,
} from './environment-change.ts';
import type { EnvironmentChange, Facts } from './environment-change.ts';
import type { Row } from './row.ts';
import { findsNothing, thenApply } from './stranded.ts';

const namespaceChanged: Row = {
  id: 'namespace-changed',
  level: 'dangerous',
  change:
    'A namespace of an environment: `namespace`, `namespaces`, `system`, or `name` without a `system`',
  happens:
    'Everything is made again there, empty, and nothing starts before the secrets are sealed again: a sealed value ' +
    'opens in its own namespace only. What runs in the old namespace keeps running beside it, with its volumes and ' +
    'data, until somebody deletes that namespace.',
  way:
    'Keep the old name with "namespace" or "namespaces" of the environment. To move, run "gitops-service seal" for ' +
    'the new one, with Argo CD apply argocd/project.yaml and the Application, copy the data, and delete the old ' +
    'namespace at the end.',
  find: (change) => {
    const found = differenceOf(change, 'namespace');
    return [
      ...(found === undefined
        ? []
        : [
            {
              what: `namespace ${found.before} becomes ${found.after}`,
              keep: `environments.${change.name}.namespace: '${found.before}'`,
            },
          ]),
      ...changedIn(stayingOf(change, 'namespace'), 'name').map(({ name, old, now }) => ({
        what: `namespace ${old} becomes ${now}`,
        keep: `environments.${change.name}.namespaces.${name}: '${old}'`,
      })),
    ];
  },
};

const namespacesSplit: Row = {
  id: 'namespaces-split',
  level: 'dangerous',
  change:
    'The first `namespace` of a component or a data store in an environment of one namespace, or the last ' +
    'one that goes',
  happens:
    'Each namespace gets a folder of its own, or all share one again, and sealed secrets and patches of your own ' +
    'stay in the old one. The Application finds nothing there until it is applied again. Applied before the sealed ' +
    'secrets have moved, it deletes them, and each Secret with its own.',
  way:
    'Move the sealed secrets and "custom/" to the folder of their namespace in the same commit, then apply ' +
    'argocd/project.yaml and the Applications.',
  find: (change) => {
    const { name, before, after } = change;
    if (after === undefined || isMoved(change) || isSplit(before) === isSplit(after)) return [];
    const what = isSplit(after)
      ? `environment ${name} gets a second namespace`
      : `environment ${name} is one namespace again`;
    const moved = `${stranded} Deployed without them, it deletes the SealedSecrets, and each Secret with its own.`;
    return nowOf(change, 'root') === undefined
      ? [
          {
            what,
            happens: `${moved} The Application in the cluster ${findsNothing(change)} until it is applied again.`,
            way: `${moveToPlace} ${thenApply(change)}`,
          },
        ]
      : [{ what, happens: moved, way: moveToPlace }];
  },
};

const isSplit = (facts: Facts): boolean =>
  [...facts.keys()].some((object) => object.startsWith('namespace/'));

const stranded =
  'Manifests get another folder, and the sealed secrets and the patches of your own stay in the old one.';

const moveToPlace =
  'Move the sealed secrets and "custom/" to the folder of their namespace in the same commit.';

const clusterChanged: Row = {
  id: 'cluster-changed',
  level: 'dangerous',
  change: 'The cluster of an environment: `cluster`, or the name of a cluster that CI deploys to',
  happens:
    'Everything is made again in the other cluster, empty. Sealed values open only with the key of the ' +
    'cluster that ' +
    'they were sealed for. What runs in the old cluster keeps running there, with its volumes and data, until ' +
    'somebody deletes it.',
  way:
    'Seal the secrets with the certificate of the new cluster, copy the data, move the traffic, and delete the old ' +
    'namespace at the end.',
  find: (change) => {
    const found = differenceOf(change, 'cluster');
    return found === undefined ? [] : [{ what: `cluster ${found.before} becomes ${found.after}` }];
  },
};

const environmentRemoved: Row = {
  id: 'environment-removed',
  level: 'dangerous',
  change: 'An environment that leaves the config',
  happens:
    'Nothing is deleted in the cluster: what runs there keeps running, and nobody manages it any more.',
  way:
    'Delete it in the cluster first, while its files are still in git: "gitops-service docs ' +
    'add-an-environment" has ' +
    'the steps.',
  find: ({ name, before, after }) =>
    after === undefined
      ? [
          {
            what:
              `environment ${name} leaves the config; its namespace is ` +
              `${before.get('environment')?.['namespace'] ?? 'unknown'}`,
          },
        ]
      : [],
};

const newFiles = (imageless: string): string =>
  `What runs there is the same, but its files are new: the release file names no image, so that ${imageless}, and ` +
  'the sealed secrets and the patches of your own stay in the folder of the old key.';

const cannotStart = 'new pods cannot start';
const isRefused = 'the deployment script refuses to deploy it';

const moveFolder =
  'Keep the key. To change it, move the sealed secrets, "custom/" and the images of the release file to the new ' +
  'folder in the same commit.';

const environmentRenamed: Row = {
  id: 'environment-renamed',
  level: 'dangerous',
  change: 'The key of an environment that keeps its namespace',
  happens:
    newFiles(`${cannotStart}, or with push delivery ${isRefused}`) +
    ' With Argo CD the Application of the old key deploys nothing. In the folder of an overlay, a sync by hand with ' +
    '"prune" deletes everything.',
  way:
    `${moveFolder} With Argo CD, apply the new Application, then delete the old one alone. Delete nothing else in ` +
    'the cluster.',
  find: (change) => {
    const { name, renamedTo } = change;
    if (renamedTo === undefined) return [];
    return [
      {
        what: `environment ${name} becomes ${renamedTo}`,
        happens: isPulled(change)
          ? `${newFiles(cannotStart)} The Application of the old key ${findsNothing(change)} until it is deleted.`
          : newFiles(isRefused),
        way: wayTo(renamedTo, change),
      },
    ];
  },
};

const wayTo = (key: string, change: EnvironmentChange): string => {
  const application = differenceOf(change, 'application');
  if (!isPulled(change) || nowOf(change, 'root') !== undefined) return moveFolder;
  const applied = `${moveFolder} Then: kubectl apply -f argocd/applications/${key}.yaml`;
  return application === undefined
    ? applied
    : `${applied}, and delete the old Application alone, which deletes nothing else: kubectl delete application ` +
        `${application.before} -n ${nowOf(change, 'controller') ?? 'argocd'}`;
};

/** Rows about where an environment lives. */
export const placeRows: readonly Row[] = [
  namespaceChanged,
  namespacesSplit,
  clusterChanged,
  environmentRemoved,
  environmentRenamed,
];
