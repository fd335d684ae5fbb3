import {
  changedIn,
  differenceOf,
  isPulled,
  nowOf,
  stayingOf,
  wasCharted,
} from './environment-change.ts';
import type { Difference, EnvironmentChange } from './environment-change.ts';
import type { Found, Row } from './row.ts';
import { findsNothing } from './stranded.ts';

/** What lets Helm have objects that it did not create, or of another release. */
const takeOver =
  'helm upgrade --install --take-ownership, with the chart, values, release and flags of scripts/deploy.sh.';

const deliveryChanged: Row = {
  id: 'delivery-changed',
  level: 'dangerous',
  change: 'Who delivers: `delivery.kind`',
  happens:
    'Argo CD is not told: it goes on to set back what CI deploys, and a Helm release goes on ' +
    'to own what Argo CD has taken over.',
  way:
    'From Argo CD: delete each Application alone before CI deploys. From push: disable the workflows ' +
    'before you apply ' +
    'the Applications, and never run "helm uninstall" afterwards.',
  find: (change) => {
    const found = differenceOf(change, 'delivery');
    if (found === undefined) return [];
    const what = `delivery ${found.before} becomes ${found.after}`;
    return [isPulled(change) ? { what, ...pulledFrom(change) } : { what, ...pushedFrom(change) }];
  },
};

/** Argo CD delivers what CI has made. */
const pulledFrom = (change: EnvironmentChange): Pick<Found, 'happens' | 'way'> => {
  const [happens, way] = [
    'Argo CD takes over the objects that CI has made.',
    'Disable the workflows that deploy, then apply the AppProject and the Application.',
  ];
  return wasCharted(change)
    ? {
        happens: `${happens} Their Helm release stays recorded: to uninstall it deletes all of them.`,
        way: `${way} Never run "helm uninstall".`,
      }
    : { happens, way };
};

/** CI delivers what Argo CD has made. */
const pushedFrom = (change: EnvironmentChange): Pick<Found, 'happens' | 'way'> => {
  const { application = change.name, controller = 'argocd' } =
    change.before.get('environment') ?? {};
  const happens = `The Application ${application} stays in the cluster and sets back what CI deploys.`;
  const way =
    'Delete the Application alone first, which deletes nothing else: kubectl delete application ' +
    `${application} -n ${controller}`;
  return isCharted(change)
    ? {
        happens: `${happens} Helm refuses objects that it did not create.`,
        way: `${way}. Then take the objects over once: ${takeOver}`,
      }
    : { happens, way };
};

const applicationRenamed: Row = {
  id: 'application-renamed',
  level: 'dangerous',
  change: 'The name of the Application or Helm release: `releaseName`, or `name`',
  happens:
    'With Argo CD a second Application manages the same objects, and both take them from each other until the old ' +
    'one is deleted and the new one is synced. With push delivery Helm refuses: the objects belong to the release of ' +
    'the old name.',
  way:
    'Keep the old name with "releaseName" of the environment. Else, with Argo CD, delete the old Application alone ' +
    'and sync the new one by hand.',
  find: (change) => {
    const found = differenceOf(change, 'application');
    if (found === undefined || differenceOf(change, 'delivery') !== undefined) return [];
    if (!isPulled(change) && !isCharted(change)) return [];
    // The Application of an old key finds nothing any more: the row about the key says what becomes of it.
    if (isPulled(change) && change.renamedTo !== undefined) return [];
    const what = `${isPulled(change) ? 'Application' : 'Helm release'} ${found.before} becomes ${found.after}`;
    const keep = `environments.${change.renamedTo ?? change.name}.releaseName: '${found.before}'`;
    return [{ what, keep, ...(isPulled(change) ? renamedFor(change, found) : refusedByHelm) }];
  },
};

const keepName = 'Keep the old name with "releaseName" of the environment.';

const refusedByHelm: Pick<Found, 'happens'> = {
  happens: 'Helm refuses to deploy: the objects belong to the release of the old name.',
};

/** Of two Applications that manage the same objects; a root app deletes the old one by itself. */
const renamedFor = (
  change: EnvironmentChange,
  { before, after }: Difference,
): Pick<Found, 'happens' | 'way'> => {
  const nobodys = 'What has its name then is pruned by nobody until the new one is synced.';
  const synced = `argocd app sync ${after}`;
  return nowOf(change, 'root') === undefined
    ? {
        happens: `Both manage the same objects, and take them from each other until the old one is deleted. ${nobodys}`,
        way:
          `${keepName} Else delete the old Application alone, which deletes nothing else: kubectl delete application ` +
          `${before} -n ${nowOf(change, 'controller') ?? 'argocd'}. Then: ${synced}.`,
      }
    : {
        happens: `The root app makes the new one and deletes the old one alone. ${nobodys}`,
        way: `${keepName} Else, once the old one is gone: ${synced}.`,
      };
};

/** Whether Helm owns what is deployed. */
const isCharted = (change: EnvironmentChange): boolean =>
  nowOf(change, 'packaging')?.startsWith('helm') === true;

