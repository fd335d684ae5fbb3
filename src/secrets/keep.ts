import { paths } from '../plan/paths.ts';
import type { EnvironmentPlan } from '../plan/plan.ts';
import { replaceFiles } from '../write/apply.ts';
import { withLock } from '../write/lock.ts';
import { textAt } from '../disk/text-at.ts';
import { refuseSealedOutside } from './outside-checkout.ts';
import { withKeep } from './sealed-secret.ts';
import { readSealed } from './status-secret.ts';

/**
 * Writes on the sealed files of an environment, or of one secret, that they must stay where a kept store reads
 * them, and says on which. It needs no value; files that cannot be read are left to `secrets status`.
 */
export const keepSealed = (
  root: string,
  environment: EnvironmentPlan,
  only: string | undefined,
): readonly string[] => {
  refuseSealedOutside(root, environment);
  const { secrets } = environment;
  return withLock(root, () => {
    const writes = secrets
      .filter((secret) => only === undefined || secret.name === only)
      .flatMap((secret) => {
        const path = paths.sealedSecret(secret.folder, secret.name);
        const text = textAt(root, path);
        const { sealed } = readSealed(root, path);
        if (text === undefined || sealed === undefined) return [];
        const kept = withKeep(text, path, secret);
        return kept === text ? [] : [{ path, bytes: Buffer.from(kept), mode: 0o644 }];
      });
    replaceFiles(root, writes);
    return writes.map(({ path }) => path);
  });
};
