import { trace } from '@opentelemetry/api';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from './config.ts';

/** Logs JSON lines to stdout, with pod metadata and trace ids. */
export function makeLogger({ logLevel, version, pod }: Config, destination?: DestinationStream): Logger {
  return pino(
    {
      level: logLevel,
      base: { service: 'orders', version, ...pod },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: ['req.headers.authorization', 'req.headers.cookie'],
      mixin: traceIds,
    },
    destination ?? pino.destination(1),
  );
}

function traceIds(): Record<string, string> {
  const span = trace.getActiveSpan()?.spanContext();
  return span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId };
}
