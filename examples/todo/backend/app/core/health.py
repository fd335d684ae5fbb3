import asyncio
import logging
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Literal, Protocol, TypedDict

logger = logging.getLogger(__name__)
started = time.monotonic()


class Dependency(Protocol):
    """A dependency of the service, and how to check it."""

    @property
    def name(self) -> str: ...

    @property
    def critical(self) -> bool:
        """If true, the pod gets no traffic while the dependency is down."""

    async def check(self) -> object:
        """Returns if the dependency responds, raises if not."""


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
    """Checks all dependencies concurrently; one that does not respond in time counts as unhealthy."""
    checks = await asyncio.gather(*(check_of(dependency, seconds) for dependency in dependencies))
    return answer(status_of(checks), version, checks)


def draining(version: str) -> Readiness:
    """The response of a pod that is shutting down, so it gets no new requests."""
    return answer("unhealthy", version, [])


def status_of(checks: Iterable[CheckResult]) -> Literal["ok", "degraded", "unhealthy"]:
    """`unhealthy` if a critical dependency fails, `degraded` if another one does."""
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
        # The public response contains no reason.
        logger.warning("health check failed", extra={"check": dependency.name, "reason": repr(reason)})
    latency = round((time.perf_counter() - start) * 1000)
    return {"name": dependency.name, "status": status, "latencyMs": latency, "critical": dependency.critical}
