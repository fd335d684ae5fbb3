import type { Owner } from '../../plan/chart-owners.ts';
import { pluginEntry } from '../../stores/postgres/backup/object-store.ts';
import { templateOf } from '../chart-parts/part-values.ts';
import { dnsLabel, optionalDnsLabel } from '../../render/value-schemas.ts';
import { valueOf, type Entry, type Expression, type Template } from '../chart-parts/template.ts';
import type { NamedValue } from './values.ts';

const pathsOf = ({ section }: Owner) => ({
  into: [section, 'recovery', 'into'],
  from: [section, 'recovery', 'from'],
});

/** The values that bring a database back from its backup; no environment does so until a person sets them. */
export function recoveryValues(owner: Owner, environments: number): readonly NamedValue[] {
  const { into, from } = pathsOf(owner);
  const everywhere = (value: string) => ({
    style: 'text' as const,
    optional: false,
    base: value,
    values: Array.from({ length: environments }, () => value),
  });
  return [
    {
      ...everywhere(''),
      path: into,
      schema: optionalDnsLabel,
      description:
        'Archive that the restored database writes to, never used before; if set, a new ' +
        'cluster restores from the backup',
    },
    {
      ...everywhere(owner.objectName),
      path: from,
      schema: dnsLabel,
      description: 'Archive to restore from',
    },
  ];
}

/** The cluster as a template that also says how it recovers, where the values ask for that. */
export function recoverable(cluster: Template, owner: Owner): Template {
  const { into, from } = pathsOf(owner);
  const [asked, origin] = [valueOf(into, 'text'), valueOf(from, 'text')];
  return changedAt(cluster, ['spec'], (spec) => {
    const parameters = { barmanObjectName: `${owner.objectName}-backup`, serverName: '' };
    const archive = changedAt(
      templateOf({ name: 'origin', plugin: { ...pluginEntry(false), parameters } }),
      ['plugin', 'parameters', 'serverName'],
      () => ({ kind: 'hole', expression: origin }),
    );
    const source: Entry = {
      key: 'externalClusters',
      when: [asked],
      node: { kind: 'list', items: [{ when: [], node: archive }] },
    };
    const recovering = changedAt(
      changedAt(spec, ['bootstrap'], (bootstrap) => recoveredBootstrap(bootstrap, asked)),
      ['plugins'],
      (plugins) => archivedInto(plugins, asked),
    );
    return recovering.kind === 'map'
      ? { kind: 'map', entries: [...recovering.entries, source] }
      : recovering;
  });
}

/** The same database, owner and secret, from the archive instead of from nothing. */
function recoveredBootstrap(bootstrap: Template, asked: Expression): Template {
  const initdb =
    bootstrap.kind === 'map'
      ? bootstrap.entries.find(({ key }) => key === 'initdb')?.node
      : undefined;
  if (initdb?.kind !== 'map') return bootstrap;
  const recovery: Template = {
    kind: 'map',
    entries: [{ key: 'source', node: templateOf('origin'), when: [] }, ...initdb.entries],
  };
  return { kind: 'either', condition: asked, yes: map({ recovery }), no: bootstrap };
}

const archivedInto = (plugins: Template, asked: Expression): Template =>
  plugins.kind !== 'list'
    ? plugins
    : {
        kind: 'list',
        items: plugins.items.map(({ node, when }) => ({
          when,
          node: changedAt(node, ['parameters'], (parameters) =>
            parameters.kind === 'map'
              ? {
                  kind: 'map',
                  entries: [
                    ...parameters.entries,
                    { key: 'serverName', node: { kind: 'hole', expression: asked }, when: [asked] },
                  ],
                }
              : parameters,
          ),
        })),
      };

const map = (nodes: Readonly<Record<string, Template>>): Template => ({
  kind: 'map',
  entries: Object.entries(nodes).map(([key, node]) => ({ key, node, when: [] })),
});

/** A template with the part at these keys changed; unchanged where there is no such part. */
function changedAt(
  template: Template,
  [key, ...rest]: readonly string[],
  change: (part: Template) => Template,
): Template {
  if (key === undefined) return change(template);
  if (template.kind !== 'map') return template;
  return {
    kind: 'map',
    entries: template.entries.map((entry) =>
      entry.key === key ? { ...entry, node: changedAt(entry.node, rest, change) } : entry,
    ),
  };
}
