import type * as z from 'zod';
import type { Opening } from '../../../domain/openings.ts';
import type { Role } from '../../../domain/waves.ts';
import type { WantedSecret } from '../../../domain/secret.ts';
import type { KubernetesObject } from '../../../render/kubernetes-object.ts';
import type { Value } from '../../../render/spec.ts';
import type { Operator } from '../../operator.ts';
import type { SecretName } from '../../store.ts';
import type { MetadataOf } from '../../object-metadata.ts';

/** A way of keeping backups of a PostgreSQL: the answers to everything that its builders and documents ask. */
export interface Backup<Config, Plan> {
  readonly schema: z.ZodObject & z.ZodType<Config>;
  plan(names: BackupNames, config: Config): Plan;
  secretNames(key: string, config: Config): readonly SecretName[];
  secrets(plan: Plan, cluster: string): readonly WantedSecret[];
  readonly operators: readonly Operator[];
  readonly roles: readonly Role[];
  /** Objects beside the cluster. */
  objects(plan: Plan, of: MetadataOf, cluster: string): readonly KubernetesObject[];
  /** Where the servers send what they archive. */
  openings(plan: Plan): readonly Opening[];
  /** Plugins of the cluster that archive; none adds nothing to it. */
  plugins(plan: Plan): readonly Value[];
  /** Where and for how long, or why not. */
  summary(plan: Plan): string;
  /** The same in cells: where, when, kept. */
  cells(plan: Plan): readonly [where: string, when: string, kept: string];
  /** A sentence about what remains when the cluster is gone; empty where nothing does. */
  remains(plan: Plan): string;
  /** What a restore reads; nothing where there is nothing to restore from. */
  archive(plan: Plan): ArchivePlan | undefined;
}

/** Names that the names of a backup follow from. */
export interface BackupNames {
  readonly key: string;
  readonly cluster: string;
}

/** Where an archive is described in the cluster. */
export interface ArchivePlan {
  readonly objectName: string;
}
