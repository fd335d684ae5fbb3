import io
import json
import logging
from collections.abc import Iterator

import pytest
from opentelemetry.sdk.trace import TracerProvider

from app.core.logs import start_logging

logger = logging.getLogger("test")


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    root = logging.getLogger()
    before = root.handlers[:]
    start_logging(logging.INFO, {"service": "orders", "pod": "orders-0"}, stream)
    yield stream
    root.handlers[:] = before


def test_a_line_is_json_with_pod_metadata(lines: io.StringIO) -> None:
    logger.warning("two\nlines of %s", "text", extra={"status": 503})
    line = json.loads(lines.getvalue())
    assert {"level": "warn", "service": "orders", "pod": "orders-0", "msg": "two\nlines of text", "status": 503}.items() <= line.items()
    assert lines.getvalue().count("\n") == 1


def test_a_line_inside_a_trace_contains_its_id(lines: io.StringIO) -> None:
    with TracerProvider().get_tracer("test").start_as_current_span("request") as span:
        logger.info("inside")
    assert json.loads(lines.getvalue())["trace_id"] == f"{span.get_span_context().trace_id:032x}"


def test_an_exception_is_one_line_too(lines: io.StringIO) -> None:
    try:
        raise ValueError("broken")
    except ValueError:
        logger.exception("failed")
    assert "ValueError: broken" in json.loads(lines.getvalue())["err"]
