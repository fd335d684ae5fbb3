// Rehearses a release in a copy of the last commit: all of it but
// what needs GitHub's identity. Needs the registry alone.
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fs from 'fs-extra';
import { readState } from './read-state.ts';
import { nextStep, refusalOf } from './state.ts';

const root = process.cwd();
const copy = fs.mkdtempSync(join(tmpdir(), 'release-'));

/** What a release runs, in its order; the workflow runs the same. */
const steps: readonly (readonly [string, ...string[]])[] = [
  ['npm', 'run', '--silent', 'release:version'],
  ['npm', 'run', '--silent', 'build'],
  ['npm', 'run', '--silent', 'release:pack'],
];

try {
  const state = readState(root, '');
  say(`Next in the workflow: ${nextStep(state)}. ${refusalOf(state) ?? ''}`.trim());
  say('A copy of the last commit');
  run('git', 'clone', '--quiet', '--no-hardlinks', root, copy);
  fs.symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  for (const step of steps) {
    say(step.join(' '));
    run(...step);
  }
  const { version } = readState(copy, '');
  publish(`./release/create-gitops-service-${version}.tgz`);
  run('git', 'tag', '--annotate', `v${version}`, '--message', `create-gitops-service ${version}`);
  say(`Tagged v${version} in the copy.`);
  say(`Release notes:\n${fs.readFileSync(join(copy, 'release/NOTES.md'), 'utf8')}`);
  say('Left to the workflow: provenance, the signature of the tag, and the GitHub release.');
} finally {
  fs.removeSync(copy);
}

function publish(tarball: string): void {
  const words = ['publish', tarball, '--dry-run', '--ignore-scripts', '--access', 'public'];
  say(`npm ${words.join(' ')}`);
  run('npm', ...words);
}

function say(text: string): void {
  process.stdout.write(`\n== ${text}\n`);
}

function run(command: string, ...words: readonly string[]): void {
  const shell = process.platform === 'win32';
  const { status } = spawnSync(command, words, { cwd: copy, stdio: 'inherit', shell });
  if (status !== 0) throw new Error(`${[command, ...words].join(' ')} failed`);
}
