import {
  at,
  inside,
  isOrdered,
  listAt,
  nameOf,
  shown,
  textAt,
  waveOf,
  type Model,
  type Plain,
} from './model.ts';
import { servedBy } from './route-answers.ts';
import { routeInvariants } from './route-invariants.ts';
import {
  alertsHelp,
  autoscalersWork,
  dashboardsLoad,
  monitorsSee,
  oneOwnerOfPods,
} from './watching.ts';
import {
  secretReferences,
  secretsExist,
  secretsAreUsed,
  secretKeysAreSound,
  configMapsExist,
  accountsExist,
  fieldsExist,
  variablesAreUnique,
  claimsExist,
  portsExist,
} from './reference-invariants.ts';
import {
  imagesAreReleased,
  podsAreRestricted,
  workloadsMove,
  dataIsKept,
} from './workload-invariants.ts';
import {
  keepWordsComeTogether,
  keptIsWhole,
  keptSecretsStay,
  storesStayOrGo,
} from './kept-invariants.ts';
import { daprIsWhole } from './messaging-invariants.ts';

/** What must hold between the objects of one environment (the letter and number name the rule); one line per breach. */
export type Invariant = (model: Model) => readonly string[];

/** What is called after hosts, and whose name no label and no DNS label of another object holds. */
const dotted = new Set(['Ingress', 'VirtualService', 'HTTPRoute', 'Certificate']);

const namesFit: Invariant = (model) =>
  model.objects.flatMap((object) => [
    ...((dotted.has(textAt(object, 'kind'))
      ? /^[a-z]([a-z0-9.-]{0,251}[a-z0-9])?$/
      : /^[a-z]([a-z0-9-]{0,251}[a-z0-9])?$/
    ).test(nameOf(object)) &&
    (nameOf(object).length <= 63 ||
      object['kind'] === 'ConfigMap' ||
      object['kind'] === 'PersistentVolumeClaim' ||
      object['apiVersion'] === 'barmancloud.cnpg.io/v1' ||
      object['kind'] === 'Subscription' ||
      dotted.has(textAt(object, 'kind')))
      ? []
      : [`${shown(object)} is no name that Kubernetes takes`]),
    ...[...inside(object)]
      .filter(([path]) => /\/(labels|matchLabels|selector)$/.test(path))
      .flatMap(([, labels]) => Object.values(labels))
      .filter(
        (label) =>
          typeof label === 'string' &&
          !/^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/.test(label),
      )
      .map((label) => `${shown(object)} has the label value ${String(label)}`),
    ...(at(object, 'metadata', 'namespace') === undefined
      ? []
      : [`${shown(object)} names a namespace; kustomize adds it`]),
  ]);

const wavesFollowReferences: Invariant = (model) =>
  model.objects.flatMap((object) => {
    const before = [
      ...[...inside(object)]
        .filter(([path]) => /\/(configMapRef|configMap)$/.test(path))
        .map(([, part]) => ['ConfigMap', textAt(part, 'name')]),
      ...[...inside(object)]
        .filter(([path]) => path.endsWith('/persistentVolumeClaim'))
        .map(([, part]) => ['PersistentVolumeClaim', textAt(part, 'claimName')]),
      ...(/^(Pooler|ScheduledBackup)$/.test(String(object['kind']))
        ? [['Cluster', textAt(object, 'spec', 'cluster', 'name')]]
        : []),
      ...(object['kind'] === 'Cluster'
        ? listAt(object, 'spec', 'plugins').map((plugin) => [
            'ObjectStore',
            textAt(plugin, 'parameters', 'barmanObjectName'),
          ])
        : []),
      ...model.environment.workloads
        .filter(
          ({ component }) =>
            object['kind'] === 'Deployment' && component.objectName === nameOf(object),
        )
        .flatMap(({ stores }) =>
          stores.map((store) => [
            store.deployments.length > 0 ? 'Deployment' : 'Cluster',
            store.objectName,
          ]),
        ),
      ...servedBy(object).flatMap(({ to }) =>
        to === undefined ? [] : [['Deployment', to.service]],
      ),
      ...(object['kind'] === 'HorizontalPodAutoscaler'
        ? [['Deployment', textAt(object, 'spec', 'scaleTargetRef', 'name')]]
        : []),
      ...(object['kind'] === 'ServiceMonitor' ? [['Deployment', nameOf(object)]] : []),
    ];
    const late = before.flatMap(([kind = '', name = '']) => {
      const found = model.objects.find((other) => other['kind'] === kind && nameOf(other) === name);
      if (found === undefined)
        return [`${shown(object)} needs ${kind}/${name}, which is not there`];
      // A claim that waits for its first consumer must not be waited for.
      return !isOrdered(model) ||
        waveOf(found) < waveOf(object) ||
        (kind === 'PersistentVolumeClaim' && waveOf(found) === waveOf(object))
        ? []
        : [
            `${shown(object)} in wave ${waveOf(object)} needs ${kind}/${name} in wave ${waveOf(found)} (A09)`,
          ];
    });
    const secrets =
      isOrdered(model) &&
      secretReferences(object).length > 0 &&
      object['kind'] !== 'ObjectStore' &&
      model.environment.waves.secret >= waveOf(object)
        ? [`${shown(object)} may come before its secrets (A09)`]
        : [];
    return [
      ...(!isOrdered(model) ||
      (Number.isInteger(waveOf(object)) &&
        typeof at(object, 'metadata', 'annotations', 'argocd.argoproj.io/sync-wave') === 'string')
        ? []
        : [`${shown(object)} has no wave`]),
      ...late,
      ...secrets,
    ];
  });

/** Annotations that nobody reads say that somebody does. */
const annotationsAreRead: Invariant = (model) =>
  isOrdered(model)
    ? []
    : model.objects.flatMap((object) =>
        Object.keys((at(object, 'metadata', 'annotations') ?? {}) as Plain)
          .filter((name) => name.startsWith('argocd.'))
          .map((name) => `${shown(object)} says ${name}, and no Argo CD reads it`),
      );

/** Every invariant, by name. */
export const invariants = {
  secretsExist,
  secretsAreUsed,
  secretKeysAreSound,
  configMapsExist,
  accountsExist,
  fieldsExist,
  variablesAreUnique,
  claimsExist,
  portsExist,
  ...routeInvariants,
  namesFit,
  imagesAreReleased,
  wavesFollowReferences,
  podsAreRestricted,
  workloadsMove,
  dataIsKept,
  keptIsWhole,
  storesStayOrGo,
  keptSecretsStay,
  keepWordsComeTogether,
  annotationsAreRead,
  daprIsWhole,
  oneOwnerOfPods,
  autoscalersWork,
  monitorsSee,
  alertsHelp,
  dashboardsLoad,
} as const satisfies Record<string, Invariant>;
