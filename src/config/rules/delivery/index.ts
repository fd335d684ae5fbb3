import { byKind, type ByKind } from '../../../domain/member.ts';
import type { Config } from '../../config.ts';
import { argocdRules } from './argocd.ts';
import type { DeliveryRules } from './contract.ts';
import { pushRules } from './push.ts';
import type { Rule, EnvironmentRule } from '../rule.ts';

/** What each delivery demands. */
const members: ByKind<Config['delivery'], [], DeliveryRules> = {
  argocd: argocdRules,
  push: pushRules,
};

/** What the delivery of a config demands. */
export const deliveryRulesOf = ({ delivery }: Pick<Config, 'delivery'>): DeliveryRules =>
  byKind(members, delivery);

const firstEnvironmentFollowsPushes: Rule = ({ environments: [first] }) =>
  first?.trigger === 'release'
    ? [
        {
          path: `environments.${first.name}.trigger`,
          message:
            'the first environment must deploy on every push, so that there is something to release: use "push"',
        },
      ]
    : [];

/** Rules about how what git says reaches the cluster. */
export const deliveryRules: readonly Rule[] = [
  firstEnvironmentFollowsPushes,
  (config) => deliveryRulesOf(config).check(config),
];

/** The same for one environment, overrides laid on. */
export const deliveryHereRules: readonly EnvironmentRule[] = [
  (environment, config) => deliveryRulesOf(config).checkHere(environment),
];
