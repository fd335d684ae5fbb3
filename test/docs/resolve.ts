import { posix } from 'node:path';
import { paths } from '../../src/plan/paths.ts';
import type { Plan } from '../../src/plan/plan.ts';

/** A name that a document says, what it claims to be, and where it stands in the text. */
export interface Mention {
  readonly kind: Kind;
  readonly name: string;
  readonly at: number;
}

type Kind =
  | 'system'
  | 'namespace'
  | 'deployment'
  | 'cluster'
  | 'pod'
  | 'database'
  | 'application'
  | 'project'
  | 'branch'
  | 'workflow'
  | 'path'
  | 'link'
  | 'secret'
  | 'environment'
  | 'component'
  | 'host';

/** Every name in a generated document; placeholders such as `<what>` are nobody's name. */
export function mentionsIn(markdown: string): readonly Mention[] {
  return patterns.flatMap(({ kind, pattern }) =>
    [...markdown.matchAll(pattern)].flatMap((match): Mention[] => {
      const name = match.groups?.['name'] ?? '';
      const [start = 0] = match.indices?.groups?.['name'] ?? [];
      return name === '' || name.includes('<') ? [] : [{ kind, name, at: start }];
    }),
  );
}

/** The mentions that neither the plan nor the generated paths know. */
export function unresolved(
  path: string,
  markdown: string,
  plan: Plan,
  generated: ReadonlySet<string>,
): readonly Mention[] {
  const names = namesOf(plan);
  const known = new Set([...generated, ...madeBySteps(plan)]);
  return mentionsIn(markdown).filter(({ kind, name }) => {
    if (kind === 'link') return !isKnownPath(posix.join(posix.dirname(path), name), known);
    if (kind === 'path') return !isKnownPath(name, known);
    if (kind === 'workflow') return !known.has(`.github/workflows/${name}`);
    return !(names[kind]?.has(name) ?? false);
  });
}

