from collections.abc import Sequence
from dataclasses import dataclass

from app.core.stores.store import Store


@dataclass(frozen=True)
class StoreInput:
    """A data store of a component; `name` is its name in the readiness response."""

    name: str
    kind: type[Store]
    variable: str
    """Environment variable that contains its URL."""
    critical: bool
    """If true, the pod gets no traffic while the store is down."""

    def at(self, url: str, client_name: str) -> Store:
        return self.kind(name=self.name, critical=self.critical, url=url, client_name=client_name)


@dataclass(frozen=True)
class Component:
    """A component: its name, where it listens, and its dependencies."""

    name: str
    port: int
    """The default port; the variable PORT overrides it."""
    live: str
    ready: str
    stores: Sequence[StoreInput] = ()
    metrics: str | None = None
    """The path that Prometheus scrapes."""
