import { allOf, anyOf, type Conditions, type Template } from '../chart-parts/template.ts';

/** A NetworkPolicy none of whose rules is left without peers: `from: []` would admit everyone. */
export function closedPolicy(policy: Template): Template {
  if (policy.kind !== 'map') return policy;
  return {
    kind: 'map',
    entries: policy.entries.map((entry) =>
      entry.key === 'spec' ? { ...entry, node: closedSpec(entry.node) } : entry,
    ),
  };
}

function closedSpec(spec: Template): Template {
  if (spec.kind !== 'map') return spec;
  return {
    kind: 'map',
    entries: spec.entries.map((entry) =>
      entry.node.kind === 'list' && ['ingress', 'egress'].includes(entry.key)
        ? {
            ...entry,
            node: {
              kind: 'list',
              items: entry.node.items.map((rule) => ({
                node: rule.node,
                when: [...rule.when, ...peersOf(rule.node)],
              })),
            },
          }
        : entry,
    ),
  };
}

/** What must be true for a rule to have peers; nothing where one is always there. */
function peersOf(rule: Template): Conditions {
  const peers =
    rule.kind === 'map'
      ? rule.entries.find(({ key }) => key === 'from' || key === 'to')?.node
      : undefined;
  if (peers?.kind !== 'list' || peers.items.some(({ when }) => when.length === 0)) return [];
  const each = new Map(
    peers.items.map(({ when }) => allOf(when)).map((condition) => [condition.go, condition]),
  );
  return each.size === 1 ? [...each.values()] : [anyOf([...each.values()])];
}
