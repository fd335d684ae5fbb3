import { partsOf } from '../../plan/namespaces.ts';
import type { Plan, StorePlan } from '../../plan/plan.ts';
import type { TextValues } from '../../render/text.ts';
import type { StorePage } from '../../stores/documents.ts';
import { storeOf } from '../../stores/index.ts';
import { deliveryOf } from '../delivery/index.ts';
import { packagerOf } from '../packaging/index.ts';
import { upkeepTexts } from '../writing/upkeep.ts';

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
    plan.environments
      .toReversed()
      .flatMap(partsOf)
      .flatMap((environment) =>
        environment.stores
          .filter((store) =>
            storeOf(store).documents.pages.some(({ topic }) => topic === page.topic),
          )
          .map((store) => ({
            store,
            environment,
            delivery: deliveryOf(plan).docs.pause(environment),
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
