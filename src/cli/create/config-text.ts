import type { ConfigInput } from '../../config/schema/schema.ts';
import { environmentNames, type Answers } from './answers.ts';
import { productionInputs, storeChecks, storeInputs } from './new-stores.ts';
import { hasStarter } from './runtime.ts';
import { configText as fileText } from '../../projen/config-file.ts';
import { typescriptOf } from '../../projen/typescript.ts';

/** The config of a new service: its answers, and nothing that has a default anyway. */
export function configOf(answers: Answers): ConfigInput {
  const { name, system, repository, registry, gateway, stores } = answers;
  return {
    name,
    ...(system === undefined ? {} : { system }),
    repository,
    ...(registry === undefined ? {} : { registry }),
    components: { server: component(answers) },
    ...(stores.length === 0 ? {} : { dataStores: storeInputs(stores) }),
    environments: environmentInputs(answers),
    ...(gateway === undefined ? {} : { routing: { kind: 'istio', gateway } }),
  };
}

/** The config file that says it. */
export function configText({
  components,
  dataStores,
  environments,
  routing,
  ...service
}: ConfigInput): string {
  const sections: readonly (Partial<ConfigInput> & { readonly comment: string })[] = [
    { comment: '', ...service },
    { comment: 'Components, by name.', components },
    ...(dataStores === undefined ? [] : [{ comment: 'Data stores, by name.', dataStores }]),
    ...(environments === undefined
      ? []
      : [
          {
            comment:
              'Environments, in promotion order; "overrides" sets what differs in one of them.',
            environments,
          },
        ]),
    ...(routing === undefined ? [] : [{ comment: 'How traffic reaches the service.', routing }]),
  ];
  const body = sections
    .map(
      ({ comment, ...keys }) => (comment === '' ? '' : `  // ${comment}\n`) + typescriptOf(keys, 1),
    )
    .join('\n\n');
  return fileText(`new GitOpsService({\n${body}\n}).synth();`);
}

type Component = ConfigInput['components'][string];

const component = ({ runtime, port, stores }: Answers): Component => ({
  ...(runtime === undefined ? {} : { runtime }),
  port: port ?? 3000,
  ...(stores.length > 0 && hasStarter(runtime) ? { health: { checks: storeChecks(stores) } } : {}),
});

function environmentInputs({
  name,
  hosts,
  stores,
}: Answers): NonNullable<ConfigInput['environments']> {
  const [dev, prod] = environmentNames;
  const dataStores = productionInputs(stores, name);
  return {
    [dev]: { branch: 'dev', deploy: 'on-push', ...hostsKey(hosts.dev) },
    [prod]: {
      branch: 'main',
      deploy: 'on-promotion',
      ...hostsKey(hosts.prod),
      ...(Object.keys(dataStores).length === 0 ? {} : { overrides: { dataStores } }),
    },
  };
}

const hostsKey = (hosts: readonly string[]): { hosts?: string[] } =>
  hosts.length === 0 ? {} : { hosts: [...hosts] };
