import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from app.core.component import Component

LOG_LEVELS = {"debug": 10, "info": 20, "warn": 30, "warning": 30, "error": 40, "fatal": 50}
POD_VARIABLES = {"pod": "K8S_POD_NAME", "namespace": "K8S_NAMESPACE", "node": "K8S_NODE_NAME", "deployment": "K8S_DEPLOYMENT_NAME"}


class SettingsError(Exception):
    """Lists every missing or invalid variable, and never prints a value."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings from environment variables, validated and complete."""

    host: str
    port: int
    log_level: int
    version: str
    """Set in the image by the build argument APP_VERSION."""
    shutdown_delay: float
    """Seconds to keep serving requests after SIGTERM, until every proxy has removed this pod; the deployment sets it."""
    shutdown_timeout: float
    """Seconds that closing may take afterwards."""
    pod: Mapping[str, str]
    """Pod metadata from the downward API; empty outside Kubernetes."""
    urls: Mapping[str, str] = field(repr=False)
    """URL of each data store, by variable."""

    @classmethod
    def parse(cls, env: Mapping[str, str], component: Component) -> Self:
        """Reads environment variables. Raises one SettingsError that lists every problem."""
        problems: list[str] = []

        def number(name: str, default: int, most: int) -> int:
            value = env.get(name, "")
            if value == "":
                return default
            if re.fullmatch(r"[0-9]+", value) and int(value) <= most:
                return int(value)
            problems.append(f"{name}: must be a whole number from 0 to {most}")
            return default

        def url(name: str, schemes: tuple[str, ...]) -> str:
            value = env.get(name, "")
            if value == "":
                problems.append(f"{name}: required")
            elif not value.startswith(tuple(f"{scheme}://" for scheme in schemes)):
                problems.append(f"{name}: must start with " + " or ".join(f"{scheme}://" for scheme in schemes))
            return value

        level = env.get("LOG_LEVEL") or "info"
        if level not in LOG_LEVELS:
            problems.append(f"LOG_LEVEL: must be one of {', '.join(LOG_LEVELS)}")

        settings = cls(
            host=env.get("HOST") or "0.0.0.0",
            port=number("PORT", component.port, 65_535),
            log_level=LOG_LEVELS.get(level, 20),
            version=env.get("APP_VERSION") or "development",
            shutdown_delay=number("SHUTDOWN_DELAY_MS", 0, 300_000) / 1000,
            shutdown_timeout=number("SHUTDOWN_TIMEOUT_MS", 10_000, 300_000) / 1000,
            pod=pod_of(env),
            urls={store.variable: url(store.variable, store.kind.schemes) for store in component.stores},
        )
        if problems:
            raise SettingsError(f"invalid environment, {len(problems)} problem(s):\n  " + "\n  ".join(problems))
        return settings


def pod_of(env: Mapping[str, str]) -> dict[str, str]:
    return {name: env[variable] for name, variable in POD_VARIABLES.items() if env.get(variable)}
