import { startTelemetry } from './telemetry.ts';

// Tracing patches node:http, so it starts before the first module that loads it.
const telemetry = startTelemetry(process.env);
const { serve } = await import('./server.ts');

await serve(process.env, telemetry);
