import type { Config } from '../../config/config.ts';
import { byKind, type ByKind } from '../../domain/member.ts';
import type { GenericPlan, GhcrPlan, HarborPlan, RegistryFacts, RegistryPlan } from './plan.ts';

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

/** A registry that the config names: its host, and a path in it. */
const named = ({
  host,
  project,
  pullSecret,
}: Extract<Written, { host: string }>): Omit<RegistryFacts, 'decision'> => ({
  pullSecret,
  host,
  prefix: `${host}/${project}`,
  takesJobToken: host === githubHost,
});

const harbor = (written: Extract<Written, { kind: 'harbor' }>): HarborPlan => ({
  kind: written.kind,
  ...named(written),
  decision: {
    title: 'Harbor as registry',
    rationale: 'Self-hosted: no rate limits, images stay in your network.',
  },
});

const generic = (written: Extract<Written, { kind: 'generic' }>): GenericPlan => ({
  kind: written.kind,
  ...named(written),
  decision: undefined,
});

const registries: ByKind<Written, [repository: string], RegistryPlan> = { ghcr, harbor, generic };
