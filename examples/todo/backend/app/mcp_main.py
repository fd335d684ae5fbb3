"""todo-app-mcp: its dependencies and its routes."""

from fastapi import APIRouter, Request

from app.core.component import Component
from app.core.server import run

component = Component(
    name="todo-app-mcp",
    port=8001,
    live="/health/live",
    ready="/health/ready",
)
router = APIRouter()


@router.get("/")
async def index(request: Request) -> dict[str, str]:
    return {"service": component.name, "version": request.app.version}


if __name__ == "__main__":
    run(component, router)
