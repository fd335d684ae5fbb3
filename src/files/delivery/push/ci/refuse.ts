import type { Plan } from '../../../../plan/plan.ts';
import { expression, run } from '../../../workflows/workflow.ts';
import type { Jobs } from '../../../workflows/workflow.ts';

/**
 * The job that takes every run that no other job takes, and fails: a run
 * in which all jobs are skipped looks like one that did its work.
 */
export const refusal = (
  { ci }: Plan,
  { taken, choice }: { readonly taken: readonly string[]; readonly choice: string },
): Jobs => ({
  ci_refuse: {
    name: 'Refuse',
    if: expression(
      `!(${taken.map((condition) => (condition.includes('&&') ? `(${condition})` : condition)).join(' || ')})`,
    ),
    'runs-on': ci.runner,
    'timeout-minutes': 5,
    permissions: {},
    steps: [
      run(
        'Explain how to start a deployment',
        `
echo "::error::nothing was done: no job handles \${GITHUB_EVENT_NAME} on \${GITHUB_REF_NAME}. Instead: \${CHOICE}"
exit 1`,
        { env: { CHOICE: choice } },
      ),
    ],
  },
});
