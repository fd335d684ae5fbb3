import type { EnvironmentPlan } from '../../src/plan/plan.ts';
import { at, listAt, textAt, type Plain } from './model.ts';

/** One rule of a route object, as its back-end reads it. */
export interface Served {
  readonly object: Plain;
  readonly hosts: readonly string[];
  /** What it takes: raw texts in a VirtualService, whole segments elsewhere. */
  readonly takes: readonly {
    readonly kind: 'exact' | 'raw' | 'segments';
    readonly value: string;
  }[];
  /** Where requests go; nothing where the gateway answers by itself. */
  readonly to: { readonly service: string; readonly port: unknown } | undefined;
  /** What becomes of a path that was taken. */
  readonly answer: (path: string, taken: string) => string;
  readonly timeout: number;
  readonly attempts: number;
  readonly perTry: number | undefined;
}

/** The rules of a route object; none of another one. */
export function servedBy(object: Plain): readonly Served[] {
  return (
    { VirtualService: ofVirtualService, HTTPRoute: ofHttpRoute, Ingress: ofIngress }[
      textAt(object, 'kind')
    ] ?? (() => [])
  )(object);
}

/** What a host answers to a path: the first rule of a VirtualService, else the narrowest one. */
export function answerOf(rules: readonly Served[], host: string, path: string): string {
  const taking = rules
    .filter(({ hosts }) => hosts.includes(host))
    .flatMap((rule) =>
      rule.takes.filter((one) => isTaken(one, path)).map((taken) => ({ rule, taken })),
    );
  const [first] = taking.some(({ taken }) => taken.kind === 'raw')
    ? taking
    : taking.toSorted((a, b) => rank(b.taken) - rank(a.taken));
  return first === undefined ? '404' : first.rule.answer(path, first.taken.value);
}

type Take = Served['takes'][number];

const rank = ({ kind, value }: Take): number =>
  partsOf(value).length * 2 + Number(kind === 'exact');

export const isTaken = ({ kind, value }: Take, path: string): boolean =>
  ({
    exact: () => path === value,
    raw: () => path.startsWith(value),
    segments: () => partsOf(value).every((part, index) => partsOf(path)[index] === part),
  })[kind]();

const partsOf = (path: string): readonly string[] => {
  const inner = path.replaceAll(/^\/|\/+$/g, '');
  return inner === '' ? [] : inner.split('/');
};

/** What the plan says that a host answers to a path, by rules of its own. */
export function declaredAnswer(
  { workloads, hostGroups }: EnvironmentPlan,
  host: string,
  path: string,
): string {
  const isOn = (group: string): boolean => hostGroups[group]?.includes(host) ?? false;
  const [found] = workloads
    .flatMap(({ component, routes }) => routes.map((route) => ({ component, route })))
    .filter(({ route }) => route.on.some(isOn) && isTaken(takeOf(route), path))
    .toSorted((a, b) => rank(takeOf(b.route)) - rank(takeOf(a.route)));
  if (found === undefined) return '404';
  const { component, route } = found;
  const { action, timeout, retries } = route;
  if (action.kind === 'deny') return '403';
  if (action.kind === 'redirect') return `302 to ${action.to}`;
  const rest = partsOf(path).slice(partsOf(route.path).length);
  const inside =
    action.rewrite === undefined
      ? path
      : route.match === 'exact'
        ? action.rewrite
        : `/${[...partsOf(action.rewrite), ...rest].join('/')}`;
  return said({
    path: inside,
    service: component.objectName,
    timeout: millisecondsIn(timeout),
    attempts: retries.attempts,
    perTry: retries.perTry === undefined ? undefined : millisecondsIn(retries.perTry),
  });
}

const takeOf = ({ match, path }: { readonly match: string; readonly path: string }): Take => ({
  kind: match === 'exact' ? 'exact' : 'segments',
  value: path,
});

/** Paths at and around those of the routes of an environment. */
export const pathsAround = ({ workloads }: EnvironmentPlan): readonly string[] => [
  ...new Set([
    '/',
    '/nowhere',
    ...workloads.flatMap(({ routes }) =>
      routes.flatMap(({ path }) => {
        const base = path.replace(/\/+$/, '');
        return [path, base || '/', `${base}/`, `${base}/x`, `${base || '/x'}-x`];
      }),
    ),
  ]),
];

interface Meant {
  readonly path: string;
  readonly service: string;
  /** In milliseconds. */
  readonly timeout: number;
  readonly attempts: number;
  readonly perTry: number | undefined;
}

/** A path with a slash at its end is the same to the component, which a rewriting may add or take. */
const said = ({ path, service, timeout, attempts, perTry }: Meant): string =>
  `${path.replace(/(?<=.)\/+$/, '')} of ${service} within ${String(timeout)} ms, ` +
  `${String(attempts)} retries of ${String(perTry)}`;

