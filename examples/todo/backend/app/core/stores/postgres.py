import logging
from typing import Any

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from app.core.stores.store import Store

# It would log on each attempt what readiness reports anyway.
logging.getLogger("psycopg.pool").setLevel(logging.ERROR)


class Postgres(Store):
    """A connection pool for one database."""

    schemes = ("postgres", "postgresql")
    pool: AsyncConnectionPool[AsyncConnection[tuple[Any, ...]]]

    async def open(self) -> None:
        options = {"connect_timeout": 3, "application_name": self.client_name}
        # Give up early on connecting: the next request tries again without a long pause.
        self.pool = AsyncConnectionPool(self.url, kwargs=options, min_size=1, max_size=10, timeout=3, reconnect_timeout=10, open=False)
        await self.pool.open(wait=False)

    async def check(self) -> None:
        async with self.pool.connection() as connection:
            await connection.execute("SELECT 1")

    async def close(self) -> None:
        await self.pool.close(timeout=2)
