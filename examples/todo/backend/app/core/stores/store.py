from abc import ABC, abstractmethod
from typing import ClassVar


class Store(ABC):
    """A dependency with connections of its own; opening does not wait for it, readiness tells when it answers."""

    schemes: ClassVar[tuple[str, ...]]
    """What its URL may start with."""

    def __init__(self, *, name: str, critical: bool, url: str, client_name: str) -> None:
        self.name = name
        self.critical = critical
        self.url = url
        self.client_name = client_name

    @abstractmethod
    async def open(self) -> None: ...

    @abstractmethod
    async def check(self) -> object:
        """Returns when the store answers, raises when it does not."""

    @abstractmethod
    async def close(self) -> None: ...
