import { readSnapshot } from '../disk/snapshot.ts';
import { paths } from '../plan/paths.ts';
import type { EnvironmentPlan } from '../plan/plan.ts';
import { outsideOf, refuseOutside } from '../write/outside-checkout.ts';

/** Refuses where sealed values are missing on this disk only: they would be taken for never sealed. */
export function refuseSealedOutside(root: string, { name, secrets }: EnvironmentPlan): void {
  const files = readSnapshot(root, [
    paths.secrets(name, 'kustomization.yaml'),
    paths.sealingCertificate(name),
    ...secrets.map((secret) => paths.sealedSecret(name, secret.name)),
  ]);
  refuseOutside(
    outsideOf(root),
    [...files].flatMap(([path, { kind }]) => (kind === 'absent' ? [path] : [])),
  );
}
