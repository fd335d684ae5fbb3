import type { ConfigInput } from '../../../../src/index.ts';
import { applyObjects, kubectl } from '../../rig/kubectl.ts';
import type { Stage } from '../../scenario.ts';
import { applyApplication, sealSecrets, type SecretValues } from '../argo-cd/service.ts';
import type { Effect } from './effect.ts';
import { makeChanging, play, setImages, type Service } from './service.ts';

/** A service that lives, and what its Secrets hold that were sealed last. */
export interface Sealed extends Service {
  values: SecretValues;
}

/** A service of its own, and what becomes of it, in this order; each effect begins where the one before has ended. */
export interface Story {
  readonly first: ConfigInput & { readonly repository: string };
  /** Where it lives from the first to the last effect. */
  readonly namespaces: readonly string[];
  /** Objects that a person has made before. */
  readonly made?: readonly object[];
  readonly effects: readonly Effect<Sealed>[];
}

/** Brings the service of a story to life by Argo CD, and plays its effects. */
export async function tell(
  stage: Stage,
  { first, namespaces, made = [], effects }: Story,
  plant: (service: Service) => Promise<void>,
): Promise<void> {
  for (const namespace of namespaces) stage.watches(namespace);
  const components = Object.keys(first.components);
  const place = await stage.step(`${first.name} is Synced and Healthy`, async () => {
    const service = await makeChanging(stage, first);
    const { rig, clone } = service;
    if (made.length > 0) await applyObjects(rig, made);
    const values = first.secrets?.kind === 'manual' ? {} : await sealSecrets(clone, 'dev');
    await setImages(service, 'dev', components, '1');
    const commit = await clone.push('feat: first release', 'main');
    await applyApplication(rig, clone, 'dev', { commit });
    await stage.plant(() => plant(service));
    return { ...service, values };
  });
  for (const effect of effects) await stage.step(effect.name, () => play(place, effect));
  await kubectl(stage.rig, ['delete', 'namespace', '--wait=false', ...namespaces]);
}
