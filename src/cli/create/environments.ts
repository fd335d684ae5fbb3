import type { ConfigInput } from '../../config/schema/schema.ts';
import { productionInputs } from './new-stores.ts';
import type { FlagProblem } from './problems.ts';
import type { ServiceFlags } from './questions/index.ts';

interface NewEnvironment {
  readonly name: string;
  readonly branch: string;
}

/** The environments of a new service, in promotion order. */
export function environmentsOf(
  typed: readonly string[],
  problems: FlagProblem[],
): readonly NewEnvironment[] {
  const names = typed.length === 0 ? usualEnvironments : typed;
  const environments = names.map((text, index) => {
    const [, name = text, branch] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
    const usual = index === names.length - 1 ? 'main' : name;
    return { name, branch: branch ?? usual };
  });
  const twice = environments.find(
    ({ name }, index) => environments.findIndex((other) => other.name === name) !== index,
  );
  if (twice !== undefined)
    problems.push({ flags: ['environment'], text: `"${twice.name}" is there twice` });
  return environments;
}

const usualEnvironments = ['dev', 'prod'] as const;

/** What the config says of them: the first is built, the others get what was tested before. */
export function environmentInputs(
  { name, store, host }: Pick<ServiceFlags, 'store' | 'host'> & { readonly name: string },
  environments: readonly NewEnvironment[],
  problems: FlagProblem[],
): NonNullable<ConfigInput['environments']> {
  const hosts = hostsOf(host, environments, problems);
  const dataStores = productionInputs(store, name);
  const last = environments.length - 1;
  return Object.fromEntries(
    environments.map((environment, index) => {
      const isProduction = index === last && (index > 0 || environment.name.startsWith('prod'));
      return [
        environment.name,
        {
          branch: environment.branch,
          deploy: index === 0 ? 'on-push' : 'on-promotion',
          // Whatever is promoted to counts as production, and a first environment does not.
          ...(isProduction === index > 0 ? {} : { production: isProduction }),
          ...hostsKey(hosts.get(environment.name) ?? []),
          ...(isProduction && Object.keys(dataStores).length > 0
            ? { overrides: { dataStores } }
            : {}),
        },
      ];
    }),
  );
}

const hostsKey = (hosts: readonly string[]): { hosts?: string[] } =>
  hosts.length === 0 ? {} : { hosts: [...hosts] };

function hostsOf(
  typed: readonly string[],
  environments: readonly NewEnvironment[],
  problems: FlagProblem[],
): ReadonlyMap<string, readonly string[]> {
  const hosts = new Map<string, readonly string[]>();
  const names = environments.map(({ name }) => name);
  for (const text of typed) {
    const [, environment = text, host = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
    if (names.includes(environment) && host !== '')
      hosts.set(environment, [...(hosts.get(environment) ?? []), host]);
    else
      problems.push({
        flags: ['host'],
        text: `"${text}" is not <env>=<host> with ${names.join(' or ')}`,
      });
  }
  return hosts;
}
