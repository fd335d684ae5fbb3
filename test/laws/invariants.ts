import {
  at,
  inside,
  isOrdered,
  listAt,
  nameOf,
  ofKind,
  podsOf,
  selects,
  shown,
  textAt,
  waveOf,
  type Model,
  type Plain,
} from './model.ts';
import { routedBy, routeInvariants } from './route-invariants.ts';
import {
  alertsHelp,
  autoscalersWork,
  dashboardsLoad,
  monitorsSee,
  mostPods,
  oneOwnerOfPods,
} from './watching.ts';

/** What must hold between the objects of one environment (the letter and number name the rule); one line per breach. */
export type Invariant = (model: Model) => readonly string[];

const secretsExist: Invariant = (model) =>
  model.objects.flatMap((object) =>
    secretReferences(object).flatMap(({ name, key }) => {
      const secret = model.environment.secrets.find((known) => known.name === name);
      if (secret === undefined)
        return [`${shown(object)} reads the secret ${name}, which nobody makes`];
      return key === undefined || secret.keys.some((known) => known.key === key)
        ? []
        : [
            `${shown(object)} reads ${key} of ${name}, which has ${secret.keys.map((known) => known.key).join(', ')}`,
          ];
    }),
  );

const secretsAreUsed: Invariant = (model) => {
  const read = new Set(model.objects.flatMap(secretReferences).map(({ name }) => name));
  return model.environment.secrets
    .filter(({ name }) => !read.has(name))
    .map(({ name }) => `nobody reads the secret ${name}`);
};

const secretKeysAreSound: Invariant = ({ environment }) =>
  environment.secrets.flatMap(({ name, type, keys }) => {
    const names = keys.map(({ key }) => key);
    const needed = {
      'kubernetes.io/basic-auth': ['username', 'password'],
      'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
      Opaque: [],
    }[type];
    return [
      ...needed
        .filter((key) => !names.includes(key))
        .map((key) => `the secret ${name} of type ${type} lacks ${key}`),
      ...(new Set(names).size === names.length ? [] : [`the secret ${name} has a key twice`]),
    ];
  });

const configMapsExist: Invariant = (model) =>
  model.objects.flatMap((object) =>
    [...inside(object)].flatMap(([path, part]) => {
      const source =
        path.endsWith('/configMapRef') ||
        path.endsWith('/configMapKeyRef') ||
        path.endsWith('/configMap')
          ? part
          : undefined;
      if (source === undefined) return [];
      const found = ofKind(model, 'ConfigMap').find(
        (map) => nameOf(map) === textAt(source, 'name'),
      );
      if (found === undefined)
        return [
          `${shown(object)} reads the ConfigMap ${textAt(source, 'name')}, which is not there`,
        ];
      return listAt(source, 'items')
        .filter(({ key }) => at(found, 'data', String(key)) === undefined)
        .map(
          ({ key }) =>
            `${shown(object)} reads ${String(key)} of ${nameOf(found)}, which is not there`,
        );
    }),
  );

const accountsExist: Invariant = (model) =>
  podsOf(model).flatMap(({ owner, template }) => {
    const account = ofKind(model, 'ServiceAccount').find(
      (found) => nameOf(found) === textAt(template, 'spec', 'serviceAccountName'),
    );
    return account === undefined
      ? [`${shown(owner)} has no ServiceAccount`]
      : !isOrdered(model) || waveOf(account) < waveOf(owner)
        ? []
        : [`${shown(owner)} may come before its ServiceAccount`];
  });

const fieldsExist: Invariant = (model) =>
  podsOf(model).flatMap(({ owner, template, containers }) =>
    containers.flatMap((container) =>
      listAt(container, 'env').flatMap((variable) => {
        const [, kind = '', key = ''] =
          /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(
            textAt(variable, 'valueFrom', 'fieldRef', 'fieldPath'),
          ) ?? [];
        return kind === '' || at(template, 'metadata', kind, key) !== undefined
          ? []
          : [`${shown(owner)} reads the ${kind} ${key}, which its pods do not have`];
      }),
    ),
  );

