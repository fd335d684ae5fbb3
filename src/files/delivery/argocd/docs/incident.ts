import { partsOf } from '../../../../plan/namespaces.ts';
import type { ArgocdPlan, Plan } from '../../../../plan/plan.ts';
import type { TextValues } from '../../../../render/text.ts';
import { networkSymptoms } from '../../../writing/network-symptoms.ts';
import { textPerEnvironment } from '../../../writing/per-environment.ts';
import { upkeepTexts } from '../../../writing/upkeep.ts';
import { rows, shell } from '../../../../render/markdown.ts';
import { routingTexts } from '../../../routing/index.ts';
import { secretsOf } from '../../../secrets/index.ts';
import { whyOutOfSync } from './sync-words.ts';
import { firstLook, lookAround } from '../../incident.ts';

/** What to look at first, and what the usual symptoms mean. */
export function incident(plan: Plan, { namespace }: ArgocdPlan): TextValues {
  const { limits, wrong } = upkeepTexts(plan);
  return {
    limits,
    wrong,
    ...secretsOf(plan).docs.incident(),
    argocdNamespace: namespace,
    outOfSync: whyOutOfSync(plan.environments),
    network: networkSymptoms(plan),
    symptoms: [
      ...new Set(
        plan.environments.flatMap((environment) =>
          rows(routingTexts(environment, plan.service.name).symptoms),
        ),
      ),
    ].join('\n'),
    look: textPerEnvironment(plan.environments, (environment) =>
      [
        shell(
          ...partsOf(environment).map(
            ({ application }) => `argocd app get ${application} --refresh`,
          ),
          ...firstLook(environment),
        ),
        ...lookAround(environment, plan.service.name),
      ].join('\n\n'),
    ),
  };
}
