import { camelCase, freeName } from '../domain/free-name.ts';
import type { EnvironmentPlan, Plan } from './plan.ts';

/** What owns objects of a chart: a component, a data store, the routes of all, or what watches all. */
export interface Owner {
  /** Its section of `values.yaml`. */
  readonly section: string;
  /** What that section is about. */
  readonly title: string;
  /** Its folder under `chart/templates/`. */
  readonly folder: string;
  /** What `app.kubernetes.io/name` says on its objects. */
  readonly objectName: string;
  readonly kind: 'component' | 'store' | 'routing' | 'messaging' | 'monitoring';
  /** Key in the config; empty for what belongs to all. */
  readonly key: string;
  /** Kinds of the objects that belong to the service as a whole; none where the label says whose they are. */
  readonly objectKinds: readonly string[];
}

/** Sections and folders that are not a component's or a store's to take; Helm knows the first. */
const reserved = [
  'global',
  'custom',
  'dapr',
  'images',
  'routing',
  'monitoring',
  'syncWaves',
  'tests',
];

/**
 * The chart beside those of the components, for what all of them share. No component takes its name: the Helm release
 * would be renamed when one came.
 */
export const sharedChart = 'shared';

/** Components that are called like the shared chart of a namespace. */
const likeShared = (components: Plan['components']): readonly string[] =>
  components.flatMap(({ name }) => (name.startsWith(`${sharedChart}-`) ? [name] : []));

/** The owners of a plan, in the order of `values.yaml`; each has a section and a folder of its own. */
export function ownersOf({
  components,
  environments,
  local,
  packaging,
  service,
}: Plan): readonly Owner[] {
  const [first] = environments;
  const { routing } = first ?? local;
  const carrier = environments
    .map(({ messaging }) => messaging.chart)
    .find((chart) => chart !== undefined);
  const messaging: readonly Owner[] =
    carrier === undefined
      ? []
      : [
          {
            ...carrier,
            folder: carrier.section,
            objectName: service.name,
            kind: 'messaging',
            key: '',
          },
        ];
  const taken = new Set([
    ...reserved,
    routing.section,
    ...(packaging.hasReleases ? [sharedChart, ...likeShared(components)] : []),
  ]);
  const named = [
    ...components.map(({ name, objectName }) => ({
      kind: 'component' as const,
      title: `Component ${name}; its image is in release-<environment>.yaml, which CI writes`,
      key: name,
      objectName,
    })),
    ...(first?.stores ?? []).map(({ key, objectName }) => ({
      kind: 'store' as const,
      title: `Data store ${key}`,
      key,
      objectName,
    })),
  ].map((owner): Owner => {
    const folder = freeName(owner.key, owner.kind, taken);
    taken.add(folder).add(camelCase(folder));
    return { ...owner, folder, section: camelCase(folder), objectKinds: [] };
  });
  const common = [
    {
      section: routing.section,
      title: 'Public routes',
      kind: 'routing' as const,
      objectKinds: routing.objectKinds,
    },
    {
      section: 'monitoring',
      title: 'Metrics, dashboards and alerts',
      kind: 'monitoring' as const,
      objectKinds: environments.flatMap(({ monitoring }) => monitoring.objectKinds),
    },
  ];
  return [
    ...named,
    ...messaging,
    ...common.map((owner) => ({
      ...owner,
      folder: owner.section,
      objectName: service.name,
      key: '',
    })),
  ];
}

/** The Helm release of a chart of an environment that has several. */
export const chartReleaseOf = (
  { application }: Pick<EnvironmentPlan, 'application'>,
  chart: string,
): string => `${application}-${chart}`;

/** The Helm releases of components by their keys, where they have releases of their own. */
export const chartReleasesOf = (
  plan: Plan,
  environment: EnvironmentPlan,
): ReadonlyMap<string, string> =>
  new Map(
    plan.packaging.hasReleases
      ? ownersOf(plan).flatMap(({ kind, key, folder }) =>
          kind === 'component' ? [[key, chartReleaseOf(environment, folder)] as const] : [],
        )
      : [],
  );
