import { at, isOrdered, nameOf, ofKind, podsOf, shown, textAt, waveOf } from './model.ts';
import type { Invariant } from './invariants.ts';
import { secretReferences } from './reference-invariants.ts';
import { hasPort } from './invariant.ts';

/** What the sidecars of Dapr read must be there for them, and for nobody else (R12). */
export const daprIsWhole: Invariant = (model) => {
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
