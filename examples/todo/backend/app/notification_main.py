"""todo-app-notification: its dependencies and its routes."""

import logging

from fastapi import APIRouter, Request

from app.core.component import Component
from app.core.server import run

component = Component(
    name="todo-app-notification",
    port=8002,
    live="/health/live",
    ready="/health/ready",
    metrics="/metrics",
)
router = APIRouter()
logger = logging.getLogger(__name__)


@router.get("/")
async def index(request: Request) -> dict[str, str]:
    return {"service": component.name, "version": request.app.version}


@router.post("/events/notifications", status_code=204)
async def take_notifications(request: Request) -> None:
    """Receives events of notifications. Dapr redelivers an event if this fails, so it must be idempotent."""
    event = await request.json()
    logger.info("an event was taken", extra={"topic": "notifications", "event": event["id"]})


if __name__ == "__main__":
    run(component, router)
