import { Commented } from '../../render/spec.ts';
import type { FileSpec, Value } from '../../render/spec.ts';
import { paths } from '../../plan/paths.ts';
import { managedYaml, origin } from '../../render/file-specs.ts';
import { uses } from './actions.ts';
import type { ActionName } from './actions.ts';

/** An object of a workflow: a job, a step, a trigger. */
export type Mapping = { readonly [key: string]: Value | undefined };
/** Jobs by their id. */
export type Jobs = Readonly<Record<string, Mapping>>;

/** What a job may do with the token, each with its reason. */
export type Permissions = Readonly<
  Partial<
    Record<
      'actions' | 'contents' | 'packages' | 'pull-requests',
      readonly ['read' | 'write', string]
    >
  >
>;

interface Workflow {
  readonly name: string;
  /** What a run is called, where the workflow's name says too little. */
  readonly title?: string | undefined;
  readonly on: Mapping;
  readonly concurrency?: Mapping | Commented;
  readonly jobs: Jobs;
}

/** A workflow file: no permission unless a job asks for it, and bash that stops at the first failure. */
export function workflow(
  name: string,
  { name: named, title, on, concurrency, jobs }: Workflow,
): FileSpec {
  const content = {
    name: named,
    ...(title === undefined ? {} : { 'run-name': title }),
    on,
    permissions: {},
    ...(concurrency === undefined ? {} : { concurrency }),
    defaults: { run: { shell: 'bash' } },
    jobs,
  };
  return managedYaml(
    paths.workflow(name),
    [content],
    origin('ci', 'ci', 'components', 'environments'),
  );
}

/** A step that uses a pinned action. */
export const action = (
  name: string,
  used: ActionName,
  inputs: Mapping,
  more: Mapping = {},
): Mapping => ({
  name,
  ...more,
  uses: uses(used),
  ...(Object.keys(inputs).length === 0 ? {} : { with: inputs }),
});

/** A step that runs bash; `set -euo pipefail` because the runner's own shell leaves unset variables alone. */
export const run = (name: string, script: string, more: Mapping = {}): Mapping => ({
  name,
  ...more,
  run: script.includes('\n') ? `set -euo pipefail\n${script.trim()}\n` : script,
});

/** A checkout that leaves no token on the disk. */
export const checkout = (inputs: Mapping = {}): Mapping =>
  action('Check out', 'actions/checkout', { 'persist-credentials': false, ...inputs });

/** The permissions of a job with a comment on each. */
export const permissions = (wanted: Permissions): Mapping =>
  Object.fromEntries(
    Object.entries(wanted).map(([scope, [level, reason]]) => [
      scope,
      new Commented(level, { after: reason }),
    ]),
  );

/** An expression: `${{ … }}`. */
export const expression = (text: string): string => `\${{ ${text} }}`;
