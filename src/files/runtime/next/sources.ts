import type { TextValues } from '../../../render/text.ts';
import type { StarterInput } from '../on-node/starter-input.ts';
import { sharedTemplates, variablesOf } from '../on-node/sources.ts';
import type { StarterTemplate } from '../starter/template.ts';

/** Which template makes which file of the application. */
export function nextTemplates(input: StarterInput): readonly StarterTemplate[] {
  const { service, description, livePath, readyPath, metricsPath, checks } = input;
  return [
    same('next.config.ts', {
      probes: probesOf({
        [livePath]: '/health/live',
        [readyPath]: '/health/ready',
        ...(metricsPath === '' ? {} : { [metricsPath]: '/metrics' }),
      }),
    }),
    same('public/robots.txt'),
    same('src/app/layout.tsx', { service, description: JSON.stringify(description) }),
    same('src/app/page.tsx'),
    same('src/app/health/live/route.ts'),
    same('src/app/health/ready/route.ts'),
    same('src/instrumentation.ts'),
    same('src/start.ts', { metricsPath }),
    ...(metricsPath === '' ? [] : [same('src/app/metrics/route.ts')]),
    same('src/drain.ts'),
    same('src/service.ts'),
    same('src/telemetry.ts', { service }),
    same('src/ui/welcome.tsx', { service }),
    // Next.js demands NODE_ENV of a NodeJS.ProcessEnv, which no test needs.
    ...sharedTemplates(input, 'Readonly<Record<string, string | undefined>>'),
    same('test/unit/drain.test.ts'),
    same('test/unit/welcome.test.tsx'),
    same('test/integration/health.test.ts', { variables: variablesOf(checks) }),
  ];
}

const same = (path: string, values: TextValues = {}): StarterTemplate => ({
  path,
  template: `starter/next/${path}`,
  values,
});

/** A path of the config may be no name of a folder, so each one that is not the usual is rewritten to it. */
const probesOf = (paths: Readonly<Record<string, string>>) =>
  Object.entries(paths)
    .map(([source, destination]) => ({ source, destination }))
    .filter(({ source, destination }) => source !== destination);
