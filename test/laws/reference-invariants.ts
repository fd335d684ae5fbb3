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
  type Plain,
} from './model.ts';
import type { Invariant } from './invariants.ts';
import { hasPort } from './invariant.ts';

export const secretsExist: Invariant = (model) =>
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

export const secretsAreUsed: Invariant = (model) => {
  const read = new Set(model.objects.flatMap(secretReferences).map(({ name }) => name));
  return model.environment.secrets
    .filter(({ name }) => !read.has(name))
    .map(({ name }) => `nobody reads the secret ${name}`);
};

export const secretKeysAreSound: Invariant = ({ environment }) =>
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

export const configMapsExist: Invariant = (model) =>
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

export const accountsExist: Invariant = (model) =>
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

export const fieldsExist: Invariant = (model) =>
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

export const variablesAreUnique: Invariant = (model) =>
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

export const claimsExist: Invariant = (model) =>
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

export const portsExist: Invariant = (model) => [
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

/** Names, and keys where they are named, of the secrets that an object reads. */
export function secretReferences(
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