const releaseRenamed: Row = {
  id: 'release-renamed',
  level: 'dangerous',
  change: 'The key of a component that has a chart of its own, with push delivery',
  happens: 'Helm refuses to deploy: the objects belong to the release of the old key.',
  way:
    `Keep the key. To change it, take the objects over once: ${takeOver} Then delete the secrets of type ` +
    'helm.sh/release.v1 of the old release.',
  find: (change) =>
    isPulled(change) ||
    ['application', 'delivery', 'packaging'].some((key) => differenceOf(change, key) !== undefined)
      ? []
      : changedIn(stayingOf(change, 'component'), 'release')
          .filter(({ before, after }) => before['name'] === after['name'])
          .map(({ name, old, now }) => ({
            what: `Helm release of component ${name}: ${old} becomes ${now}`,
          })),
};

const projectChanged: Row = {
  id: 'project-changed',
  level: 'dangerous',
  change:
    'The AppProject or the namespace of Argo CD: `delivery.project`, `delivery.namespace`, or `name`',
  happens:
    'The Application in the cluster keeps its old project until it is applied again. Applied before the new ' +
    'AppProject is there, it deploys nothing. An Application in the old namespace of Argo CD stays, and fights with ' +
    'the new one. A root app applies both, the AppProject first.',
  way:
    'Keep the old names with "project" and "namespace" of "delivery". Else apply argocd/project.yaml, then the ' +
    'Applications, and delete those in an old namespace alone.',
  find: (change) =>
    [
      ['project', 'AppProject'],
      ['controller', 'namespace of Argo CD'],
    ].flatMap(([key = '', title = '']) => {
      const found = differenceOf(change, key);
      return found === undefined
        ? []
        : [{ what: `${title} ${found.before} becomes ${found.after}` }];
    }),
};

const packagingChanged: Row = {
  id: 'packaging-changed',
  level: 'dangerous',
  change: 'What renders the manifests: `packaging`',
  happens:
    'With push delivery Helm refuses objects that it did not create, or that belong to another release; ' +
    'from Helm to ' +
    'kustomize its release stays recorded. With Argo CD the Application finds nothing at its old place: it deploys ' +
    'nothing until it is applied again. In the folder of an overlay, a sync by hand with "prune" deletes everything.',
  way:
    `With Helm, take the objects over once: ${takeOver} With Argo CD, apply the Application as soon as the change ` +
    'is merged.',
  find: (change) => {
    const found = differenceOf(change, 'packaging');
    if (found === undefined || differenceOf(change, 'delivery') !== undefined) return [];
    const what = `packaging ${found.before} becomes ${found.after}`;
    if (isPulled(change))
      return nowOf(change, 'root') === undefined ? [pulledElsewhere(what, change)] : [];
    if (isCharted(change))
      return [
        {
          what,
          happens:
            'Helm refuses to deploy: it did not create the objects, or they belong to another release of it.',
          way: `Take them over once, before CI deploys: ${takeOver}`,
        },
      ];
    return [
      {
        what,
        happens:
          'The Helm release stays recorded: to uninstall it would delete everything. From now on nothing ' +
          'that leaves ' +
          'the config is deleted in the cluster.',
        way: 'Never run "helm uninstall" there; delete the secrets of type helm.sh/release.v1 once it is deployed.',
      },
    ];
  },
};

const pulledElsewhere = (what: string, change: EnvironmentChange): Found => ({
  what,
  happens: `The Application in the cluster ${findsNothing(change)} until it is applied again.`,
  way: `Apply it as soon as this is merged: kubectl apply -f argocd/applications/${change.name}.yaml`,
});

const repositoryChanged: Row = {
  id: 'repository-changed',
  level: 'dangerous',
  change: 'The repository: `repository`, with Argo CD',
  happens:
    'Argo CD reads the old repository until the AppProject, which admits only one, and the Applications ' +
    'are applied ' +
    'again; it cannot read the new one without its credentials.',
  way:
    'Give Argo CD access to the new repository first, then apply argocd/project.yaml and the Applications, or ' +
    'argocd/root.yaml where there is one.',
  find: (change) => {
    const found = differenceOf(change, 'repository');
    return found === undefined || !isPulled(change)
      ? []
      : [{ what: `repository ${found.before} becomes ${found.after}` }];
  },
};

const branchChanged: Row = {
  id: 'branch-changed',
  level: 'dangerous',
  change: 'The branch of an environment: `branch`',
  happens:
    'What the other branch holds is deployed from now on, and its release file says which images run. With Argo CD ' +
    'nothing changes until the Application is applied again, by somebody or a root app.',
  way: 'Merge the old branch into the new one first, its release file included.',
  find: (change) => {
    const found = differenceOf(change, 'branch');
    return found === undefined ? [] : [{ what: `branch ${found.before} becomes ${found.after}` }];
  },
};

/** Rows about who brings an environment to its cluster. */
export const deliveryRows: readonly Row[] = [
  deliveryChanged,
  applicationRenamed,
  releaseRenamed,
  projectChanged,
  packagingChanged,
  repositoryChanged,
  branchChanged,
];
