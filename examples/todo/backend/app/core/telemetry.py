import threading
from collections.abc import Mapping

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

ATTRIBUTES = {
    "service.version": "APP_VERSION",
    "k8s.pod.name": "K8S_POD_NAME",
    "k8s.namespace.name": "K8S_NAMESPACE",
    "k8s.node.name": "K8S_NODE_NAME",
    "k8s.deployment.name": "K8S_DEPLOYMENT_NAME",
}


def start_telemetry(service: str, env: Mapping[str, str]) -> TracerProvider:
    """Exports spans only if OTEL_EXPORTER_OTLP_ENDPOINT is set; logs always contain trace ids."""
    known = {name: env[variable] for name, variable in ATTRIBUTES.items() if env.get(variable)}
    # OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last and take precedence.
    resource = Resource.create({"service.name": service, **known}).merge(OTELResourceDetector().detect())
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    if env.get("OTEL_EXPORTER_OTLP_ENDPOINT") or env.get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"):
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    return provider


def stop_telemetry(provider: TracerProvider) -> None:
    """Exports the remaining spans; a collector that does not respond must not delay the exit of the process."""
    sending = threading.Thread(target=provider.shutdown, daemon=True)
    sending.start()
    sending.join(2)
