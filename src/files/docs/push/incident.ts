import { paths } from '../../../plan/paths.ts';
import type { PushedService } from '../../../plan/plan.ts';
import { text, type TextValues } from '../../text.ts';
import { upkeepTexts } from '../../upkeep.ts';
import { rows } from '../markdown.ts';
import { routingTexts } from '../routing.ts';
import { environmentValues, firstLook } from '../runbooks/incident.ts';
import { shell } from '../runbooks/commands.ts';
import { sealingTexts } from '../sealing.ts';
import { accessOf } from './words.ts';

/** What to look at first, and what the usual symptoms mean. */
export function incident(plan: PushedService): TextValues {
  const { limits, wrong } = upkeepTexts(plan);
  const { sealing, secretKind } = plan;
  const environments = plan.environments.toReversed();
  return {
    limits, wrong,
    access: shell(accessOf(plan, plan.environments).person),
    missingSecret: secretKind === 'sealed-secrets' ? '`kubectl get sealedsecret`; seal it' : 'Make it: see [First deploy](../first-deploy.md)',
    symptoms: [...new Set(plan.environments.flatMap((environment) => rows(routingTexts(environment, plan.service.name).symptoms)))].join('\n'),
    packagingRows: plan.packaging === 'helm' ? text('docs/push/runbooks/incident-helm.md', { script: paths.deployScript }).trimEnd() : '',
    secrets: secretKind === 'sealed-secrets'
      ? text('docs/push/runbooks/incident-sealed.md', { compare: sealingTexts(plan).compare, controllerName: sealing.controllerName, controllerNamespace: sealing.controllerNamespace, describe: shell(...environments.map(({ namespace }) => `kubectl describe sealedsecret -n ${namespace}`)) }).trimEnd()
      : '',
    environments: environments.map((environment) => ({ ...environmentValues(environment, plan.service.name), first: shell(...(plan.packaging === 'helm' ? [`helm history ${environment.application} -n ${environment.namespace}`] : []), ...firstLook(environment)) })),
  };
}