const ofVirtualService = (object: Plain): readonly Served[] =>
  listAt(object, 'spec', 'http').map((rule): Served => {
    const destination = at(rule, 'route', 0, 'destination');
    const perTry = at(rule, 'retries', 'perTryTimeout');
    const policy = {
      timeout: millisecondsIn(textAt(rule, 'timeout')),
      attempts: Number(at(rule, 'retries', 'attempts')),
      perTry: perTry === undefined ? undefined : millisecondsIn(String(perTry)),
    };
    const service = textAt(destination, 'host');
    const rewrite = at(rule, 'rewrite', 'uri');
    return {
      object,
      hosts: at(object, 'spec', 'hosts') as readonly string[],
      takes: listAt(rule, 'match').map(({ uri }) =>
        at(uri, 'exact') === undefined
          ? { kind: 'raw', value: textAt(uri, 'prefix') }
          : { kind: 'exact', value: textAt(uri, 'exact') },
      ),
      to:
        destination === undefined
          ? undefined
          : { service, port: at(destination, 'port', 'number') },
      answer: (path, taken) => {
        const status = at(rule, 'directResponse', 'status');
        if (status !== undefined) return String(status);
        if (at(rule, 'redirect') !== undefined)
          return `${textAt(rule, 'redirect', 'redirectCode')} to ${textAt(rule, 'redirect', 'uri')}`;
        const inside =
          rewrite === undefined ? path : `${String(rewrite)}${path.slice(taken.length)}`;
        return said({ path: inside, service, ...policy });
      },
      ...policy,
    };
  });

const ofHttpRoute = (object: Plain): readonly Served[] =>
  listAt(object, 'spec', 'rules').map((rule): Served => {
    const policy = {
      timeout: millisecondsIn(textAt(rule, 'timeouts', 'request')),
      attempts: 0,
      perTry: undefined,
    };
    const backend = at(rule, 'backendRefs', 0);
    const service = textAt(backend, 'name');
    const [filter] = listAt(rule, 'filters');
    const rewrite = at(filter, 'urlRewrite', 'path');
    return {
      object,
      hosts: at(object, 'spec', 'hostnames') as readonly string[],
      takes: listAt(rule, 'matches').map(({ path }) => ({
        kind: at(path, 'type') === 'Exact' ? 'exact' : 'segments',
        value: textAt(path, 'value'),
      })),
      to: backend === undefined ? undefined : { service, port: at(backend, 'port') },
      answer: (path, taken) => {
        const redirect = at(filter, 'requestRedirect');
        if (redirect !== undefined)
          return `${textAt(redirect, 'statusCode')} to ${textAt(redirect, 'path', 'replaceFullPath')}`;
        const rest = partsOf(path).slice(partsOf(taken).length);
        const inside =
          rewrite === undefined
            ? path
            : at(rewrite, 'type') === 'ReplaceFullPath'
              ? textAt(rewrite, 'replaceFullPath')
              : `/${[...partsOf(textAt(rewrite, 'replacePrefixMatch')), ...rest].join('/')}`;
        return said({ path: inside, service, ...policy });
      },
      ...policy,
    };
  });

/**
 * Without a word ingress-nginx tries three times and waits a minute;
 * another controller is only ever asked for what is usual.
 */
function ofIngress(object: Plain): readonly Served[] {
  const annotation = (key: string): string | undefined =>
    at(object, 'metadata', 'annotations', `nginx.ingress.kubernetes.io/${key}`) as
      | string
      | undefined;
  const isNginx = textAt(object, 'spec', 'ingressClassName').split('-').includes('nginx');
  const silence = Number(annotation('proxy-read-timeout') ?? (isNginx ? 60 : 30)) * 1000;
  // A path that is denied asks nobody, so nothing is tried again.
  const isDenied = annotation('denylist-source-range') === '0.0.0.0/0,::/0' && isNginx;
  const tries =
    annotation('proxy-next-upstream') === 'off' || !isNginx || isDenied
      ? 1
      : Number(annotation('proxy-next-upstream-tries') ?? 3);
  const [timeout, perTry] =
    tries === 1
      ? [silence, undefined]
      : [Number(annotation('proxy-next-upstream-timeout') ?? 0) * 1000, silence];
  const policy = { timeout, attempts: tries - 1, perTry };
  return listAt(object, 'spec', 'rules').flatMap((rule) =>
    listAt(rule, 'http', 'paths').map((entry): Served => {
      const service = textAt(entry, 'backend', 'service', 'name');
      return {
        object,
        hosts: [textAt(rule, 'host')],
        takes: [
          {
            kind: textAt(entry, 'pathType') === 'Exact' ? 'exact' : 'segments',
            value: textAt(entry, 'path'),
          },
        ],
        to: { service, port: at(entry, 'backend', 'service', 'port', 'number') },
        answer: (path) => (isDenied ? '403' : said({ path, service, ...policy })),
        ...policy,
      };
    }),
  );
}

/** `1h30m` in milliseconds. */
const millisecondsIn = (duration: string): number =>
  [...duration.matchAll(/(\d+)(ms|s|m|h)/g)].reduce(
    (sum, [, amount, unit = '']) =>
      sum + Number(amount) * ({ ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit] ?? 0),
    0,
  );
