// Says for the release workflow what is next, or refuses. It imports nothing that has to be installed.
import { readState } from './read-state.ts';
import { nextStep, refusalOf } from './state.ts';

const state = readState(process.cwd(), process.env['GITHUB_REPOSITORY'] ?? '');
const refusal = refusalOf(state);
if (refusal === undefined) {
  process.stdout.write(`next=${nextStep(state)}\nversion=${state.version}\n`);
} else {
  process.stderr.write(`${refusal}\n`);
  process.exitCode = 1;
}