const variablesAreUnique: Invariant = (model) =>
  podsOf(model).flatMap(({ owner, containers }) =>
    containers.flatMap((container) => {
      const literal = listAt(container, 'env').map(({ name }) => String(name));
      const maps = listAt(container, 'envFrom').flatMap((source) =>
        ofKind(model, 'ConfigMap')
          .filter((map) => nameOf(map) === textAt(source, 'configMapRef', 'name'))
          .flatMap((map) => Object.keys((at(map, 'data') ?? {}) as Plain)),
      );
      const all = [...literal, ...maps];
      return all
        .filter((name, index) => all.indexOf(name) !== index)
        .map((name) => `${shown(owner)} has the variable ${name} from two places`);
    }),
  );

const claimsExist: Invariant = (model) =>
  podsOf(model).flatMap(({ owner, template }) =>
    listAt(template, 'spec', 'volumes').flatMap((volume) => {
      const claim = at(volume, 'persistentVolumeClaim', 'claimName');
      if (claim === undefined) return [];
      const strategy =
        textAt(owner, 'spec', 'strategy', 'type') === 'Recreate'
          ? []
          : [`${shown(owner)} rolls over a volume that only one node can hold (W07)`];
      return [
        ...strategy,
        ...(ofKind(model, 'PersistentVolumeClaim').some((found) => nameOf(found) === claim)
          ? []
          : [`${shown(owner)} mounts ${String(claim)}, which is not there`]),
      ];
    }),
  );

const portsExist: Invariant = (model) => [
  ...ofKind(model, 'Service').flatMap((service) => {
    const selected = podsOf(model).filter(({ template }) =>
      selects(at(service, 'spec', 'selector'), at(template, 'metadata', 'labels')),
    );
    const [pod] = selected;
    if (pod === undefined || selected.length > 1)
      return [`${shown(service)} selects ${selected.length} workloads`];
    return listAt(service, 'spec', 'ports')
      .filter(({ targetPort, name }) => !hasPort(pod.containers, targetPort) || name === undefined)
      .map(
        ({ targetPort }) =>
          `${shown(service)} sends to the port ${String(targetPort)}, which ${shown(pod.owner)} lacks`,
      );
  }),
  ...podsOf(model).flatMap(({ owner, containers }) =>
    containers.flatMap((container) =>
      ['startupProbe', 'readinessProbe', 'livenessProbe'].flatMap((probe) => {
        if (at(container, probe) === undefined) return [`${shown(owner)} lacks its ${probe}`];
        const port =
          at(container, probe, 'httpGet', 'port') ?? at(container, probe, 'tcpSocket', 'port');
        return port === undefined || hasPort([container], port)
          ? []
          : [`${probe} of ${shown(owner)} asks the port ${String(port)}, which it lacks`];
      }),
    ),
  ),
];

const hasPort = (containers: readonly Plain[], port: unknown): boolean =>
  containers.some((container) =>
    listAt(container, 'ports').some(
      ({ name, containerPort }) => name === port || containerPort === port,
    ),
  );

const namesFit: Invariant = (model) =>
  model.objects.flatMap((object) => [
    ...((object['kind'] === 'Ingress'
      ? /^[a-z]([a-z0-9.-]{0,251}[a-z0-9])?$/
      : /^[a-z]([a-z0-9-]{0,251}[a-z0-9])?$/
    ).test(nameOf(object)) &&
    (nameOf(object).length <= 63 ||
      object['kind'] === 'ConfigMap' ||
      object['kind'] === 'PersistentVolumeClaim' ||
      object['apiVersion'] === 'barmancloud.cnpg.io/v1' ||
      object['kind'] === 'Subscription' ||
      object['kind'] === 'Ingress')
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

const imagesAreReleased: Invariant = (model) =>
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
            store.kind === 'postgres' ? 'Cluster' : 'Deployment',
            store.objectName,
          ]),
        ),
      ...routedBy(object).map(({ service }) => ['Deployment', service]),
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

const podsAreRestricted: Invariant = (model) =>
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

