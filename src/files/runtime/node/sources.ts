import type { FileSpec } from '../../../render/spec.ts';
import type { TextValues } from '../../../render/text.ts';
import { sharedTemplates, variablesOf } from '../on-node/sources.ts';
import type { StarterInput } from '../on-node/starter-input.ts';
import { fileOf, type StarterTemplate } from '../starter/template.ts';

/** What lets Node run the sources as they are, on the machine of a developer. */
export const runsTypeScript = 'scripts/typescript.mjs';

/** The application and its tests, in TypeScript. */
export const sources = (input: StarterInput): readonly FileSpec[] =>
  templatesOf(input).map((template) => fileOf(input.context, template));

/** Which template makes which file of the application. */
export function templatesOf(input: StarterInput): readonly StarterTemplate[] {
  const { service, livePath, readyPath, metricsPath, checks, topics } = input;
  return [
    same(runsTypeScript),
    same('src/index.ts'),
    same('src/server.ts'),
    same('src/app.ts', { service, topics, metricsPath }),
    ...(topics.length === 0
      ? []
      : [
          same('src/events.ts', { topics }),
          same('test/integration/events.test.ts', {
            variables: variablesOf(checks),
            paths: topics.map((topic) => `'/events/${topic}'`).join(', '),
          }),
        ]),
    same('src/telemetry.ts', { service, livePath, readyPath }),
    same('src/shutdown.ts'),
    same('src/health/routes.ts', { livePath, readyPath }),
    ...sharedTemplates(input, 'NodeJS.ProcessEnv'),
    same('test/unit/shutdown.test.ts'),
    same('test/integration/app.test.ts', { livePath, readyPath, variables: variablesOf(checks) }),
  ];
}

const same = (path: string, values: TextValues = {}): StarterTemplate => ({
  path,
  template: `starter/node/${path}`,
  values,
});
