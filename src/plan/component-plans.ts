import { milliseconds } from '../domain/durations.ts';
import type { Config } from '../config/config.ts';
import type { ParsedConfig } from '../config/schema/schema.ts';
import { storeOf } from '../stores/index.ts';
import { objectNameOf, storeVariableOf, usualDockerfileOf } from '../domain/names.ts';
import type { ComponentPlan, HealthCheckPlan, ImagePlan, ProbePlan } from './plan.ts';
import { registryPlan } from './registry/index.ts';
import { runtimeDecisions } from './runtime/index.ts';
import { ownOf } from '../domain/own.ts';

type ComponentConfig = ParsedConfig['components'][string];
type ProbeConfig = ComponentConfig['health']['live'];

/** What is built once: the same in every environment. */
export function componentPlans(config: Config): ComponentPlan[] {
  const entries = Object.entries(config.components);
  return entries.map(([name, component]) => {
    const objectName = component.objectName ?? objectNameOf(config.name, name, entries.length);
    return {
      name,
      objectName,
      image: imagePlan(config, component, objectName),
      ...runtimeDecisions(component.runtime, { name, build: component.build }),
      port: component.port,
      user: component.user,
      live: probePlan(component.health.live),
      ready: probePlan(component.health.ready),
      startup: startupPlan(component),
      metrics: component.metrics,
      checks: checkPlans(config, component),
      scripts: component.checks,
    };
  });
}

function imagePlan(
  config: Config,
  { build: { context, dockerfile } }: ComponentConfig,
  objectName: string,
): ImagePlan {
  return {
    repository: `${registryPlan(config).prefix}/${objectName}`,
    context,
    dockerfile: dockerfile ?? usualDockerfileOf(context),
  };
}

const secondsOf = (duration: string): number => milliseconds(duration) / 1000;

const plainProbe = { initialDelay: '1s', period: '10s', timeout: '5s', failures: 3 } as const;

function probePlan(probe: ProbeConfig): ProbePlan {
  const {
    path,
    initialDelay = '1s',
    period,
    timeout,
    failures,
  } = typeof probe === 'string' ? { ...plainProbe, path: probe } : probe;
  return {
    path,
    initialDelaySeconds: secondsOf(initialDelay),
    periodSeconds: secondsOf(period),
    timeoutSeconds: secondsOf(timeout),
    failureThreshold: failures,
  };
}

/** The startup probe asks the liveness endpoint every 5 s, so that a slow start is not mistaken for a dead process. */
function startupPlan({ health: { live, startup } }: ComponentConfig): ProbePlan {
  const periodSeconds = 5;
  return {
    path: typeof live === 'string' ? live : live.path,
    initialDelaySeconds: 1,
    periodSeconds,
    timeoutSeconds: 5,
    failureThreshold: Math.ceil(secondsOf(startup) / periodSeconds),
  };
}

function checkPlans(
  { dataStores }: Config,
  { health: { checks } }: ComponentConfig,
): HealthCheckPlan[] {
  return Object.entries(checks).flatMap(([name, { store, critical }]) => {
    const used = ownOf(dataStores, store);
    return used === undefined
      ? []
      : [
          {
            name,
            driver: storeOf(used).driver(used),
            environmentVariable: used.variable ?? storeVariableOf(store),
            critical,
          },
        ];
  });
}
