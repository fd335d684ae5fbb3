import type { Value } from '../../render/spec.ts';
import { plainOf } from '../../render/render.ts';

/** A `run:` step of a workflow, with its job. */
export interface RunStep {
  readonly job: string;
  readonly name: string;
  readonly script: string;
}

/** Every `run:` step of a workflow, in order. */
export function runSteps(workflow: Value): readonly RunStep[] {
  const jobs = entriesOf(fieldOf(plainOf(workflow), 'jobs'));
  return jobs.flatMap(([job, definition]) => {
    const steps = fieldOf(definition, 'steps');
    return (Array.isArray(steps) ? steps : []).flatMap((step: unknown) => {
      const [name, script] = [fieldOf(step, 'name'), fieldOf(step, 'run')];
      return typeof script === 'string'
        ? [{ job, name: typeof name === 'string' ? name : '', script }]
        : [];
    });
  });
}

const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

const fieldOf = (value: unknown, key: string): unknown =>
  entriesOf(value).find(([name]) => name === key)?.[1];
