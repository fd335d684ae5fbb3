import { join } from 'node:path';
import { refresh, stateOf, statusOf } from '../../controllers/application.ts';
import { kubectl } from '../../rig/kubectl.ts';
import { until } from '../../rig/programs.ts';
import type { Service } from './service.ts';

/** Applies files of the folder `argocd`. */
export const applied = (service: Service, ...files: readonly string[]): Promise<string> =>
  kubectl(service.rig, [
    'apply',
    ...files.flatMap((file) => ['-f', join(service.clone.folder, 'argocd', file)]),
  ]);

/** Waits until Argo CD complains of an Application in these words. */
export async function untilComplains(
  { rig }: Service,
  application: string,
  words: RegExp,
): Promise<void> {
  await refresh(rig, application);
  await until(
    `Application ${application} says ${String(words)}`,
    async () => {
      const { conditions = [] } = (await statusOf(rig, application)) ?? {};
      return conditions.some((condition) => words.test(condition)) ? true : undefined;
    },
    { state: () => stateOf(rig, application) },
  );
}

/** Waits until Argo CD shows that an Application differs from git. */
export const untilDiffers = async ({ rig }: Service, application: string): Promise<void> => {
  await until(
    `Application ${application} differs from git`,
    async () => ((await statusOf(rig, application))?.sync === 'OutOfSync' ? true : undefined),
    { state: () => stateOf(rig, application) },
  );
};

/** There are files below the folder, but nothing that Argo CD would deploy from it. */
export const findsNothing = /auto-sync will wipe out all resources/;
