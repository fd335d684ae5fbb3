from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import APIRouter, FastAPI
from starlette.responses import JSONResponse
from starlette.types import ASGIApp

from app.core.component import Component
from app.core.health import Dependency, draining, readiness
from app.core.metrics import Measured
from app.core.observed import Observed
from app.core.stores.store import Store


def never() -> bool:
    return False


def build_web(component: Component, router: APIRouter, *, version: str, dependencies: Sequence[Dependency], is_draining: Callable[[], bool] = never) -> ASGIApp:
    """Builds the HTTP application, ready to listen; everything external is passed in."""
    app = FastAPI(title=component.name, version=version, lifespan=opened)
    app.state.stores = {dependency.name: dependency for dependency in dependencies if isinstance(dependency, Store)}

    # Checks no dependency: a restart would not bring a database back.
    @app.get(component.live, include_in_schema=False)
    async def live() -> dict[str, str]:
        return {"status": "ok"}

    @app.get(component.ready, include_in_schema=False)
    async def ready() -> JSONResponse:
        answer = draining(version) if is_draining() else await readiness(dependencies, version=version)
        return JSONResponse(answer, 503 if answer["status"] == "unhealthy" else 200, {"cache-control": "no-store"})

    app.include_router(router)
    probes = (component.live, component.ready)
    observed = Observed(app, probes=probes, is_draining=is_draining)
    return observed if component.metrics is None else Measured(observed, path=component.metrics, probes=probes)


@asynccontextmanager
async def opened(app: FastAPI) -> AsyncIterator[None]:
    """Opens the stores before the first request and closes them after the last."""
    async with AsyncExitStack() as stack:
        for store in app.state.stores.values():
            await store.open()
            stack.push_async_callback(store.close)
        yield
