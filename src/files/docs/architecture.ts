import { paths } from '../../plan/paths.ts';
import type { EnvironmentPlan, Plan } from '../../plan/plan.ts';
import { deliveryOf } from '../delivery/index.ts';
import { topologyDiagram } from './diagrams.ts';
import type { Document } from '../writing/document.ts';
import { table } from '../../render/markdown.ts';
import { carrierOf } from '../messaging/index.ts';
import { secretsOf } from '../secrets/index.ts';
import { secretRows } from '../secrets/secret-rows.ts';
import { textPerEnvironment } from '../writing/per-environment.ts';
import { routingTexts } from '../routing/index.ts';
import {
  componentRows,
  environmentRows,
  eventRows,
  fileRows,
  routeRows,
  storeRows,
  type Table,
} from './tables.ts';

/** How the service is built, drawn from the plan. */
export function architecture(plan: Plan): Document {
  const { environments, service } = plan;
  const { docs } = deliveryOf(plan);
  return {
    path: paths.architecture,
    template: 'architecture.md',
    values: {
      name: service.name,
      delivery: docs.diagram(),
      meaning: docs.meaning(),
      environmentTable: table(...environmentRows(plan)),
      topologies: textPerEnvironment(environments.filter(hasNeighbours), (environment) =>
        topologyDiagram(environment, service.name),
      ),
      order: docs.order(),
      secrets: secretsOf(plan).docs.tableIntro,
      secretTable: table(...secretRows(environments)),
      componentTable: table(...componentRows(plan)),
      stores: section('Data stores', storeRows(plan)),
      events: environments.some(({ messaging }) => messaging.carries)
        ? section('Events', eventRows(plan), { before: carrierOf(environments).flow })
        : '',
      routes: section('Routes', routeRows(plan), { after: routeMeaning(plan) }),
      fileTable: table(...fileRows(plan)),
    },
  };
}

/** Whether there is something to draw: one component that nothing reaches is a box. */
const hasNeighbours = ({ workloads, stores, hosts }: EnvironmentPlan): boolean =>
  workloads.length + stores.length + hosts.length > 1;

/** A table under its heading, with what is said around it; nothing where it has no rows. */
function section(title: string, [head, rows]: Table, { before = '', after = '' } = {}): string {
  if (rows.length === 0) return '';
  return [`## ${title}`, before, table(head, rows), after].join('\n\n');
}

const routeMeaning = ({ environments, service }: Plan): string =>
  [
    ...new Set(environments.map((environment) => routingTexts(environment, service.name).meaning)),
  ].join('\n');
