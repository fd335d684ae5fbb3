import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { workflows } from './workflow-helpers.ts';

const [running, built] = ['a'.repeat(40), 'b'.repeat(40)];

/** The steps of all workflows with this name, and the release file that they read. */
const stepsNamed = (name: string) =>
  workflows.flatMap(({ name: file, plan, workflow }) =>
    Object.values(workflow.jobs)
      .flatMap(({ steps = [] }) => steps)
      .filter((step) => step.name === name)
      .map(({ run = '' }) => ({
        file,
        run,
        releases: plan.environments.map((one) => one.releaseFile),
      })),
  );

/** Runs a step where git answers with this exit code. */
function outcomeOf({ run, releases }: ReturnType<typeof stepsNamed>[number], code: number) {
  const folder = mkdtempSync(join(tmpdir(), 'newer-'));
  for (const file of releases) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `tag: "${running}"\n`);
  }
  writeFileSync(join(folder, 'git'), `#!/bin/sh\nexit ${String(code)}\n`);
  chmodSync(join(folder, 'git'), 0o755);
  writeFileSync(join(folder, 'output'), '');
  const { status, stdout } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', run], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: `${folder}:${String(process.env['PATH'])}`,
      SOURCE: built,
      GITHUB_OUTPUT: join(folder, 'output'),
    },
  });
  return { status, said: stdout + readFileSync(join(folder, 'output'), 'utf8') };
}

test('whether something newer runs is known, or nothing is deployed', () => {
  const steps = stepsNamed('Check for a newer deployment');
  expect(steps.length).toBeGreaterThan(0);
  for (const step of steps) {
    expect(outcomeOf(step, 1), step.file).toEqual({ status: 0, said: '' });
    expect(outcomeOf(step, 0).said, step.file).toContain('newer than');
    expect(outcomeOf(step, 128), step.file).toEqual({
      status: 1,
      said: expect.stringMatching(/^::error::a{40} is deployed, and git cannot tell [^]*\.yaml/),
    });
  }
});

test('a tag is on the branch, is not, or git cannot tell', () => {
  const steps = stepsNamed('Check that the release is on the branch');
  for (const step of steps) {
    expect(outcomeOf(step, 0), step.file).toEqual({ status: 0, said: '' });
    expect(outcomeOf(step, 1).said, step.file).toContain('this tag is not on');
    expect(outcomeOf(step, 128), step.file).toEqual({
      status: 1,
      said: expect.stringContaining('git cannot tell'),
    });
  }
});
