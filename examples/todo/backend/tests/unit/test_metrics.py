import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from app.core.metrics import Measured

pytestmark = pytest.mark.anyio


async def broken(_request: Request) -> PlainTextResponse:
    raise RuntimeError("broken")


async def fine(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("fine")


async def test_requests_are_counted_by_status_and_probes_are_not() -> None:
    app = Starlette(routes=[Route("/", fine), Route("/broken", broken), Route("/live", fine)])
    web = Measured(app, path="/metrics", probes=["/live"])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(web, raise_app_exceptions=False), base_url="http://test") as client:
        for path in ("/", "/broken", "/?a=b", "/live"):
            await client.get(path)
        text = (await client.get("/metrics")).text
    assert 'http_requests_total{method="GET",status="200"} 2.0' in text
    assert 'http_requests_total{method="GET",status="500"} 1.0' in text
    assert 'http_request_duration_seconds_bucket{le="+Inf",method="GET",status="200"} 2.0' in text
