import type { Tree } from './repair.ts';

/** The environments with what the rules about delivery demand of them. */
export function deliverable(
  environments: Tree,
  { delivery, packaging, name, routing, infrastructure }: Tree,
): Tree {
  const isPushed = kindOf(delivery) === 'push';
  const isChart = kindOf(packaging) === 'helm';
  const isListened = kindOf(routing) === 'gateway-api' && kindOf(infrastructure) === 'doctl';
  const seen = new Set<unknown>();
  return Object.fromEntries(
    Object.entries(environments).map(([key, value], index): [string, Tree] => {
      const { cluster, releaseName, trigger, hosts, sync, ...environment } = { ...(value as Tree) };
      const isTaken =
        seen.has(releaseName) ||
        Object.keys(environments).some((other) => releaseName === `${String(name)}-${other}`);
      seen.add(releaseName);
      const isLong = isPushed && isChart && `${String(name)}-${key}`.length > 53;
      const known = Array.isArray(hosts)
        ? hosts.filter(
            (host) =>
              !/\$\{GITHUB_/.test(String(host)) &&
              ((isPushed && !isListened) || !String(host).includes('$')),
          )
        : undefined;
      return [
        key,
        {
          ...environment,
          ...(cluster === undefined || isPushed ? {} : { cluster }),
          ...(sync === undefined || isPushed ? {} : { sync }),
          ...(releaseName !== undefined && !isTaken
            ? { releaseName }
            : isLong
              ? { releaseName: `r${index}` }
              : {}),
          ...(trigger === undefined ? {} : { trigger: index === 0 ? 'push' : trigger }),
          ...(known === undefined ? {} : { hosts: known }),
        },
      ];
    }),
  );
}

const kindOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, 'kind') : undefined;
