import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from app.core.health import readiness

pytestmark = pytest.mark.anyio


async def healthy() -> None: ...


async def failing() -> None:
    raise ConnectionError("connection refused")


async def silent() -> None:
    await asyncio.Event().wait()


@dataclass(frozen=True)
class Fake:
    name: str = "database"
    critical: bool = True
    asked: Callable[[], Awaitable[object]] = healthy

    async def check(self) -> object:
        return await self.asked()


async def status(*dependencies: Fake) -> str:
    return (await readiness(dependencies, version="1.0.0", seconds=0.05))["status"]


async def test_a_service_without_dependencies_is_ok() -> None:
    answer = await readiness([], version="1.0.0")
    assert (answer["status"], answer["version"], answer["checks"]) == ("ok", "1.0.0", [])


async def test_everything_healthy_is_ok() -> None:
    answer = await readiness([Fake(), Fake("cache", critical=False)], version="1.0.0")
    assert answer["status"] == "ok"
    assert [(check["name"], check["status"], check["critical"]) for check in answer["checks"]] == [("database", "healthy", True), ("cache", "healthy", False)]


async def test_a_failing_non_critical_dependency_degrades_the_service() -> None:
    assert await status(Fake(), Fake("cache", False, failing)) == "degraded"


async def test_a_failing_critical_dependency_makes_the_service_unhealthy() -> None:
    assert await status(Fake(asked=failing), Fake("cache", False, failing)) == "unhealthy"


async def test_a_timeout_counts_as_unhealthy() -> None:
    assert await status(Fake(asked=silent)) == "unhealthy"


async def test_dependencies_are_checked_concurrently() -> None:
    together = asyncio.Barrier(3)
    assert await status(*(Fake(name, asked=together.wait) for name in "abc")) == "ok"


async def test_the_reason_of_a_failure_is_logged_but_not_in_the_response(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        answer = await readiness([Fake(asked=failing)], version="1.0.0")
    assert "refused" in str(vars(caplog.records[0]))
    assert "refused" not in str(answer)
