import {
  allOf,
  anyOf,
  type Conditions,
  type Item,
  type Template,
} from '../chart-parts/template.ts';

/**
 * A NetworkPolicy none of whose rules is left without peers, since `from: []` would admit everyone,
 * and whose lists of rules are there only where one of the rules is: no API server stores an empty one.
 */
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
    entries: spec.entries.map((entry) => {
      const { node, when } = entry;
      if (node.kind !== 'list' || !['ingress', 'egress'].includes(entry.key)) return entry;
      const items = node.items.map((rule) => ({
        node: rule.node,
        when: [...rule.when, ...peersOf(rule.node)],
      }));
      const said = new Set(when.map(({ go }) => go));
      const more = oneOf(items).filter(({ go }) => !said.has(go));
      return { ...entry, node: { kind: 'list', items }, when: [...when, ...more] };
    }),
  };
}

/** What must be true for a rule to have peers; nothing where one is always there. */
function peersOf(rule: Template): Conditions {
  const peers =
    rule.kind === 'map'
      ? rule.entries.find(({ key }) => key === 'from' || key === 'to')?.node
      : undefined;
  return peers?.kind === 'list' ? oneOf(peers.items) : [];
}

/** What must be true for one of the items to be there; nothing where one always is. */
function oneOf(items: readonly Item[]): Conditions {
  if (items.some(({ when }) => when.length === 0)) return [];
  const each = new Map(
    items.map(({ when }) => allOf(when)).map((condition) => [condition.go, condition]),
  );
  return each.size === 1 ? [...each.values()] : [anyOf([...each.values()])];
}