const workloadsMove: Invariant = (model) => [
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

const dataIsKept: Invariant = (model) => [
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

/** What the sidecars of Dapr read must be there for them, and for nobody else (R12). */
const daprIsWhole: Invariant = (model) => {
  const pods = podsOf(model).filter(
    ({ template }) => at(template, 'metadata', 'annotations', 'dapr.io/enabled') === 'true',
  );
  const idOf = (template: unknown): string =>
    textAt(template, 'metadata', 'annotations', 'dapr.io/app-id');
  const ids = pods.map(({ template }) => idOf(template));
  const components = ofKind(model, 'Component');
  return [
    ...pods.flatMap(({ owner, template }) => [
      ...(ofKind(model, 'Configuration').some(
        (found) => nameOf(found) === textAt(template, 'metadata', 'annotations', 'dapr.io/config'),
      )
        ? []
        : [`${shown(owner)} names a Configuration that is not there`]),
      ...(components.some((found) => listed(at(found, 'scopes')).includes(idOf(template)))
        ? []
        : [`${shown(owner)} has a sidecar and may use nothing`]),
      ...(!isOrdered(model) || waveOf(owner) > Math.max(...components.map(waveOf))
        ? []
        : [`${shown(owner)} may come before the components of Dapr`]),
    ]),
    ...[...components, ...ofKind(model, 'Subscription')].flatMap((object) => {
      const scopes = listed(at(object, 'scopes'));
      return [
        ...(scopes.length === 0 ? [`${shown(object)} is open to every application`] : []),
        ...scopes
          .filter((scope) => !ids.includes(scope))
          .map((scope) => `${shown(object)} is for ${scope}, which has no sidecar`),
      ];
    }),
    ...components
      .filter(
        (object) =>
          secretReferences(object).length > 0 && at(object, 'auth', 'secretStore') === undefined,
      )
      .map((object) => `${shown(object)} does not say where its secrets are`),
    ...ofKind(model, 'Subscription').flatMap((object) => {
      const [scope = ''] = listed(at(object, 'scopes'));
      const pubsub = components.find(
        (found) => nameOf(found) === textAt(object, 'spec', 'pubsubname'),
      );
      const pod = pods.find(({ template }) => idOf(template) === scope);
      const port = Number(at(pod?.template, 'metadata', 'annotations', 'dapr.io/app-port'));
      return [
        ...(listed(at(pubsub, 'scopes')).includes(scope)
          ? []
          : [`${shown(object)} is of a component that ${scope} may not use`]),
        ...(pod !== undefined && hasPort(pod.containers, port)
          ? []
          : [`${shown(object)} is brought to a port that ${scope} lacks`]),
      ];
    }),
  ];
};

const listed = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [];

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

/** Annotations that nobody reads say that somebody does. */
const annotationsAreRead: Invariant = (model) =>
  isOrdered(model)
    ? []
    : model.objects.flatMap((object) =>
        Object.keys((at(object, 'metadata', 'annotations') ?? {}) as Plain)
          .filter((name) => name.startsWith('argocd.'))
          .map((name) => `${shown(object)} says ${name}, and no Argo CD reads it`),
      );

/** Names, and keys where they are named, of the secrets that an object reads. */
function secretReferences(
  object: Plain,
): readonly { readonly name: string; readonly key: string | undefined }[] {
  return [...inside(object)].flatMap(([path, part]) => {
    const isReference =
      /\/(apiURL|secretKeyRef|secretRef|accessKeyId|secretAccessKey)$|\/imagePullSecrets\/\d+$|\/initdb\/secret$/.test(
        path,
      );
    return isReference
      ? [
          {
            name: textAt(part, 'name'),
            key: at(part, 'key') === undefined ? undefined : textAt(part, 'key'),
          },
        ]
      : [];
  });
}

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
  annotationsAreRead,
  daprIsWhole,
  oneOwnerOfPods,
  autoscalersWork,
  monitorsSee,
  alertsHelp,
  dashboardsLoad,
} as const satisfies Record<string, Invariant>;
