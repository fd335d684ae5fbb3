import type { Resolver } from '../../domain/resolver.ts';
import { paths } from '../../plan/paths.ts';
import type { Plan } from '../../plan/plan.ts';
import { code, codes, rows } from '../../render/markdown.ts';

/** What an incident says of pods whose connections the NetworkPolicies stop. */
export function networkSymptoms({ upkeep, environments }: Plan): string {
  const { resolver, address } = cures[upkeep];
  const admitted = new Set(environments.map((environment) => shown(environment.resolver)));
  return rows([
    [
      `No host name resolves: ${code('EAI_AGAIN')}, ${code('ENOTFOUND')}, ` +
        `${code('Temporary failure in name resolution')}`,
      'The cluster has another DNS resolver than the NetworkPolicies admit',
      `They admit ${[...admitted].join('; ')}. ` +
        `${code('kubectl get pods --all-namespaces --output wide')} shows what resolves here; ${resolver}`,
    ],
    [
      'Connections to one address time out and are not refused',
      'No NetworkPolicy admits the address, or not on this port',
      `${code('kubectl describe networkpolicy')} in the namespace shows what is admitted; ${address}`,
    ],
  ]).join('\n');
}

const shown = ({ pods, cidrs, port }: Resolver): string =>
  `${[...(pods === undefined ? [] : [podsOf(pods)]), ...cidrs.map(code)].join(' and ')} on port ${port}`;

const podsOf = ({ namespace, labels }: NonNullable<Resolver['pods']>): string =>
  `the pods ${codes(Object.entries(labels).map((label) => label.join('=')))} in ${code(namespace)}`;

const cures: Readonly<
  Record<Plan['upkeep'], { readonly resolver: string; readonly address: string }>
> = {
  generated: {
    resolver: `set ${code('dns')} of the environment in ${code(paths.config)}`,
    address: `add it to ${code('egress')} of the component in ${code(paths.config)}`,
  },
  standalone: {
    resolver: 'correct the rule for DNS in every NetworkPolicy',
    address: 'add it to the NetworkPolicy of the component',
  },
};
