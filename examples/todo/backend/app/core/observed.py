import logging
import time
from collections.abc import Callable, Collection

from opentelemetry import trace
from opentelemetry.propagate import extract
from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger(__name__)
tracer = trace.get_tracer(__name__)


class Observed:
    """An ASGI application with a span and a log line per request, except for probes."""

    def __init__(self, app: ASGIApp, *, probes: Collection[str], is_draining: Callable[[], bool]) -> None:
        self.app = app
        self.probes = probes
        self.is_draining = is_draining

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answered: list[int] = []

        async def observed(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered.append(message["status"])
                if self.is_draining():
                    # Makes clients with an open connection reconnect to another pod.
                    message["headers"] = [*message.get("headers", []), (b"connection", b"close")]
            await send(message)

        if scope["path"] in self.probes:
            await self.app(scope, receive, observed)
        else:
            await self.traced(scope, receive, observed, answered)

    async def traced(self, scope: Scope, receive: Receive, send: Send, answered: list[int]) -> None:
        method, path = scope["method"], scope["path"]
        caller = extract({name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]})
        attributes = {"http.request.method": method, "url.path": path}
        start = time.perf_counter()
        with tracer.start_as_current_span(method, context=caller, kind=trace.SpanKind.SERVER, attributes=attributes) as span:
            try:
                await self.app(scope, receive, send)
            except Exception as reason:
                span.record_exception(reason)
                logger.exception("request failed", extra={"method": method, "path": path})
                if not answered:
                    raise
            status = answered[0] if answered else 499
            span.set_attribute("http.response.status_code", status)
            if status >= 500:
                span.set_status(trace.StatusCode.ERROR)
            duration = round((time.perf_counter() - start) * 1000, 1)
            logger.info("request completed", extra={"method": method, "path": path, "status": status, "durationMs": duration})
