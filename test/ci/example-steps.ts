import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runSteps } from '../../src/files/ci/index.ts';
import type { RunStep } from '../../src/files/ci/index.ts';

/** A `run:` step that stands in a workflow of an example. */
export interface ExampleStep extends RunStep {
  readonly example: string;
  /** `<workflow>/<job>/<step>`, as the ledger calls it. */
  readonly key: string;
}

export const examples = ['minimal', 'minimal-helm', 'todo', 'transparenta'] as const;
const folder = (example: string): string => join(import.meta.dirname, '../../examples', example);

/** Every `run:` step of every workflow of the examples, in the order of the files and jobs. */
export const exampleSteps: readonly ExampleStep[] = examples.flatMap((example) => {
  const workflows = join(folder(example), '.github/workflows');
  return readdirSync(workflows)
    .sort()
    .flatMap((file) =>
      runSteps(parse(readFileSync(join(workflows, file), 'utf8'))).map((step) => ({
        ...step,
        example,
        key: `${file.replace('.yaml', '')}/${step.job}/${step.name}`,
      })),
    );
});
