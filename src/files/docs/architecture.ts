import { paths } from '../../plan/paths.ts';
import type { Plan } from '../../plan/plan.ts';
import { deliveryOf } from '../delivery/index.ts';
import { topologyDiagram } from './diagrams.ts';
import type { Document } from '../writing/document.ts';
import { prose, table } from '../../render/markdown.ts';
import { carrierOf } from '../messaging/index.ts';
import { secretsOf } from '../secrets/index.ts';
import { secretRows } from '../secrets/secret-rows.ts';
import { routingTexts } from '../routing/index.ts';
import {
  componentRows,
  environmentRows,
  eventRows,
  fileRows,
  routeRows,
  storeRows,
} from './tables.ts';

/** How the service is built, drawn from the plan. */
export const architecture = (plan: Plan): Document => ({
  path: paths.architecture,
  template: deliveryOf(plan).docs.architecture.template,
  values: {
    name: plan.service.name,
    description: prose(plan.service.description),
    delivery: deliveryOf(plan).docs.diagram(),
    ...deliveryOf(plan).docs.architecture.values,
    environmentTable: table(...environmentRows(plan)),
    componentTable: table(...componentRows(plan)),
    storeTable: `${table(...storeRows(plan))}${
      hasEvents(plan)
        ? `\n\n## Events\n\n${carrierOf(plan.environments).flow}\n\n` +
          `${table(...eventRows(plan))}`
        : ''
    }`,
    routeTable: table(...routeRows(plan)),
    routeMeaning: [
      ...new Set(
        plan.environments.map(
          (environment) => routingTexts(environment, plan.service.name).meaning,
        ),
      ),
    ].join('\n'),
    fileTable: table(...fileRows(plan)),
    environments: plan.environments.map((environment) => ({
      name: environment.name,
      topology: topologyDiagram(environment, plan.service.name),
      ...deliveryOf(plan).docs.architecture.ofEnvironment(environment),
      secrets: secretsOf(plan).docs.tableIntro(environment.name),
      secretTable: table(...secretRows(environment, secretsOf(plan).docs.moreColumns)),
    })),
  },
});

const hasEvents = ({ environments }: Plan): boolean =>
  environments.some(({ messaging }) => messaging.carries);
