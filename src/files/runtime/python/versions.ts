/** The packages of a new service in Python: exact, and all of them run on Python 3.11 to 3.14. */
export const packages = {
  web: [
    'fastapi==0.165.0',
    'opentelemetry-api==1.45.2',
    'opentelemetry-exporter-otlp-proto-http==1.45.2',
    'opentelemetry-sdk==1.45.2',
    'uvicorn==0.54.0',
  ],
  metrics: ['prometheus-client==0.26.0'],
  development: [
    'httpx==0.28.1',
    'mypy==2.4.1',
    'pip-audit==2.10.1',
    'pytest==9.2.0',
    'ruff==0.17.6',
    'watchfiles==1.3.0',
  ],
} as const;
