import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { restrictedNamespace } from '../environments/apply.ts';
import { applyObjects, kubectl } from '../rig/kubectl.ts';
import type { Scenario } from '../scenario.ts';
import { deploys, namespace, pushedEffects, pushing } from './consequences/pushed.ts';
import { makeChanging, play, setImages, type Service } from './consequences/service.ts';

/** What the table of consequences says of packagings and Helm releases, on a service that goes from one to the next. */
export const pushConsequences: Scenario = {
  name: 'push: consequences of a change',
  proves:
    'What the table of consequences says of another packaging and another release happens to what CI deploys: Helm ' +
    'refuses what it does not own, takes it over when told to, and nothing is made anew.',
  fault: {
    breaks: 'a deployment script that takes over whatever is there',
    says: /Helm refuses what kustomize has made[^]*wanted exit code 1/,
  },
  run: async (stage) => {
    stage.watches(namespace);
    const service = await stage.step('makes the repository', () => makeChanging(stage, pushing));
    const { rig, clone, api } = service;
    await stage.step('deploys the first release', async () => {
      await restrictedNamespace(api, namespace);
      await applyObjects(rig, [pullSecret]);
      await setImages(service, 'dev', ['server', 'worker'], '1');
      await clone.push('feat: first release', 'main');
      await deploys(service);
    });
    const planted: Service = {
      ...service,
      change: async (change) => {
        await service.change(change);
        await stage.plant(() => takeAnything(service));
      },
    };
    for (const effect of pushedEffects) await stage.step(effect.name, () => play(planted, effect));
    await kubectl(rig, ['delete', 'namespace', '--wait=false', namespace]);
  },
};

const pullSecret = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'registry-credentials', namespace },
  type: 'kubernetes.io/dockerconfigjson',
  stringData: { '.dockerconfigjson': '{"auths":{}}' },
};

function takeAnything({ clone }: Service): void {
  const path = join(clone.folder, 'scripts/deploy.sh');
  const script = readFileSync(path, 'utf8');
  writeFileSync(path, script.replace('helm upgrade --install', '$& --take-ownership'));
}