const word = '(?<name>[A-Za-z0-9_.-]+)';
const patterns: readonly { readonly kind: Kind; readonly pattern: RegExp }[] = [
  {
    kind: 'namespace',
    pattern: new RegExp(
      `(?<= -n | --controller-namespace |namespace: |[Nn]amespace \`)${word}`,
      'dg',
    ),
  },
  { kind: 'system', pattern: new RegExp(`(?<=/part-of=)${word}`, 'dg') },
  {
    kind: 'deployment',
    pattern: new RegExp(`(?<=deployment/|service/|-l app.kubernetes.io/name=)${word}`, 'dg'),
  },
  { kind: 'cluster', pattern: new RegExp(`(?<=\\bcluster(?: -n [\\w.-]+ |/))${word}`, 'dg') },
  {
    kind: 'pod',
    pattern: new RegExp(
      `(?<=kubectl (?:exec|logs)(?: -it?)? -n [\\w.-]+ )(?!deployment/|-)${word}`,
      'dg',
    ),
  },
  { kind: 'database', pattern: new RegExp(`(?<= -d )${word}`, 'dg') },
  {
    kind: 'application',
    pattern: new RegExp(
      `(?<=argocd app (?:get|wait|set|sync|history|rollback|terminate-op) )${word}`,
      'dg',
    ),
  },
  { kind: 'project', pattern: new RegExp(`(?<=argocd proj get )${word}`, 'dg') },
  {
    kind: 'branch',
    pattern:
      /(?<=git switch (?:--create \S+ (?:origin\/)?)?|origin\/|--base |--head |--ref |--branch |refs\/heads\/|git merge origin\/|git push origin |--rebase origin )(?!--|HEAD:|https?:|origin\/|[a-z]+\/<)(?<name>[A-Za-z0-9_./-]+)/dg,
  },
  { kind: 'workflow', pattern: /(?<=--workflow |gh workflow run )(?<name>[\w.-]+)/dg },
  {
    kind: 'path',
    pattern: /(?<![\w./-])(?<name>(?:k8s|argocd|docs|scripts|\.github)\/[\w./*-]+\w)/dg,
  },
  { kind: 'link', pattern: /(?<=\]\()(?<name>(?!https?:)[^)#]+)/dg },
  {
    kind: 'secret',
    pattern:
      /(?<=^\| [a-z0-9, -]+ \| `)(?<name>[a-z0-9.-]+)(?=` \| (?:`[^|]*` \| `[^|]*` \| [A-Z]|`[^|]*` \| (?:–|`[A-Z_]+` in)))/dgm,
  },
  { kind: 'secret', pattern: /(?<=`[A-Z_]+` in `)(?<name>[a-z0-9.-]+)/dg },
  {
    kind: 'environment',
    pattern:
      /(?<=gitops-service (?:set-image|rollback|promote|seal|secrets [a-z]+) )(?<name>[a-z0-9-]+)/dg,
  },
  { kind: 'component', pattern: /(?<=--component )(?<name>[a-z0-9-]+)/dg },
  { kind: 'host', pattern: /(?<=curl [^\n]*https?:\/\/(?!127\.))(?<name>[A-Za-z0-9.${}_-]+)/dg },
];

function namesOf({
  service,
  environments,
  components,
  delivery,
  secrets,
}: Plan): Partial<Record<Kind, ReadonlySet<string>>> {
  const stores = environments.flatMap((environment) => environment.stores);
  const postgres = stores.flatMap((store) => (store.kind === 'postgres' ? [store] : []));
  const clusters = postgres.flatMap(({ objectName }) => [objectName, `${objectName}-restore`]);
  return {
    namespace: new Set([
      ...environments.flatMap(({ monitoring }) =>
        monitoring.kind === 'none' ? [] : [monitoring.namespace],
      ),
      ...(delivery.kind === 'argocd' ? [delivery.namespace] : []),
      secrets.controller?.namespace ?? '',
      ...environments.flatMap(({ namespace, routing }) => [
        namespace,
        ...(routing.kind === 'none' ? [] : [routing.gatewayNamespace]),
        ...(routing.kind === 'gateway-api' ? [routing.gateway.namespace] : []),
      ]),
    ]),
    deployment: new Set([
      'prometheus-operated',
      ...environments.flatMap(({ monitoring }) =>
        monitoring.kind === 'none' ? [] : [`${monitoring.release}-grafana`],
      ),
      ...components.map(({ objectName }) => objectName),
      ...stores.flatMap(({ deployments }) => deployments),
      secrets.controller?.values['fullnameOverride'] ?? '',
    ]),
    system: new Set([service.system]),
    cluster: new Set(clusters),
    pod: new Set(clusters.map((name) => `${name}-1`)),
    database: new Set(postgres.map(({ database }) => database)),
    application: new Set([
      ...environments.map(({ application }) => application),
      ...(delivery.kind === 'argocd' && delivery.rootApp !== undefined
        ? [delivery.rootApp.application]
        : []),
    ]),
    project: new Set(delivery.kind === 'argocd' ? [delivery.project] : []),
    branch: new Set(environments.map(({ branch }) => branch)),
    secret: new Set(environments.flatMap(({ secrets }) => secrets.map(({ name }) => name))),
    environment: new Set(environments.map(({ name }) => name)),
    component: new Set(components.map(({ name }) => name)),
    host: new Set(environments.flatMap(({ hosts }) => hosts)),
  };
}

/** What the steps of a document themselves make. */
const madeBySteps = ({ environments }: Plan): readonly string[] =>
  environments.flatMap(({ name, stores }) => [
    paths.config,
    paths.sealingCertificate(name),
    ...stores.flatMap(({ secrets }) =>
      secrets.map((secret) => paths.sealedSecret(name, secret.name)),
    ),
    ...stores.map(({ objectName }) => paths.overlay(name, `custom/restore-${objectName}.yaml`)),
  ]);

/**
 * A file, a folder that holds one, or a pattern that fits one; a
 * plain secret is a template without its last extension.
 */
function isKnownPath(path: string, known: ReadonlySet<string>): boolean {
  if (known.has(path) || [...known].some((file) => file.startsWith(`${path}/`))) return true;
  if (!path.includes('*')) return false;
  const pattern = new RegExp(
    `^${path.replace(/[.+]/g, '\\$&').replaceAll('*', '[^/]*')}(?:\\.example)?$`,
  );
  return [...known].some((file) => pattern.test(file));
}
