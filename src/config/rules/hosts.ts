import type { Issue } from '../../domain/issue.ts';
import { variablesIn } from '../../domain/names.ts';
import { repeatsOf } from '../../domain/repeats.ts';
import type { EnvironmentConfig } from '../config.ts';
import {
  allHosts,
  alikeHosts,
  hostIn,
  isLabel,
  routesOf,
  usualHostsAt,
  writtenHosts,
} from '../hosts.ts';
import { backEndOf } from './back-ends.ts';
import type { EnvironmentRule, Rule } from './rule.ts';

/** Complaints about a variable of CI in any host or domain of an environment. */
export function aboutVariables(
  environment: EnvironmentConfig,
  complain: (variable: string) => readonly string[],
): readonly Issue[] {
  const { name, hosts, domain } = environment;
  return [
    ...hosts.map((text, index) => ({ text, at: `${usualHostsAt(environment)}.${index}` })),
    ...(domain === undefined ? [] : [{ text: domain, at: `environments.${name}.domain` }]),
    ...writtenHosts(environment),
  ].flatMap(({ text, at }) =>
    variablesIn(text).flatMap((variable) =>
      complain(variable).map((message) => ({ path: at, message })),
    ),
  );
}

const labelsHaveDomain: EnvironmentRule = (environment) =>
  environment.domain !== undefined
    ? []
    : writtenHosts(environment)
        .filter(({ text }) => isLabel(text))
        .map(({ text, at }) => ({
          path: at,
          message: `"${text}" is no host: set environments.${environment.name}.domain, or write it in full`,
        }));

/** A domain may complete a label to more than DNS takes (RFC 1035, 2.3.4). */
const hostsAreShort: EnvironmentRule = (environment) =>
  writtenHosts(environment).flatMap(({ text, at }) => {
    const host = hostIn(environment, text);
    return host.length <= 253
      ? []
      : [
          {
            path: at,
            message:
              `"${host}" has ${host.length} characters, and a host name at most 253: ` +
              'use a shorter domain or label',
          },
        ];
  });

const hostsAreRouted: EnvironmentRule = (environment) =>
  allHosts(environment).length === 0 || backEndOf(environment.here.routing) !== undefined
    ? []
    : [
        {
          path:
            environment.hosts.length > 0
              ? usualHostsAt(environment)
              : (writtenHosts(environment)[0]?.at ?? usualHostsAt(environment)),
          message:
            'hosts require routing: set, for example, ' +
            '{ kind: "istio", gateway: "istio-system/public" }, ' +
            '{ kind: "gateway-api", gateway: "gateways/public" } or { kind: "ingress" }',
        },
      ];

const hostsLeadSomewhere: EnvironmentRule = (environment) => {
  const routes = routesOf(environment);
  return environment.hosts.every((host) => routes.some(({ hosts }) => hosts.includes(host)))
    ? []
    : [
        {
          path: usualHostsAt(environment),
          message:
            routes.length === 0
              ? 'no component has a route, so nothing would answer: ' +
                'add a route to one, such as { path: "/" }, or remove the hosts'
              : 'every route is on a host of its own or of its component, so nothing would answer ' +
                'here: remove these hosts, or the "hosts" of a component',
        },
      ];
};

const componentHostsLeadSomewhere: EnvironmentRule = ({ here }) =>
  Object.entries(here.components)
    .filter(
      ([, { hosts = [], routes }]) =>
        hosts.length > 0 && routes.every(({ host }) => host !== undefined),
    )
    .map(([key]) => ({
      path: `components.${key}.hosts`,
      message:
        'no route of this component is on them, so nothing would answer: ' +
        'add one without a host, such as { path: "/" }, or remove the hosts',
    }));

const hostsOfComponentDiffer: EnvironmentRule = (environment) =>
  Object.entries(environment.here.components).flatMap(([key, { hosts = [] }]) =>
    repeatsOf(
      hosts.map((host, index) => ({ host: hostIn(environment, host), index })),
      ({ host }) => [host],
    ).map(([{ index }, host]) => ({
      path: `components.${key}.hosts.${index}`,
      message: `host "${host}" is listed twice`,
    })),
  );

/** Hosts whose routes the back-end orders by itself only within one object. */
const hostsAreInOneNamespace: EnvironmentRule = (environment) => {
  const reason = backEndOf(environment.here.routing)?.againstNamespaces;
  if (reason === undefined) return [];
  return alikeHosts(environment, routesOf(environment)).flatMap(({ hosts, routes }) => {
    const [one, ...others] = routes;
    const other = others.find(({ namespace }) => namespace !== one?.namespace);
    return one === undefined || other === undefined || hosts.length === 0
      ? []
      : [
          {
            path: other.hostsAt,
            message: `${reason}: put ${one.key} and ${other.key} into one namespace`,
          },
        ];
  });
};

/** Each host belongs to one environment. */
export const hostsDiffer: Rule = ({ environments }) => [
  ...environments.flatMap((environment) =>
    repeatsOf(environment.hosts, (host) => [host]).map(([host]) => ({
      path: usualHostsAt(environment),
      message: `host "${host}" is listed twice`,
    })),
  ),
  ...repeatsOf(environments, allHosts).map(([environment, host, first]) => {
    const written = writtenHosts(environment).find(
      ({ text }) => hostIn(environment, text) === host,
    );
    const isUsual = written === undefined || environment.hosts.includes(host);
    return {
      path: isUsual ? usualHostsAt(environment) : written.at,
      message:
        `host "${host}" belongs to environments.${first.name} already: give each environment its own ` +
        `hosts${isUsual ? '' : ', by a label that its domain completes, or by overrides'}`,
    };
  }),
];

/** Rules about the hosts that routes are on. */
export const hostRules: readonly EnvironmentRule[] = [
  labelsHaveDomain,
  hostsAreShort,
  hostsAreRouted,
  hostsLeadSomewhere,
  componentHostsLeadSomewhere,
  hostsOfComponentDiffer,
  hostsAreInOneNamespace,
];
