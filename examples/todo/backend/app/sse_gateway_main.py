"""todo-app-sse-gateway: its dependencies and its routes."""

import logging

from fastapi import APIRouter, Request

from app.core.component import Component
from app.core.server import run

component = Component(
    name="todo-app-sse-gateway",
    port=8003,
    live="/health/live",
    ready="/health/ready",
)
router = APIRouter()
logger = logging.getLogger(__name__)


@router.get("/")
async def index(request: Request) -> dict[str, str]:
    return {"service": component.name, "version": request.app.version}


@router.post("/events/task-events", status_code=204)
async def take_task_events(request: Request) -> None:
    """Receives events of task-events. Dapr redelivers an event if this fails, so it must be idempotent."""
    event = await request.json()
    logger.info("an event was taken", extra={"topic": "task-events", "event": event["id"]})


if __name__ == "__main__":
    run(component, router)
