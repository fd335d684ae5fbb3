import { setTimeout as sleep } from 'node:timers/promises';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

export interface Telemetry {
  readonly stop: () => Promise<void>;
}

/** Traces each request. Spans are exported only if OTEL_EXPORTER_OTLP_ENDPOINT is set; logs always contain trace ids. */
export function startTelemetry(env: NodeJS.ProcessEnv): Telemetry {
  const exported = Boolean(env.OTEL_EXPORTER_OTLP_ENDPOINT ?? env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT);
  const provider = new NodeTracerProvider({
    resource: resourceOf(env),
    spanProcessors: exported ? [new BatchSpanProcessor(new OTLPTraceExporter())] : [],
  });
  provider.register();
  registerInstrumentations({
    tracerProvider: provider,
    instrumentations: [new HttpInstrumentation({ ignoreIncomingRequestHook: ({ url }) => url === '/health/live' || url === '/health/ready' })],
  });
  // A collector that does not respond must not delay the exit of the process.
  return { stop: () => Promise.race([provider.shutdown(), sleep(2000)]) };
}

function resourceOf(env: NodeJS.ProcessEnv) {
  const attributes = {
    'service.name': 'orders',
    'service.version': env.APP_VERSION,
    'k8s.pod.name': env.K8S_POD_NAME,
    'k8s.namespace.name': env.K8S_NAMESPACE,
    'k8s.node.name': env.K8S_NODE_NAME,
    'k8s.deployment.name': env.K8S_DEPLOYMENT_NAME,
  };
  const known = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined && value !== ''));
  // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last and take precedence.
  return defaultResource().merge(resourceFromAttributes(known)).merge(detectResources({ detectors: [envDetector] }));
}
