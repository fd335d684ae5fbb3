import asyncio
import logging
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Literal, Protocol, TypedDict

logger = logging.getLogger(__name__)
started = time.monotonic()


class Dependency(Protocol):
    """Something the service depends on, and how to ask whether it works."""

    @property
    def name(self) -> str: ...

    @property
    def critical(self) -> bool:
        """Without it no request can be answered: the pod gets no traffic."""

    async def check(self) -> object:
        """Returns when the dependency answers, raises when it does not."""


class CheckResult(TypedDict):
    name: str
    status: Literal["healthy", "unhealthy"]
    latencyMs: int
    critical: bool


class Readiness(TypedDict):
    status: Literal["ok", "degraded", "unhealthy"]
    timestamp: str
    uptime: int
    version: str
    checks: Sequence[CheckResult]


async def readiness(dependencies: Iterable[Dependency], *, version: str, seconds: float = 3) -> Readiness:
    """Asks all dependencies at the same time; one that does not answer in time counts as unhealthy."""
    checks = await asyncio.gather(*(check_of(dependency, seconds) for dependency in dependencies))
    return answer(status_of(checks), version, checks)


def draining(version: str) -> Readiness:
    """What a pod that is about to stop answers, so that no new request is sent to it."""
    return answer("unhealthy", version, [])


def status_of(checks: Iterable[CheckResult]) -> Literal["ok", "degraded", "unhealthy"]:
    """`unhealthy` when something critical fails, `degraded` when anything else does."""
    failed = [check for check in checks if check["status"] == "unhealthy"]
    if any(check["critical"] for check in failed):
        return "unhealthy"
    return "degraded" if failed else "ok"


def answer(status: Literal["ok", "degraded", "unhealthy"], version: str, checks: Sequence[CheckResult]) -> Readiness:
    timestamp = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"status": status, "timestamp": timestamp, "uptime": int(time.monotonic() - started), "version": version, "checks": checks}


async def check_of(dependency: Dependency, seconds: float) -> CheckResult:
    start = time.perf_counter()
    status: Literal["healthy", "unhealthy"] = "healthy"
    try:
        async with asyncio.timeout(seconds):
            await dependency.check()
    except Exception as reason:
        status = "unhealthy"
        # The answer itself names no reason, it is public.
        logger.warning("health check failed", extra={"check": dependency.name, "reason": repr(reason)})
    latency = round((time.perf_counter() - start) * 1000)
    return {"name": dependency.name, "status": status, "latencyMs": latency, "critical": dependency.critical}
