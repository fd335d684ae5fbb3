import { uses, type ActionName } from '../../src/files/workflows/actions.ts';
import { Commented, type Value } from '../../src/render/spec.ts';
import { yamlOf } from '../../src/render/yaml.ts';

/** An object of a workflow: a job, a step, a trigger. */
export type Mapping = { readonly [key: string]: Value | undefined };

/** A workflow of this repository. */
export interface Workflow {
  readonly name: string;
  readonly on: Mapping;
  readonly concurrency: Mapping;
  readonly jobs: Readonly<Record<string, Mapping>>;
}

/** The text of a workflow: no job may do anything that it does not ask for. */
export const workflowText = ({ name, on, concurrency, jobs }: Workflow): string =>
  yamlOf([
    new Commented(
      { name, on, permissions: {}, concurrency, defaults: { run: { shell: 'bash' } }, jobs },
      { before: 'Managed by projenrc/workflows: change it there, then run "npx projen".' },
    ),
  ]);

/** What a job may do with its token, each with the reason. */
export const permissions = (
  wanted: Readonly<Record<string, readonly ['read' | 'write', string]>>,
): Mapping =>
  Object.fromEntries(
    Object.entries(wanted).map(([scope, [level, reason]]) => [
      scope,
      new Commented(level, { after: reason }),
    ]),
  );

/** The permission of a job that only looks at the sources. */
export const readSources = permissions({ contents: ['read', 'to check out the sources'] });

/** A step that runs commands. */
export const run = (name: string, script: string, more: Mapping = {}): Mapping => ({
  name,
  ...more,
  run: script.includes('\n') ? `set -euo pipefail\n${script.trim()}\n` : script,
});

/** A step that uses a pinned action. */
export const action = (name: string, used: ActionName, inputs: Mapping): Mapping => ({
  name,
  uses: uses(used),
  with: inputs,
});

/** A checkout that leaves no token on the disk. */
export const checkout = (inputs: Mapping = {}): Mapping =>
  action('Check out', 'actions/checkout', { 'persist-credentials': false, ...inputs });

/** Node.js without a cache, so that nothing of an earlier run reaches this one. */
export const setUpNode = (version: string | number = 24): Mapping =>
  action('Set up Node.js', 'actions/setup-node', {
    'node-version': version,
    'package-manager-cache': false,
  });

/** An expression: `${{ … }}`. */
export const expression = (text: string): string => `\${{ ${text} }}`;
