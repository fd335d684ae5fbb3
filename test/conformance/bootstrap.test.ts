import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { aPulledSystem, aSystem } from '../bootstrap/plans.ts';
import { printed } from '../judges/finding.ts';
import { judgeTree } from '../judges/judge-tree.ts';
import { inTemporaryFolder } from '../judges/tree.ts';
import { writeTree } from './trees.ts';

test.each([
  ['pushed to, with everything in it', aSystem],
  ['that Argo CD serves through a Gateway', aPulledSystem],
])('no judge dislikes a cluster %s', async (_, system) => {
  await inTemporaryFolder(async (folder) => {
    writeTree(folder, parseConfig(system));
    expect((await judgeTree(folder)).map(printed).join('\n')).toBe('');
  });
});

test('the judges look into the manifests of the bootstrap too', async () => {
  await inTemporaryFolder(async (folder) => {
    writeTree(folder, parseConfig(aSystem));
    const [sleep, issuers] = ['sleep.yaml', 'cert-manager-issuers.yaml'].map((name) =>
      join(folder, 'k8s/cluster-bootstrap', name),
    );
    for (const [path = '', from, to] of [
      [sleep, 'allowPrivilegeEscalation: false', 'allowPrivilegeEscalation: true'],
      [sleep, 'readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false'],
      [issuers, 'ingressClassName', 'ingressClasName'],
    ] as const) {
      const text = readFileSync(path, 'utf8');
      expect(text).toContain(from);
      writeFileSync(path, text.replaceAll(from, to));
    }
    const found = (await judgeTree(folder, ['checkov', 'kube-score', 'kubeconform']))
      .map(printed)
      .join('\n');
    for (const said of ['CKV_K8S_20', 'container-security-context', 'ingressClasName'])
      expect(found).toContain(said);
  });
});
