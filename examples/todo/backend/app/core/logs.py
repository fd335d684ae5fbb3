import json
import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TextIO

from opentelemetry import trace

NAMES = {logging.WARNING: "warn", logging.CRITICAL: "fatal"}
OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


def start_logging(level: int, fields: Mapping[str, str], stream: TextIO = sys.stdout) -> None:
    """Logs JSON lines to stdout, with pod metadata and trace ids."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines(fields))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # The server of this package logs start and stop itself.
    logging.getLogger("uvicorn").setLevel(max(level, logging.WARNING))


class JsonLines(logging.Formatter):
    """Formats each record as a JSON object; `extra` becomes fields."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__()
        self.fields = fields

    def format(self, record: logging.LogRecord) -> str:
        extra = {name: value for name, value in vars(record).items() if name not in OWN}
        line = {
            "level": NAMES.get(record.levelno, record.levelname.lower()),
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            **self.fields,
            **trace_ids(),
            "logger": record.name,
            **extra,
            "msg": record.getMessage(),
        }
        if record.exc_info:
            line["err"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)


def trace_ids() -> dict[str, str]:
    span = trace.get_current_span().get_span_context()
    if not span.is_valid:
        return {}
    return {"trace_id": trace.format_trace_id(span.trace_id), "span_id": trace.format_span_id(span.span_id)}
