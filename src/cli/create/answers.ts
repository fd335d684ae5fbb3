import { basename, resolve } from 'node:path';
import type { ConfigInput } from '../../config/schema/schema.ts';
import { STAND_IN } from '../../domain/stand-in.ts';
import { dnsLabel } from '../../domain/values.ts';
import { known } from '../../git/answer.ts';
import { environmentInputs, environmentsOf } from './environments.ts';
import { clusterOf, registryOf } from './forms.ts';
import type { FolderFacts } from './inspect-folder.ts';
import { storeChecks, storeInputs } from './new-stores.ts';
import { ownProblems, configProblems, problemsError, type FlagProblem } from './problems.ts';
import { deliveries, packagings, secretWays } from './questions/deployment.ts';
import type { ServiceFlags } from './questions/index.ts';
import { routings, usualGatewayRouting } from './questions/routing.ts';
import { hasStarter, runtimes } from './runtime.ts';
import { ownOf } from '../../domain/own.ts';

/** What the answers make, and all that is wrong with them. */
export interface Draft {
  readonly config: ConfigInput;
  readonly problems: readonly FlagProblem[];
}

/** The config of a new service, which says nothing that is the default anyway. */
export function newConfig(flags: ServiceFlags, root: string, around: FolderFacts): ConfigInput {
  const { config, problems } = draftOf(flags, root, around);
  if (problems.length > 0) throw problemsError(problems);
  return config;
}

/** The answers as a config, checked as a config is. */
export function draftOf(typed: ServiceFlags, root: string, around: FolderFacts): Draft {
  const flags = withImplied(typed);
  const problems: FlagProblem[] = [...ownProblems(flags)];
  const config = configOf(flags, { root, around, problems });
  const own = new Set(problems.flatMap((problem) => problem.flags));
  const more = configProblems(config)
    // What is not even a host, a number or a Gateway makes no sense to the config either.
    .filter((problem) => !problem.flags.some((flag) => own.has(flag)))
    .map((problem) => fromFolder(withSystem(problem, flags), flags));
  return { config, problems: [...problems, ...more] };
}

/** `--gateway` alone has always meant a Gateway of Istio. */
export const withImplied = (flags: ServiceFlags): ServiceFlags =>
  flags.routing === undefined && flags.gateway !== undefined
    ? { ...flags, routing: usualGatewayRouting }
    : flags;

/** Namespaces are called after the system where there is one, and after the service otherwise. */
const withSystem = (problem: FlagProblem, { system }: ServiceFlags): FlagProblem =>
  problem.flags.includes('system')
    ? { ...problem, flags: [system === undefined ? 'name' : 'system'] }
    : problem;

/** A name that nobody typed comes from the folder. */
const fromFolder = (problem: FlagProblem, { name }: ServiceFlags): FlagProblem =>
  problem.flags[0] === 'name' && name === undefined
    ? { ...problem, text: `--name, or the last part of [dir]: ${problem.text}` }
    : problem;

/** The name of the service in a folder. */
export const nameIn = (root: string): string => basename(resolve(root));

/** The repository of a service, as far as the folder tells. */
export const repositoryIn = ({ remote }: FolderFacts, name: string): string => {
  const found = known(remote, 'which repository the folder is a clone of (or set --repository)');
  if (found.kind === 'yes') return found.url;
  // A name that is wrong is one problem, and not one of the repository too.
  const last = dnsLabel.safeParse(name).success ? name : STAND_IN;
  return `https://github.com/${STAND_IN}/${last}`;
};

interface Place {
  readonly root: string;
  readonly around: FolderFacts;
  readonly problems: FlagProblem[];
}

function configOf(flags: ServiceFlags, { root, around, problems }: Place): ConfigInput {
  const { name = nameIn(root), system, repository = repositoryIn(around, name), store } = flags;
  const registry = registryOf(flags.registry, problems);
  const cluster = clusterOf(flags.cluster, problems);
  const environments = environmentsOf(flags.environment, problems);
  const packaging = offerIn(packagings, flags.packaging)?.config(flags);
  const delivery = offerIn(deliveries, flags.delivery)?.config({ cluster });
  const secrets = offerIn(secretWays, flags.secrets)?.config(flags);
  const routing = offerIn(routings, flags.routing)?.config(flags);
  return {
    name,
    ...(system === undefined ? {} : { system }),
    repository,
    ...(registry === undefined ? {} : { registry }),
    components: { server: component(flags, { around, problems }) },
    ...(store.length === 0 ? {} : { dataStores: storeInputs(store) }),
    environments: environmentInputs({ ...flags, name }, environments, problems),
    ...(packaging === undefined ? {} : { packaging }),
    ...(delivery === undefined ? {} : { delivery }),
    ...(secrets === undefined ? {} : { secrets }),
    ...(routing === undefined ? {} : { routing }),
  };
}

function component(
  flags: ServiceFlags,
  { around, problems }: Omit<Place, 'root'>,
): ConfigInput['components'][string] {
  const { runtime: kind = 'node', port, store } = flags;
  const runtime = offerIn(runtimes, kind)?.config({
    asked: flags['package-manager'],
    found: around.application,
    startedBy: around.startedBy,
  });
  const number = port === undefined ? 3000 : Number(port);
  if (!Number.isInteger(number))
    problems.push({ flags: ['port'], text: `"${String(port)}" is not a number` });
  return {
    ...(runtime === undefined ? {} : { runtime }),
    port: number,
    ...(store.length > 0 && hasStarter(runtime) ? { health: { checks: storeChecks(store) } } : {}),
  };
}

/** The offer of a table that was chosen. */
const offerIn = <O>(table: Readonly<Record<string, O>>, value = ''): O | undefined =>
  ownOf(table, value);
