import { byKind, type ByKind } from '../../../domain/member.ts';
import type { Config } from '../../config.ts';

type Written = Extract<Config['delivery'], { kind: 'push' }>['cluster'];

/** The cluster that CI gets into, as far as the config names it. */
export const clusterNamedBy = (written: Written): string | undefined => byKind(names, written);

const names: ByKind<Written, [], string | undefined> = {
  doctl: ({ name }) => name,
  kubeconfig: () => undefined,
};
