import { deployWorkflow, paths } from '../../plan/paths.ts';
import type { EnvironmentPlan, Plan, StorePlan } from '../../plan/plan.ts';
import { indent, shell } from '../../render/markdown.ts';
import type { TextValues } from '../../render/text.ts';
import type { PausedDelivery, StorePage } from '../../stores/documents.ts';
import { storeOf } from '../../stores/index.ts';
import { packagerOf } from '../packaging/index.ts';
import { upkeepTexts } from '../writing/upkeep.ts';
import { again } from '../delivery/push/docs/words.ts';

/** A runbook about the stores of one kind. */
interface Page {
  readonly topic: string;
  readonly when: string;
  readonly summary: string;
  readonly values: (plan: Plan) => TextValues;
}

/** The runbooks about the kinds of stores that this plan has. */
export function storePagesOf({ environments }: Plan): readonly Page[] {
  const kinds = new Set(environments.flatMap(({ stores }) => stores.map(storeOf)));
  return [...kinds].flatMap((kind) =>
    kind.documents.pages.map(({ topic, when, summary, ...page }) => ({
      topic,
      when,
      summary,
      values: (plan) => valuesOf(plan, { topic, when, summary, ...page }),
    })),
  );
}

/** Every store that the page is about with the environment it runs in, production first. */
const valuesOf = (plan: Plan, page: StorePage<StorePlan>): TextValues =>
  page.values(
    plan.environments.toReversed().flatMap((environment) =>
      environment.stores
        .filter((store) => storeOf(store).documents.pages.some(({ topic }) => topic === page.topic))
        .map((store) => ({
          store,
          environment,
          delivery: deliveries[plan.delivery.kind](plan, environment),
          restore: (patch) =>
            packagerOf(plan).docs.restore({
              environment,
              key: store.key,
              objectName: store.objectName,
              patch,
            }),
        })),
    ),
    { grow: upkeepTexts(plan).grow },
  );

/** How nothing is deployed for a while, and then again. */
const deliveries = {
  argocd: ({ delivery, service }, environment) => {
    // Applications that would switch the automated sync of this one on again.
    const parents = delivery.kind === 'argocd' && delivery.rootApp ? [service.name] : [];
    return {
      off:
        'Switch automated sync off. Otherwise the broken cluster would write into the new ' +
        'archive before it is gone:\n\n' +
        `${indent(shell(...[...parents, environment.application].map((application) => `argocd app set ${application} --sync-policy none`)))}`,
      on: (wait) =>
        `On \`${environment.branch}\`, switch automated sync on again from git. ` +
        'Argo CD creates the cluster, and it comes up from the backup:\n\n' +
        `${indent(shell(`kubectl apply -f ${paths.application(environment.name)}`, ...parents.map(() => `kubectl apply -f ${paths.rootApp}`), `argocd app sync ${environment.application} --async`, wait))}`,
    };
  },
  push: (_, environment) => ({
    off:
      'Let nothing be deployed. Otherwise the broken cluster would write into the new ' +
      'archive before it is gone:\n\n' +
      `${indent(shell(`gh workflow disable ${deployWorkflow(environment.name)}.yaml`))}`,
    on: (wait) =>
      'Let the workflow deploy again what git says. ' +
      'It creates the cluster, which comes up from the backup; ' +
      'a deployment that does not wait so long fails meanwhile, ' +
      'and is started again:\n\n' +
      `${indent(shell(`gh workflow enable ${deployWorkflow(environment.name)}.yaml`, again(environment), wait))}`,
  }),
} satisfies Record<
  Plan['delivery']['kind'],
  (plan: Plan, environment: EnvironmentPlan) => PausedDelivery
>;
