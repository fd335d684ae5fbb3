import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { printed } from '../judges/finding.ts';
import { judges, judgeTree } from '../judges/judge-tree.ts';
import type { JudgeName } from '../judges/judge-tree.ts';
import { inTemporaryFolder } from '../judges/tree.ts';

const cleanTree = join(import.meta.dirname, '../judges/clean-tree');

const deployment = 'k8s/base/deployment.yaml';
const service = 'k8s/base/service.yaml';
const ci = '.github/workflows/ci.yaml';
const script = 'scripts/hello.sh';

/** A defect turns `from` into `to` in one file, and the judge's finding says `says`. */
interface Planted {
  readonly judge: JudgeName;
  readonly defect: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly says: string;
}

const planted: readonly Planted[] = [
  {
    judge: 'kustomize',
    defect: 'a resource that is not there',
    file: 'k8s/base/kustomization.yaml',
    from: '- service.yaml',
    to: '- svc.yaml',
    says: 'svc.yaml',
  },
  {
    judge: 'kustomize',
    defect: 'a deprecated field',
    file: 'k8s/overlays/prod/kustomization.yaml',
    from: 'namespace:',
    to: 'commonLabels:\n  a: b\nnamespace:',
    says: 'commonLabels',
  },
  {
    judge: 'helm',
    defect: 'a value that the schema does not know',
    file: 'chart/values-prod.yaml',
    from: '{}',
    to: 'automonut: true',
    says: 'automonut',
  },
  {
    judge: 'helm',
    defect: 'a chart template that does not parse',
    file: 'chart/templates/serviceaccount.yaml',
    from: '}}',
    to: '}',
    says: 'serviceaccount.yaml',
  },
  {
    judge: 'kubeconform',
    defect: 'an unknown field in a manifest',
    file: service,
    from: 'protocol: TCP',
    to: 'protokoll: TCP',
    says: 'protokoll',
  },
  {
    judge: 'kubeconform',
    defect: 'an unknown field in an Application',
    file: 'argocd/prod.yaml',
    from: 'targetRevision',
    to: 'targetRevison',
    says: 'targetRevison',
  },
  {
    judge: 'kubeconform',
    defect: 'an unknown field in an AppProject',
    file: 'argocd/project.yaml',
    from: 'sourceRepos',
    to: 'sourceRepositories',
    says: 'sourceRepositories',
  },
  {
    judge: 'kubeconform',
    defect: 'an unknown field in a kustomization',
    file: 'k8s/base/kustomization.yaml',
    from: 'resources:',
    to: 'resource: []\nresources:',
    says: 'resource',
  },
  {
    judge: 'kubeconform',
    defect: 'a kind without a schema',
    file: service,
    from: 'apiVersion: v1',
    to: 'apiVersion: example.com/v1',
    says: 'could not find schema',
  },
  {
    judge: 'kube-score',
    defect: 'a critical: no requests',
    file: deployment,
    from: 'memory: 128Mi\n              ephemeral-storage: 64Mi\n            limits',
    to: 'ephemeral-storage: 64Mi\n            limits',
    says: 'container-resources',
  },
  {
    judge: 'kube-score',
    defect: 'a warning: no anti-affinity',
    file: deployment,
    from: 'topologyKey: kubernetes.io/hostname',
    to: 'topologyKey: example.com/rack',
    says: 'podantiaffinity',
  },
  {
    judge: 'checkov',
    defect: 'a container that may gain privileges',
    file: deployment,
    from: 'allowPrivilegeEscalation: false',
    to: 'allowPrivilegeEscalation: true',
    says: 'CKV_K8S_20',
  },
  {
    judge: 'checkov',
    defect: 'a Dockerfile that runs as root',
    file: 'Dockerfile',
    from: 'USER 10001:10001\n',
    to: '',
    says: 'CKV_DOCKER_3',
  },
  {
    judge: 'checkov',
    defect: 'a workflow without permissions',
    file: ci,
    from: 'permissions: {}',
    to: 'permissions: write-all',
    says: 'CKV2_GHA_1',
  },
  {
    judge: 'actionlint',
    defect: 'an unknown key in a workflow',
    file: ci,
    from: 'timeout-minutes',
    to: 'timeout-minute',
    says: 'timeout-minute',
  },
  {
    judge: 'actionlint',
    defect: 'shell in a run step that shellcheck dislikes',
    file: ci,
    from: '"$WHO"',
    to: '$WHO',
    says: 'SC2086',
  },
  {
    judge: 'zizmor',
    defect: 'an action that is not pinned by commit',
    file: ci,
    from: '@3d3c42e5aac5ba805825da76410c181273ba90b1',
    to: '@v7',
    says: 'unpinned-uses',
  },
  {
    judge: 'zizmor',
    defect: 'a pedantic one: a permission without its reason',
    file: ci,
    from: 'read # to check out',
    to: 'write',
    says: 'undocumented-permissions',
  },
  {
    judge: 'shellcheck',
    defect: 'an unquoted variable in a script',
    file: script,
    from: '"hello, $1"',
    to: 'hello, $1',
    says: 'SC2086',
  },
  {
    judge: 'shfmt',
    defect: 'a tab in a script',
    file: script,
    from: '  *)',
    to: '\t*)',
    says: '*)',
  },
  {
    judge: 'hadolint',
    defect: 'a relative WORKDIR',
    file: 'Dockerfile',
    from: 'WORKDIR /app',
    to: 'WORKDIR app',
    says: 'DL3000',
  },
  {
    judge: 'yamllint',
    defect: 'a key twice',
    file: service,
    from: 'kind: Service',
    to: 'kind: Service\nkind: Service',
    says: 'key-duplicates',
  },
  {
    judge: 'yamllint',
    defect: 'a warning: a comment without a space',
    file: service,
    from: 'kind: Service',
    to: '#text\nkind: Service',
    says: 'comments',
  },
  {
    judge: 'gitleaks',
    defect: 'a token in a source file',
    file: 'src/main.js',
    from: 'createServer((',
    to: `const token = '${fakeToken()}';\ncreateServer((`,
    says: 'github-pat',
  },
  {
    judge: 'yaml11',
    defect: 'a bare word that is a boolean to 1.1',
    file: 'argocd/prod.yaml',
    from: 'project: orders',
    to: 'project: off',
    says: '/spec/project is false',
  },
  {
    judge: 'yaml11',
    defect: 'a bare key that is a boolean to 1.1',
    file: deployment,
    from: '  labels:\n    app',
    to: '  labels:\n    y: z\n    app',
    says: '/metadata/labels',
  },
  {
    judge: 'suppressions',
    defect: 'a suppression without a reason',
    file: script,
    from: 'case',
    to: '# shellcheck disable=SC2034\ncase',
    says: 'SC2034',
  },
  {
    judge: 'suppressions',
    defect: 'an exemption annotation without a reason',
    file: deployment,
    from: 'metadata:\n  name: orders',
    to: 'metadata:\n  annotations:\n    checkov.io/skip1: CKV_K8S_35\n  name: orders',
    says: 'CKV_K8S_35',
  },
];

test('every judge has a defect that it must find', () => {
  expect(new Set(planted.map(({ judge }) => judge))).toEqual(new Set(Object.keys(judges)));
});

test('a clean tree passes every judge', async () => {
  expect((await judgeTree(cleanTree)).map(printed).join('\n')).toBe('');
});

test.each(planted)('$judge finds $defect', async ({ judge, file, from, to, says }) => {
  await inTemporaryFolder(async (folder) => {
    cpSync(cleanTree, folder, { recursive: true });
    const before = readFileSync(join(folder, file), 'utf8');
    const after = before.replace(from, () => to);
    expect(after).not.toBe(before);
    writeFileSync(join(folder, file), after);
    const findings = (await judgeTree(folder, [judge])).map(printed);
    expect(findings.join('\n')).toContain(says);
  });
});

// Put together at run time, so that no scanner finds a token in this file.
function fakeToken(): string {
  return `ghp${'_'}${'x7Kq2LmZ9vRt4WsY8nBc3DfG6hJp1QaE0uTo'}`;
}
