import { eventWarnings } from './event-warnings.ts';
import { variablesIn } from '../domain/names.ts';
import type { EnvironmentPlan, Plan } from './plan.ts';

type Warning = (environment: EnvironmentPlan) => string | undefined;

/** What a config asks for and gets, although somebody should think about it again; each thing once. */
export const warnings = (plan: Plan): readonly string[] => [
  ...new Set([
    ...plan.environments.flatMap((environment) =>
      all.map((warning) => warning(environment)).filter((found) => found !== undefined),
    ),
    ...eventWarnings(plan),
  ]),
];

/** https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/ */
const ingressNginxIsRetired: Warning = ({ routing }) =>
  routing.kind === 'ingress' && routing.controller === 'ingress-nginx'
    ? 'ingress-nginx was retired upstream in March 2026: nobody fixes it any more, its security holes included. Plan the way to another back-end: routing { kind: "gateway-api" }, { kind: "istio" }, or { kind: "ingress" } with the IngressClass of another controller.'
    : undefined;

const redirectIsUpToTheController: Warning = ({ routing }) =>
  routing.kind === 'ingress' && routing.controller === 'other' && routing.issuer !== undefined
    ? `nothing portable sends HTTP to HTTPS: see to it that the controller of the IngressClass "${routing.className}" does.`
    : undefined;

/** CI fills what hosts name, and nothing else. */
const variableIsNotFilled: Warning = ({ name, variables, workloads }) => {
  const found = workloads.flatMap(({ component, env }) =>
    Object.entries(env).flatMap(([key, value]) =>
      variablesIn(value)
        .filter((variable) => !variables.includes(variable))
        .map((variable) => `\${${variable}} in ${key} of ${component.name}`),
    ),
  );
  return found.length === 0
    ? undefined
    : `${name}: nothing fills ${found.join(', ')}, so that pods get it as it stands: CI fills only variables that hosts name.`;
};

const all: readonly Warning[] = [
  ingressNginxIsRetired,
  redirectIsUpToTheController,
  variableIsNotFilled,
];
