import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse/parse.ts';
import type { ConfigInput } from '../../src/config/schema/schema.ts';
import { allFiles } from '../../src/files/index.ts';
import { render } from '../../src/render/render.ts';
import { makePlan } from '../plan/make-plan.ts';

const placed: ConfigInput['components'][string] = {
  nodeSelector: { 'node.kubernetes.io/workload': 'application' },
  tolerations: [
    { key: 'dedicated', value: 'shop', effect: 'NoSchedule' },
    { key: 'spot', effect: 'NoExecute', tolerationSeconds: 60 },
  ],
  priorityClass: 'customer-facing',
};

const filesOf = (config: Partial<ConfigInput>): ((path: string) => string) => {
  const plan = makePlan(
    parseConfig({
      name: 'shop',
      repository: 'https://github.com/acme/shop',
      components: { api: {} },
      ...config,
    }),
  );
  const files = new Map(allFiles(plan).map((file) => [file.path, render(file)]));
  return (path) => files.get(path) ?? '';
};

const inPods = `
      priorityClassName: customer-facing
      nodeSelector:
        node.kubernetes.io/workload: application
      tolerations:
        - key: dedicated
          operator: Equal
          value: shop
          effect: NoSchedule
        - key: spot
          operator: Exists
          effect: NoExecute
          tolerationSeconds: 60
`;

/** Production alone has nodes of its own. */
const inProduction = {
  environments: {
    dev: { branch: 'dev', deploy: 'on-push' },
    prod: {
      branch: 'main',
      deploy: 'on-promotion',
      overrides: { components: { api: placed } },
    },
  },
} satisfies Partial<ConfigInput>;

test('pods run where a component says, and before whose', () => {
  expect(filesOf({ components: { api: placed } })('k8s/base/deployment.yaml')).toContain(inPods);
  expect(filesOf({})('k8s/base/deployment.yaml')).not.toMatch(/nodeSelector|tolerations|priority/);
});

test('an environment alone may say it, in an overlay or in the values of its chart', () => {
  const overlays = filesOf(inProduction);
  expect(overlays('k8s/base/deployment.yaml')).not.toContain('nodeSelector');
  expect(overlays('k8s/overlays/prod/patches/deployment-shop.yaml')).toContain(
    'node.kubernetes.io/workload: application',
  );
  const chart = filesOf({ ...inProduction, packaging: { kind: 'helm' } });
  expect(chart('chart/values-prod.yaml')).toContain('priorityClassName: customer-facing');
  expect(chart('chart/values.yaml')).toMatch(/nodeSelector: \{\}[^]*tolerations: \[\]/);
  expect(chart('chart/templates/api/deployment.yaml')).toContain(
    '{{- if .Values.api.nodeSelector }}',
  );
  expect(filesOf({ packaging: { kind: 'helm' } })('chart/values.yaml')).not.toMatch(
    /nodeSelector|tolerations|priorityClassName/,
  );
});

test('the cluster is asked for the PriorityClass before the first deployment', () => {
  const script = filesOf({
    components: { api: placed },
    delivery: { kind: 'push' },
  })('scripts/preflight.sh');
  expect(script).toContain("need_object priorityclass '' customer-facing");
});
