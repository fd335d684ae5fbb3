from redis.asyncio import Redis as Client

from app.core.stores.store import Store


class Redis(Store):
    """Connections to Redis or Valkey, opened on demand."""

    schemes = ("redis", "rediss")
    client: Client

    async def open(self) -> None:
        self.client = Client.from_url(self.url, client_name=self.client_name, socket_connect_timeout=3, socket_timeout=3)

    async def check(self) -> object:
        return await self.client.ping()

    async def close(self) -> None:
        await self.client.aclose()
