import { setTimeout as sleep } from 'node:timers/promises';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace-node';

export interface Telemetry {
  readonly stop: () => Promise<void>;
}

/** Traces each request. Spans are exported only if OTEL_EXPORTER_OTLP_ENDPOINT is set; logs always contain trace ids. */
export async function startTelemetry(env: NodeJS.ProcessEnv): Promise<Telemetry> {
  const provider = new NodeTracerProvider({
    resource: resourceOf(env),
    spanProcessors: await exportersOf(env),
  });
  provider.register();
  registerInstrumentations({
    tracerProvider: provider,
    instrumentations: [new HttpInstrumentation({ ignoreIncomingRequestHook: ({ url }) => url === '/health/live' || url === '/health/ready' })],
  });
  // A collector that does not respond must not delay the exit of the process.
  return { stop: () => Promise.race([provider.shutdown(), sleep(2000)]) };
}

/** The exporter takes a third of the time of a start, so it is loaded only where there is a collector. */
async function exportersOf(env: NodeJS.ProcessEnv): Promise<SpanProcessor[]> {
  if (!(env.OTEL_EXPORTER_OTLP_ENDPOINT ?? env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT)) return [];
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-proto');
  return [new BatchSpanProcessor(new OTLPTraceExporter())];
}

function resourceOf(env: NodeJS.ProcessEnv) {
  const attributes = {
    'service.name': 'hack-for-facts-eb-server',
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
