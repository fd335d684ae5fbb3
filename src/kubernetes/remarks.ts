import type { KubernetesObject } from '../render/kubernetes-object.ts';
import { asList, asMap, entriesOf, type ValueMap } from '../render/value.ts';
import { Commented, type Value } from '../render/spec.ts';
import { reasonsOf } from './exemptions.ts';

/** The consumer group of a component, as Dapr fills it in: environments that share a broker do not share consumers. */
export const consumerGroup = '{namespace}';

/** What a reader would wonder about at `key: text`, for a comment beside it. */
export const remarkOf = (key: string, text: string): string | undefined =>
  key === 'value' && text === consumerGroup
    ? 'Dapr sets it to <namespace>.<app-id>: each event reaches one pod of a component'
    : reasonsOf(key, text);

/** The same object with its remarks as comments, and its keys in the order that readers expect. */
export const withRemarks = ({
  apiVersion,
  kind,
  metadata,
  ...rest
}: KubernetesObject): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { ...metadata, ...mapOf(metadata) },
  ...mapOf(rest),
});

const mapOf = (map: ValueMap): ValueMap =>
  Object.fromEntries(entriesOf(map).map(([key, value]) => [key, valueOf(key, value)]));

function valueOf(key: string, value: Value): Value {
  const after = typeof value === 'string' ? remarkOf(key, value) : undefined;
  if (after !== undefined) return new Commented(value, { after });
  const map = value instanceof Commented ? undefined : asMap(value);
  if (map !== undefined) return mapOf(map);
  return (
    (value instanceof Commented ? undefined : asList(value)?.map((item) => valueOf('', item))) ??
    value
  );
}
