import type { Config } from '../../config/config.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import type { GhcrPlan, HarborPlan, RegistryPlan } from './plan.ts';

type Written = Config['registry'];

/** The registry of a service, with everything that follows from it. */
export const registryPlan = ({ registry, repository }: Config): RegistryPlan =>
  byKind(registries, registry, repository);

const githubHost = 'ghcr.io';

const ghcr = (
  { kind, pullSecret }: Extract<Written, { kind: 'ghcr' }>,
  repository: string,
): GhcrPlan => ({
  kind,
  pullSecret,
  host: githubHost,
  prefix: `${githubHost}/${repository.split('/')[3]?.toLowerCase() ?? ''}`,
  takesJobToken: true,
  decision: undefined,
});

const harbor = ({
  kind,
  pullSecret,
  host,
  project,
}: Extract<Written, { kind: 'harbor' }>): HarborPlan => ({
  kind,
  pullSecret,
  host,
  prefix: `${host}/${project}`,
  takesJobToken: host === githubHost,
  decision: {
    title: 'Harbor as registry',
    rationale: 'Self-hosted: no rate limits, images stay in your network.',
  },
});

const registries: ByKind<Written, [repository: string], RegistryPlan> = { ghcr, harbor };
