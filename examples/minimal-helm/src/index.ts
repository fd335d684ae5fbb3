import { startTelemetry } from './telemetry.ts';

// Tracing patches node:http, so it must start before any module loads it.
const telemetry = await startTelemetry(process.env);
const { serve } = await import('./server.ts');

await serve(process.env, telemetry);
