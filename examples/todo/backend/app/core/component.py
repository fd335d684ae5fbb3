from collections.abc import Sequence
from dataclasses import dataclass

from app.core.stores.store import Store


@dataclass(frozen=True)
class StoreInput:
    """A store of a component; `name` is what the readiness answer calls it."""

    name: str
    kind: type[Store]
    variable: str
    """Environment variable that holds its URL."""
    critical: bool
    """Without it no request can be answered: the pod gets no traffic."""

    def at(self, url: str, client_name: str) -> Store:
        return self.kind(name=self.name, critical=self.critical, url=url, client_name=client_name)


@dataclass(frozen=True)
class Component:
    """One thing that runs: what it is called, where it answers, what it needs."""

    name: str
    port: int
    """Where it listens unless the variable PORT says otherwise."""
    live: str
    ready: str
    stores: Sequence[StoreInput] = ()
    metrics: str | None = None
    """Where Prometheus asks."""
