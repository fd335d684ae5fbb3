import { parse } from 'yaml';
import { ciFiles } from './ci-files.ts';
import { render } from '../../src/render/render.ts';
import { plans } from './plans.ts';

interface Step {
  name?: string;
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
}

export interface Job {
  name?: string;
  if?: string;
  uses?: string;
  with?: object;
  environment?: unknown;
  permissions?: Record<string, string>;
  steps?: Step[];
  needs?: string[];
  'timeout-minutes'?: number;
}

export interface Workflow {
  on: Record<string, { 'paths-ignore'?: string[]; branches?: string[] }>;
  permissions: object;
  concurrency?: Record<string, unknown>;
  defaults: unknown;
  jobs: Record<string, Job>;
}

export const workflows = Object.entries(plans).flatMap(([planName, plan]) =>
  ciFiles(plan)
    .filter(({ path }) => path.startsWith('.github/workflows/'))
    .map((spec) => ({
      name: `${planName} ${spec.path.slice(18)}`,
      plan,
      spec,
      text: render(spec),
      workflow: parse(render(spec)) as Workflow,
    })),
);

export const workflowOf = (name: string): Workflow => {
  const found = workflows.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no workflow ${name}`);
  return found.workflow;
};
