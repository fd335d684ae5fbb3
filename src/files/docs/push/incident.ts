import { paths } from '../../../plan/paths.ts';
import type { PushedService } from '../../../plan/plan.ts';
import { text, type TextValues } from '../../../render/text.ts';
import { secretsOf } from '../../secrets/index.ts';
import { upkeepTexts } from '../../upkeep.ts';
import { rows } from '../../../render/markdown.ts';
import { routingTexts } from '../../routing/index.ts';
import { environmentValues, firstLook } from '../runbooks/incident.ts';
import { shell } from '../runbooks/commands.ts';
import { accessOf } from './words.ts';

/** What to look at first, and what the usual symptoms mean. */
export function incident(plan: PushedService): TextValues {
  const { limits, wrong } = upkeepTexts(plan);
  const { missingSecret, secrets } = secretsOf(plan).docs.incident();
  const environments = plan.environments.toReversed();
  return {
    limits,
    wrong,
    access: shell(accessOf(plan, plan.environments).person),
    missingSecret,
    secrets,
    symptoms: [
      ...new Set(
        plan.environments.flatMap((environment) =>
          rows(routingTexts(environment, plan.service.name).symptoms),
        ),
      ),
    ].join('\n'),
    packagingRows:
      plan.packaging === 'helm'
        ? text('docs/push/runbooks/incident-helm.md', { script: paths.deployScript }).trimEnd()
        : '',
    environments: environments.map((environment) => ({
      ...environmentValues(environment, plan.service.name),
      first: shell(
        ...(plan.packaging === 'helm'
          ? [`helm history ${environment.application} -n ${environment.namespace}`]
          : []),
        ...firstLook(environment),
      ),
    })),
  };
}
