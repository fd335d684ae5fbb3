import { readSnapshot } from '../disk/snapshot.ts';
import { partsOf } from '../plan/namespaces.ts';
import { paths } from '../plan/paths.ts';
import type { EnvironmentPlan } from '../plan/plan.ts';
import { outsideOf, refuseOutside } from '../write/outside-checkout.ts';

/** Refuses where sealed values are missing on this disk only: they would be taken for never sealed. */
export function refuseSealedOutside(root: string, environment: EnvironmentPlan): void {
  const { name, secrets } = environment;
  const files = readSnapshot(root, [
    ...partsOf(environment).map(({ folder }) => paths.secrets(folder, 'kustomization.yaml')),
    paths.sealingCertificate(name),
    ...secrets.map((secret) => paths.sealedSecret(secret.folder, secret.name)),
  ]);
  refuseOutside(
    outsideOf(root),
    [...files].flatMap(([path, { kind }]) => (kind === 'absent' ? [path] : [])),
  );
}
