import { mkdtempSync, readdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { GitOpsService } from '../../src/index.ts';
import { hosts, type Synthesis } from '../../src/projen/host.ts';
import { planChanges } from '../../src/write/resync.ts';

const folder = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'customize-')));
const service = {
  name: 'orders',
  repository: 'https://github.com/acme/orders',
  components: { server: {} },
};

/** What a config wants, or how it is refused. */
export function outcomeOf(
  options: object,
  attach: (project: GitOpsService) => void = () => {},
): Synthesis | UserError {
  const root = folder();
  const taken: Synthesis[] = [];
  try {
    hosts.run({ root, take: (synthesis) => taken.push(synthesis) }, () => {
      const project = new GitOpsService({ ...service, ...options });
      attach(project);
      project.synth();
    });
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  } finally {
    expect(readdirSync(root)).toEqual([]);
  }
  const [synthesis] = taken;
  if (synthesis === undefined) throw new Error('no synthesis');
  planChanges(root, synthesis.files, { takeOver: true });
  return synthesis;
}

/** The lines of the refusal, without the first and their indent. */
export function refusalOf(
  options: object,
  attach?: (project: GitOpsService) => void,
): readonly string[] {
  const outcome = outcomeOf(options, attach);
  if (!(outcome instanceof UserError)) return [];
  expect(outcome.exitCode).toBe(2);
  const [first = '', ...lines] = outcome.message.split('\n').map((line) => line.trim());
  return first === 'customize returned what cannot be written:' ? lines : [first, ...lines];
}
