from abc import ABC, abstractmethod
from typing import ClassVar


class Store(ABC):
    """A dependency that holds connections. Startup does not wait for it; readiness reports when it responds."""

    schemes: ClassVar[tuple[str, ...]]
    """Valid URL schemes."""

    def __init__(self, *, name: str, critical: bool, url: str, client_name: str) -> None:
        self.name = name
        self.critical = critical
        self.url = url
        self.client_name = client_name

    @abstractmethod
    async def open(self) -> None: ...

    @abstractmethod
    async def check(self) -> object:
        """Returns if the store responds, raises if not."""

    @abstractmethod
    async def close(self) -> None: ...
