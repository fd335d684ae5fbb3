import type { CiPlan, EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { expression, run } from '../workflows/workflow.ts';
import type { Jobs } from '../workflows/workflow.ts';

/** Environment that holds the address of the chat channel; without reviewers, so that bad news is never held back. */
export const notifyEnvironment = 'ci_notifications';

interface Channel {
  readonly secret: string;
  /** Key of the message in what is posted. */
  readonly field: string;
  readonly title: string;
}

const channels: Readonly<Record<CiPlan['notify'], Channel | undefined>> = {
  none: undefined,
  slack: { secret: 'SLACK_WEBHOOK_URL', field: 'text', title: 'Tell Slack' },
  discord: { secret: 'DISCORD_WEBHOOK_URL', field: 'content', title: 'Tell Discord' },
};

/** Name of the secret with the address of the channel, if there is a channel. */
export const notifySecret = (notify: CiPlan['notify']): string | undefined =>
  channels[notify]?.secret;

/** The job that tells people of a failed deployment. */
export function notifyJobs(
  { ci, service }: Plan,
  environment: EnvironmentPlan,
  needs: readonly string[],
): Jobs {
  const channel = channels[ci.notify];
  if (channel === undefined) return {};
  const { secret, field, title } = channel;
  return {
    ci_notify: {
      name: 'Notify',
      needs,
      if: expression('failure()'),
      'runs-on': ci.runner,
      'timeout-minutes': 5,
      environment: notifyEnvironment,
      permissions: {},
      steps: [
        run(
          title,
          `
message="\${SERVICE}: the deployment to \${ENVIRONMENT} failed. \
\${GITHUB_SERVER_URL}/\${GITHUB_REPOSITORY}/actions/runs/\${GITHUB_RUN_ID}"
jq --null-input --arg message "\${message}" '{${field}: $message}' |
  curl --fail --silent --show-error --max-time 20 --retry 3 \
--header 'Content-Type: application/json' --data @- "\${WEBHOOK_URL}"`,
          {
            env: {
              WEBHOOK_URL: expression(`secrets.${secret}`),
              SERVICE: service.name,
              ENVIRONMENT: environment.name,
            },
          },
        ),
      ],
    },
  };
}
