import * as z from 'zod';
import { autoscaling } from './autoscaling.ts';
import { labelName, labelValue } from './labels.ts';
import { placement } from './placement.ts';
import { resources } from '../../domain/resources.ts';
import { runtime } from './runtime.ts';
import {
  cidr,
  dnsLabel,
  duration,
  hostOrLabel,
  portNumber,
  printable,
  repositoryPath,
  seconds,
  scriptName,
  secretKey,
  sentence,
  shortName,
  urlPath,
  variableName,
} from '../../domain/values.ts';

const port = z
  .int()
  .min(1024, 'use an unprivileged port, 1024 or above: the container does not run as root')
  .max(65535);

const probe = z.union([
  urlPath,
  z.strictObject({
    path: urlPath.describe('URL path of the probe'),
    initialDelay: seconds.optional().describe('Kubernetes initialDelaySeconds'),
    period: seconds.default('10s').describe('Kubernetes periodSeconds'),
    timeout: seconds.default('5s').describe('Kubernetes timeoutSeconds'),
    failures: z.int().min(1).max(100).default(3).describe('Kubernetes failureThreshold'),
  }),
]);

const health = z.strictObject({
  live: probe
    .default('/health/live')
    .describe('Liveness: is the process alive? Must not check dependencies'),
  ready: probe.default('/health/ready').describe('Readiness: can it receive traffic?'),
  startup: seconds
    .default('2m')
    .describe('Maximum startup time before Kubernetes restarts the container'),
  checks: z
    .record(
      shortName,
      z.strictObject({
        store: shortName.describe('Data store to check'),
        critical: z
          .boolean()
          .default(true)
          .describe('Whether a failure makes readiness answer 503'),
      }),
    )
    .default({})
    .describe('Dependency checks of the readiness endpoint, by name'),
});

const route = z.strictObject({
  path: urlPath.describe('URL path that it takes'),
  match: z
    .enum(['prefix', 'exact'])
    .default('prefix')
    .describe('The path and everything below it, by whole segments; or that path alone'),
  rewrite: urlPath
    .optional()
    .describe('What the component gets in place of the path; what is below a prefix stays'),
  redirect: urlPath
    .optional()
    .describe('Path of the same host that clients are sent to (302), instead of the component'),
  host: hostOrLabel
    .optional()
    .describe(
      'Host of this route alone: a name, or a label that the domain of the environment completes',
    ),
  deny: z
    .boolean()
    .default(false)
    .describe('Answer 403 at the gateway: nothing of it reaches the component'),
  timeout: duration.default('30s').describe('Timeout of the whole request, including retries'),
  retries: z
    .union([
      z.literal(0),
      z.strictObject({
        attempts: z.int().min(1).max(10).describe('Retries after the first try'),
        perTry: duration.describe('Timeout of each try'),
      }),
    ])
    .default(0)
    .describe('Retries at the gateway; 0 for streaming'),
});

const opening = {
  ports: z
    .array(portNumber)
    .min(1)
    .describe('Ports of the destination; of pods, those that their containers listen on'),
  protocol: z.enum(['TCP', 'UDP']).default('TCP').describe('Protocol of these ports'),
};

const egress = z.union([
  z.strictObject({
    cidr: cidr.describe('Destination, as a CIDR range; or else a namespace'),
    ...opening,
  }),
  z.strictObject({
    namespace: dnsLabel.describe(
      'Destination, as a namespace of the cluster; or else a CIDR range',
    ),
    pods: z
      .record(labelName, labelValue)
      .refine((labels) => Object.keys(labels).length > 0, 'name a label, or leave it out')
      // An editor has only the JSON Schema, which a refinement does not reach.
      .meta({ minProperties: 1 })
      .optional()
      .describe('Labels of the pods in that namespace (default: all of its pods)'),
    ...opening,
  }),
]);

const secretVariable = z.strictObject({
  secret: dnsLabel.describe('Name of the secret'),
  key: secretKey.describe('Key in the secret'),
  hint: sentence
    .optional()
    .describe('Prompt for the value: what it is and where to find it; never the value itself'),
});

/** One thing that runs: one image, one workload. */
export const component = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe('Deploy it; false removes it from an environment, with all references to it there'),
  runtime: runtime.prefault({ kind: 'node' }).describe('How the image is built'),
  build: z
    .strictObject({
      context: z
        .union([z.literal('.'), repositoryPath])
        .default('.')
        .describe('Build context folder'),
      dockerfile: repositoryPath.optional().describe('Dockerfile (default: <context>/Dockerfile)'),
    })
    .prefault({})
    .describe('Build context and Dockerfile, relative to the repository'),
  objectName: dnsLabel
    .optional()
    .describe('Name of its Kubernetes objects instead of the derived one'),
  namespace: dnsLabel
    .optional()
    .describe('Another namespace than that of its environment, the same key in every one'),
  port: port.default(3000).describe('HTTP port of the container'),
  health: health.prefault({}).describe('Probes and dependency checks'),
  replicas: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe('Pods (default: 1); two or more get a PodDisruptionBudget'),
  autoscaling: autoscaling
    .optional()
    .describe('Scale the number of pods with the load, instead of replicas'),
  resources: resources.prefault({}).describe('Requests and limits of the container'),
  ...placement,
  env: z
    .record(variableName, printable)
    .default({})
    .describe('Plain environment variables, kept in a ConfigMap'),
  secretEnv: z
    .union([z.array(variableName), z.record(variableName, secretVariable)])
    .default([])
    .describe('Environment variables from secrets; names only, never values'),
  routes: z
    .array(route)
    .prefault([{ path: '/' }])
    .describe('Public routes; the narrowest one gets a request'),
  hosts: z
    .array(hostOrLabel)
    .optional()
    .describe(
      'Public host names of its routes, or labels that the domain of the environment completes ' +
        '(default: the hosts of the environment)',
    ),
  stores: z.array(shortName).optional().describe('Data stores it connects to (default: all)'),
  calls: z.array(shortName).default([]).describe('Components it calls'),
  publishes: z
    .array(shortName)
    .default([])
    .describe('Messaging topics that it publishes events to'),
  subscribes: z
    .array(shortName)
    .default([])
    .describe(
      'Messaging topics whose events it receives, at POST /events/<topic>; each event goes to one of its pods',
    ),
  metrics: z
    .strictObject({ path: urlPath.default('/metrics').describe('URL path on its port') })
    .optional()
    .describe(
      'Prometheus metrics of the component: http_requests_total by status, ' +
        'http_request_duration_seconds as a histogram',
    ),
  egress: z.array(egress).default([]).describe('Other destinations that the NetworkPolicy admits'),
  user: z.int().min(10000).max(2147483647).default(65532).describe('UID and GID of the container'),
  shutdown: z
    .strictObject({
      delay: seconds
        .default('5s')
        .describe('How long to keep serving after SIGTERM, until traffic stops'),
      grace: seconds.default('40s').describe('Time after SIGTERM until Kubernetes kills the pod'),
    })
    .prefault({})
    .describe('How long to serve after SIGTERM, and when to kill the pod'),
  checks: z
    .array(scriptName)
    .default([])
    .describe(
      'Extra checks that every pull request must pass: package.json scripts; in Python `a:b` runs scripts/a_b.py',
    ),
});
