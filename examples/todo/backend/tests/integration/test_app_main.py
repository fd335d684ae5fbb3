import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import pytest

from app.core.health import Dependency
from app.core.web import build_web
from app.main import component, router

pytestmark = pytest.mark.anyio

# Nothing listens on port 1: the real clients, and a store that is down.
STORES = [store.at(f"{store.kind.schemes[0]}://127.0.0.1:1", component.name) for store in component.stores]


@dataclass(frozen=True)
class Fake:
    name: str = "database"
    critical: bool = True
    up: bool = True

    async def check(self) -> None:
        if not self.up:
            raise ConnectionError("down")


@asynccontextmanager
async def client_of(*dependencies: Dependency, draining: bool = False) -> AsyncIterator[httpx.AsyncClient]:
    web = build_web(component, router, version="1.0.0", dependencies=dependencies, is_draining=lambda: draining)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(web), base_url="http://test") as client:
        yield client


async def test_liveness_checks_no_dependency() -> None:
    async with client_of(Fake(up=False)) as client:
        assert (await client.get(component.live)).status_code == 200


async def test_readiness_matches_the_contract() -> None:
    async with client_of(Fake()) as client:
        response = await client.get(component.ready)
    answer = response.json()
    assert response.status_code == 200
    assert sorted(answer) == ["checks", "status", "timestamp", "uptime", "version"]
    assert (answer["status"], answer["version"]) == ("ok", "1.0.0")
    assert answer["checks"] == [{"name": "database", "status": "healthy", "latencyMs": answer["checks"][0]["latencyMs"], "critical": True}]


async def test_a_critical_dependency_that_is_down_takes_the_pod_out_of_traffic() -> None:
    async with client_of(Fake(up=False)) as client:
        response = await client.get(component.ready)
    assert (response.status_code, response.json()["status"]) == (503, "unhealthy")


async def test_a_non_critical_dependency_that_is_down_keeps_the_pod_in_traffic() -> None:
    async with client_of(Fake("cache", critical=False, up=False)) as client:
        response = await client.get(component.ready)
    assert (response.status_code, response.json()["status"]) == (200, "degraded")


async def test_while_draining_readiness_answers_503_and_requests_are_still_served() -> None:
    async with client_of(draining=True) as client:
        assert (await client.get(component.ready)).status_code == 503
        response = await client.get("/")
    assert (response.status_code, response.headers["connection"]) == (200, "close")


async def test_the_real_stores_are_checked() -> None:
    for store in STORES:
        await store.open()
    try:
        async with client_of(*STORES) as client:
            response = await client.get(component.ready)
    finally:
        await asyncio.gather(*(store.close() for store in STORES))
    assert response.status_code == (503 if any(store.critical for store in STORES) else 200)
    assert [(check["name"], check["status"]) for check in response.json()["checks"]] == [(store.name, "unhealthy") for store in STORES]
