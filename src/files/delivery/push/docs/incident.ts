import { paths } from '../../../../plan/paths.ts';
import type { Plan, PushPlan } from '../../../../plan/plan.ts';
import type { TextValues } from '../../../../render/text.ts';
import { packagerOf } from '../../../packaging/index.ts';
import { secretsOf } from '../../../secrets/index.ts';
import { networkSymptoms } from '../../../writing/network-symptoms.ts';
import { upkeepTexts } from '../../../writing/upkeep.ts';
import { rows, shell } from '../../../../render/markdown.ts';
import { routingTexts } from '../../../routing/index.ts';
import { firstLook, lookAround } from '../../incident.ts';
import { clusterAccessOf } from '../cluster-access/index.ts';

/** What to look at first, and what the usual symptoms mean. */
export function incident(plan: Plan, delivery: PushPlan): TextValues {
  const { limits, wrong } = upkeepTexts(plan);
  const { missingSecret, secretRow, secrets } = secretsOf(plan).docs.incident();
  const environments = plan.environments.toReversed();
  return {
    limits,
    wrong,
    access: shell(clusterAccessOf(delivery.cluster).person),
    missingSecret,
    secretRow,
    secrets,
    network: networkSymptoms(plan),
    symptoms: [
      ...new Set(
        plan.environments.flatMap((environment) =>
          rows(routingTexts(environment, plan.service.name).symptoms),
        ),
      ),
    ].join('\n'),
    packagingRows: packagerOf(plan).docs.symptoms(paths.deployScript),
    environments: environments.map((environment) => ({
      name: environment.name,
      namespace: environment.namespace,
      around: lookAround(environment, plan.service.name).join('\n\n'),
      first: shell(...packagerOf(plan).docs.history(environment), ...firstLook(environment)),
    })),
  };
}
