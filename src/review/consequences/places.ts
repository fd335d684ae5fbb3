import { differenceOf } from './environment-change.ts';
import type { Row } from './row.ts';

const namespaceChanged: Row = {
  id: 'namespace-changed',
  level: 'dangerous',
  change: 'The namespace of an environment: `namespace`, `system`, or `name` without a `system`',
  happens:
    'Everything is made again there, empty, and nothing starts before the secrets are sealed again: a sealed value ' +
    'opens in its own namespace only. What runs in the old namespace keeps running beside it, with its volumes and ' +
    'data, until somebody deletes that namespace.',
  way:
    'Keep the old name with "namespace" of the environment. To move, run "gitops-service seal" for the new one, ' +
    'copy the data, and delete the old namespace at the end.',
  find: (change) => {
    const found = differenceOf(change, 'namespace');
    if (found === undefined) return [];
    return [
      {
        what: `namespace ${found.before} becomes ${found.after}`,
        keep: `environments.${change.name}.namespace: '${found.before}'`,
      },
    ];
  },
};

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

const environmentRenamed: Row = {
  id: 'environment-renamed',
  level: 'dangerous',
  change: 'The key of an environment that keeps its namespace',
  happens:
    'What runs there is the same, but its files are new: the release file names no image, so that new pods cannot ' +
    'start, and the sealed secrets and the patches of your own stay in the folder of the old key. With Argo CD the ' +
    'Application of the old key reads a folder that is gone from git, and deploys nothing.',
  way:
    'Keep the key. To change it, move the sealed secrets, "custom/" and the images of the release file to the new ' +
    'folder in the same commit, and with Argo CD apply the new Application. Delete nothing in the cluster.',
  find: ({ name, renamedTo }) =>
    renamedTo === undefined ? [] : [{ what: `environment ${name} becomes ${renamedTo}` }],
};

/** Rows about where an environment lives. */
export const placeRows: readonly Row[] = [
  namespaceChanged,
  clusterChanged,
  environmentRemoved,
  environmentRenamed,
];
