import type { Invariant } from './invariants.ts';
import {
  at,
  listAt,
  nameOf,
  ofKind,
  selects,
  shown,
  textAt,
  type Model,
  type Plain,
} from './model.ts';

/** How many pods a Deployment may have. */
export function mostPods(model: Model, owner: unknown): number {
  const scaler = ofKind(model, 'HorizontalPodAutoscaler').find(
    (found) =>
      textAt(found, 'spec', 'scaleTargetRef', 'name') === textAt(owner, 'metadata', 'name'),
  );
  return Number(
    scaler === undefined ? at(owner, 'spec', 'replicas') : at(scaler, 'spec', 'maxReplicas'),
  );
}

/** Exactly one says how many pods there are: replicas, or an autoscaler. */
export const oneOwnerOfPods: Invariant = (model) =>
  ofKind(model, 'Deployment').flatMap((owner) => {
    const scalers = ofKind(model, 'HorizontalPodAutoscaler').filter(
      (found) => textAt(found, 'spec', 'scaleTargetRef', 'name') === nameOf(owner),
    );
    const owners = scalers.length + (at(owner, 'spec', 'replicas') === undefined ? 0 : 1);
    return owners === 1 ? [] : [`${owners} say how many pods ${shown(owner)} has (W01)`];
  });

/** An autoscaler has a target, and measures what its pods request. */
export const autoscalersWork: Invariant = (model) =>
  ofKind(model, 'HorizontalPodAutoscaler').flatMap((scaler) => {
    const { apiVersion, kind, name } = at(scaler, 'spec', 'scaleTargetRef') as Plain;
    const target = model.objects.find(
      (object) =>
        object['apiVersion'] === apiVersion && object['kind'] === kind && nameOf(object) === name,
    );
    if (target === undefined)
      return [`${shown(scaler)} scales ${String(kind)}/${String(name)}, which is not there (R10)`];
    const metrics = listAt(scaler, 'spec', 'metrics').map((metric) => ({
      type: textAt(metric, 'type'),
      container: textAt(metric, 'containerResource', 'container'),
      name: textAt(metric, 'containerResource', 'name') || textAt(metric, 'resource', 'name'),
    }));
    const measured = metrics.map(({ name }) => name);
    const containers = listAt(target, 'spec', 'template', 'spec', 'containers');
    const hasSidecar =
      at(target, 'spec', 'template', 'metadata', 'annotations', 'dapr.io/enabled') === 'true';
    const [least, most] = ['minReplicas', 'maxReplicas'].map((side) =>
      Number(at(scaler, 'spec', side)),
    );
    return [
      ...measured
        .filter((resource) =>
          containers.some(
            (container) => at(container, 'resources', 'requests', resource) === undefined,
          ),
        )
        .map(
          (resource) =>
            `${shown(scaler)} measures ${resource}, which its pods do not request (W02)`,
        ),
      ...metrics
        .filter(({ type, container }) =>
          hasSidecar
            ? type !== 'ContainerResource' || containers.every(({ name }) => name !== container)
            : type !== 'Resource',
        )
        .map(
          ({ name }) =>
            `${shown(scaler)} measures the ${name} of something else than its component`,
        ),
      ...(measured.includes('cpu') ? [] : [`${shown(scaler)} does not look at the CPU`]),
      ...((least ?? 0) >= 1 && (least ?? 0) <= (most ?? 0)
        ? []
        : [`${shown(scaler)} has less at most than at least`]),
    ];
  });

/** Whoever answers Prometheus is asked, and Prometheus finds what asks. */
export const monitorsSee: Invariant = (model) => {
  const { monitoring, workloads } = model.environment;
  const labels = monitoring.kind === 'none' ? {} : monitoring.labels;
  const seen = ofKind(model, 'ServiceMonitor').flatMap((monitor) => {
    const services = ofKind(model, 'Service').filter((service) =>
      selects(at(monitor, 'spec', 'selector', 'matchLabels'), at(service, 'metadata', 'labels')),
    );
    const [service] = services;
    const endpoint = listAt(monitor, 'spec', 'endpoints')[0];
    const isRight =
      services.length === 1 &&
      listAt(service, 'spec', 'ports').some(({ name }) => name === at(endpoint, 'port'));
    return [
      ...(isRight ? [] : [`${shown(monitor)} selects no port of one Service (P11)`]),
      ...(textAt(endpoint, 'path').startsWith('/') ? [] : [`${shown(monitor)} asks no path`]),
    ];
  });
  const found = ofKind(model, 'ServiceMonitor', 'PrometheusRule', 'AlertmanagerConfig').filter(
    (object) =>
      !selects(labels, { ...labels, ...(at(object, 'metadata', 'labels') as Plain) }) &&
      Object.keys(labels).every((key) => !key.startsWith('app.kubernetes.io/')),
  );
  const wanted =
    monitoring.kind === 'none'
      ? []
      : workloads.filter(
          ({ component }) =>
            component.metrics !== undefined &&
            !ofKind(model, 'ServiceMonitor').some(
              (monitor) => nameOf(monitor) === component.objectName,
            ),
        );
  return [
    ...seen,
    ...found.map((object) => `Prometheus does not find ${shown(object)} (P11)`),
    ...wanted.map(({ component }) => `nobody asks ${component.objectName} for its metrics`),
  ];
};

/** An alert says what happened and what to do, about this namespace and no other. */
export const alertsHelp: Invariant = (model) =>
  ofKind(model, 'PrometheusRule').flatMap((rules) =>
    listAt(rules, 'spec', 'groups').flatMap((group) =>
      listAt(group, 'rules').flatMap((rule) => {
        const name = textAt(rule, 'alert');
        const demands: readonly (readonly [string, boolean])[] = [
          [
            'says what happened',
            textAt(rule, 'annotations', 'summary') !== '' &&
              textAt(rule, 'annotations', 'description') !== '',
          ],
          ['has a severity', ['warning', 'critical'].includes(textAt(rule, 'labels', 'severity'))],
          [
            'leads to its place in the runbook',
            textAt(rule, 'annotations', 'runbook_url').endsWith(
              `/docs/runbooks/monitoring.md#${name.toLowerCase()}`,
            ),
          ],
          [
            'looks at this namespace alone',
            textAt(rule, 'expr')
              .split('{')
              .slice(1)
              .every((selector) =>
                selector.startsWith(`namespace="${model.environment.namespace}",`),
              ),
          ],
          [
            'keeps the namespace, by which it is routed',
            textAt(rule, 'expr').includes('by (namespace, '),
          ],
        ];
        return demands
          .filter(([, holds]) => !holds)
          .map(([demand]) => `it is not so that ${name} ${demand}`);
      }),
    ),
  );

/** A dashboard is JSON that Grafana takes, about the namespace that is chosen in it. */
export const dashboardsLoad: Invariant = (model) =>
  ofKind(model, 'ConfigMap')
    .filter((map) => at(map, 'metadata', 'labels', 'grafana_dashboard') !== undefined)
    .flatMap((map) =>
      Object.entries((at(map, 'data') ?? {}) as Plain).flatMap(([file, text]) => {
        const dashboard = parsed(String(text));
        const queries = listAt(dashboard, 'panels')
          .flatMap((panel) => listAt(panel, 'targets'))
          .map((target) => textAt(target, 'expr'));
        return file.endsWith('.json') &&
          textAt(dashboard, 'uid').length <= 40 &&
          queries.length > 0 &&
          queries.every((query) => query.includes('namespace="$namespace"'))
          ? []
          : [`${shown(map)} holds no dashboard of one namespace`];
      }),
    );

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
