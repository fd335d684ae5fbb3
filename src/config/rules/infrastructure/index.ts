import { byKind, type ByKind } from '../../../domain/member.ts';
import type { Config } from '../../config.ts';
import type { ClusterConfig } from './contract.ts';
import { doctl } from './doctl.ts';

type Written = Config['infrastructure'];

/** The cluster that a config makes; nothing where it is somebody else's. */
export const clusterIn = ({
  infrastructure,
}: Pick<Config, 'infrastructure'>): ClusterConfig | undefined => byKind(clusters, infrastructure);

const clusters: ByKind<Written, [], ClusterConfig | undefined> = {
  none: () => undefined,
  doctl,
};
