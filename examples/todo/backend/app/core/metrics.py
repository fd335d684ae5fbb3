import time
from collections.abc import Collection

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REGISTRY = CollectorRegistry()
PROCESS = ProcessCollector(registry=REGISTRY)
REQUESTS = Counter("http_requests_total", "Requests that were answered", ["method", "status"], registry=REGISTRY)
DURATION = Histogram("http_request_duration_seconds", "Time until a request was answered", ["method", "status"], registry=REGISTRY)


class Measured:
    """An ASGI application that counts its requests and serves metrics to Prometheus; does not count probes."""

    def __init__(self, app: ASGIApp, *, path: str, probes: Collection[str]) -> None:
        self.app = app
        self.path = path
        self.probes = probes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in self.probes:
            await self.app(scope, receive, send)
        elif scope["path"] == self.path:
            await Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)(scope, receive, send)
        else:
            await self.measured(scope, receive, send)

    async def measured(self, scope: Scope, receive: Receive, send: Send) -> None:
        status = 500
        start = time.perf_counter()

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            labels = (scope["method"], str(status))
            REQUESTS.labels(*labels).inc()
            DURATION.labels(*labels).observe(time.perf_counter() - start)
