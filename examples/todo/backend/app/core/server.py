import asyncio
import logging
import math
import os
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType

import uvicorn
from fastapi import APIRouter
from starlette.types import ASGIApp

from app.core.component import Component
from app.core.logs import start_logging
from app.core.settings import Settings, SettingsError
from app.core.telemetry import start_telemetry, stop_telemetry
from app.core.web import build_web

logger = logging.getLogger(__name__)


def run(component: Component, router: APIRouter) -> None:
    """Runs a component until SIGTERM or SIGINT."""
    settings = settings_or_exit(component)
    start_logging(settings.log_level, {"service": component.name, "version": settings.version, **settings.pod})
    telemetry = start_telemetry(component.name, os.environ)
    stores = [store.at(settings.urls[store.variable], component.name) for store in component.stores]

    def web(is_draining: Callable[[], bool]) -> ASGIApp:
        return build_web(component, router, version=settings.version, dependencies=stores, is_draining=is_draining)

    Server(settings, web).run()
    stop_telemetry(telemetry)
    logger.info("stopped")


class Server(uvicorn.Server):
    """Shuts down without dropping requests.

    Kubernetes sends SIGTERM while proxies still route here, so it keeps serving for the delay, while readiness
    answers 503, and then closes. A second signal skips the delay.
    """

    def __init__(self, settings: Settings, web: Callable[[Callable[[], bool]], ASGIApp]) -> None:
        config = uvicorn.Config(
            web(lambda: self.draining),
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            # Longer than proxies keep idle connections, so no request hits a connection that was just closed.
            timeout_keep_alive=75,
            timeout_graceful_shutdown=math.ceil(settings.shutdown_timeout),
        )
        super().__init__(config)
        self.delay = settings.shutdown_delay
        self.draining = False

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.loop = asyncio.get_running_loop()
        if self.started:
            logger.info("ready", extra={"port": self.config.port})

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self.draining or not self.started:
            self.should_exit = True
        else:
            self.draining = True
            self.loop.call_soon_threadsafe(self.drain, sig)

    def drain(self, sig: int) -> None:
        logger.info("shutting down", extra={"signal": signal.Signals(sig).name})
        self.loop.call_later(self.delay, self.stop)

    def stop(self) -> None:
        self.should_exit = True


def settings_or_exit(component: Component) -> Settings:
    try:
        return Settings.parse(os.environ, component)
    except SettingsError as problem:
        print(problem, file=sys.stderr)
        sys.exit(2)
