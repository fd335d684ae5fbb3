import { expect, test } from 'vitest';
import { objectChanges } from '../../src/review/object-changes.ts';
import { headOf, linesOf } from '../../src/review/object-lines.ts';
import { objectsIn } from '../../src/rendered/objects.ts';

const lines = (before: string, after: string): string[] =>
  linesOf({
    environment: 'dev',
    kind: 'compared',
    objects: objectChanges(objectsIn(before), objectsIn(after)),
  });

const pod = (spec: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: n}\nspec: ${spec}\n`;

test('objects come, go and change by their group, kind, namespace and name', () => {
  const before = `${pod('{a: 1}')}---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\n`;
  const after = `${pod('{a: 2}')}---\napiVersion: batch/v1\nkind: Job\nmetadata: {name: x}\n`;
  expect(lines(before, after)).toEqual([
    '@@ Pod n/a @@',
    '-   spec.a: 1',
    '+   spec.a: 2',
    '- apps/Deployment x',
    '+ batch/Job x',
  ]);
  expect(lines(before, before.split('---\n').reverse().join('---\n'))).toEqual([]);
});

const claim = (annotations: string): string =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, annotations: {${annotations}}}\n`;
const argocd = (options: string): string => `argocd.argoproj.io/sync-options: "${options}"`;
const ignored = 'argocd.argoproj.io/compare-options: IgnoreExtraneous';

test.each([
  [`${argocd('Prune=false,Delete=false')}, ${ignored}`, true],
  [`${argocd('Replace=true,Delete=false,Prune=false')}, ${ignored}`, true],
  ['helm.sh/resource-policy: keep', true],
  [argocd('Prune=false,Delete=false'), false],
  [`${argocd('Prune=false')}, ${ignored}`, false],
  [ignored, false],
  ['helm.sh/resource-policy: none', false],
  ['', false],
])('what is removed with %s stays: %s', (annotations, stays) => {
  const before = `${claim(annotations)}---\n${pod('{a: 1}')}`;
  expect(lines(before, '')).toEqual([
    `- PersistentVolumeClaim data${stays ? ' (stays in the cluster)' : ''}`,
    '- Pod n/a',
    ...(stays
      ? ['# To delete what stays: docs/runbooks/remove-a-store.md, as it is before this change.']
      : []),
  ]);
  expect(lines('', before)).toEqual(['+ PersistentVolumeClaim data', '+ Pod n/a']);
  expect(
    headOf({
      environment: 'dev',
      kind: 'compared',
      objects: objectChanges(objectsIn(before), objectsIn('')),
    }),
  ).toBe(`2 removed object(s)${stays ? '; staying in the cluster: 1' : ''}`);
});

test.each([
  [
    'items with names are compared by name',
    '{c: [{name: x, i: 1}, {name: y, i: 1}]}',
    '{c: [{name: y, i: 2}, {name: x, i: 1}]}',
    ['-   spec.c[y].i: 1', '+   spec.c[y].i: 2'],
  ],
  [
    'an order alone is a change too',
    '{c: [{name: x}, {name: y}]}',
    '{c: [{name: y}, {name: x}]}',
    ['-   spec.c: [{"name":"x"},{"name":"y"}]', '+   spec.c: [{"name":"y"},{"name":"x"}]'],
  ],
  [
    'other items by place',
    '{c: [1, 2]}',
    '{c: [1, 3, 4]}',
    ['-   spec.c[1]: 2', '+   spec.c[1]: 3', '-   spec.c[2]: absent', '+   spec.c[2]: 4'],
  ],
  ['a number is not its text', '{a: "1"}', '{a: 1}', ['-   spec.a: "1"', '+   spec.a: 1']],
  [
    'a key with dots is quoted',
    '{"a.b/c": 1}',
    '{"a.b/c": null}',
    ['-   spec["a.b/c"]: 1', '+   spec["a.b/c"]: null'],
  ],
  [
    'a new shape is one change',
    '{a: [1]}',
    '{a: {b: 1}}',
    ['-   spec.a: [1]', '+   spec.a: {"b":1}'],
  ],
])('%s', (_, before, after, expected) => {
  expect(lines(pod(before), pod(after)).slice(1)).toEqual(expected);
});

test('long values are cut', () => {
  expect(lines(pod('{a: 1}'), pod(`{a: ${'x'.repeat(5000)}}`)).join('\n').length).toBeLessThan(300);
});

test.each([
  [
    'a value',
    'kind: Secret\nmetadata: {name: s}\ndata: {p: c2VjcmV0MQ==}\n',
    'kind: Secret\nmetadata: {name: s}\ndata: {p: c2VjcmV0Mg==}\n',
    '-   data.p: (redacted)',
  ],
  [
    'a whole block',
    'kind: Secret\nmetadata: {name: s}\n',
    'kind: Secret\nmetadata: {name: s}\nstringData: {p: secret2}\n',
    '+   stringData: (redacted)',
  ],
  [
    'a copy in an annotation',
    'kind: Secret\nmetadata: {name: s, annotations: {last: secret1}}\n',
    'kind: Secret\nmetadata: {name: s, annotations: {last: secret2}}\n',
    '-   metadata.annotations.last: (redacted)',
  ],
  [
    'an unknown field',
    'kind: Secret\nmetadata: {name: s}\nextra: secret1\n',
    'kind: Secret\nmetadata: {name: s}\nextra: secret2\n',
    '-   extra: (redacted)',
  ],
  [
    'a sealed value',
    'kind: SealedSecret\nmetadata: {name: s}\nspec: {encryptedData: {p: secret1}}\n',
    'kind: SealedSecret\nmetadata: {name: s}\nspec: {encryptedData: {p: secret2}}\n',
    '-   spec.encryptedData.p: (redacted)',
  ],
])(
  'of a Secret that changes %s, the change is shown and the value is not',
  (_, before, after, line) => {
    const shown = lines(before, after);
    expect(shown).toContain(line);
    expect(shown.join('\n')).not.toMatch(/secret[12]|c2VjcmV0M/);
  },
);

const deployment = (spec: string, namespace = ', namespace: n'): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a${namespace}}\nspec: ${spec}\n`;

test('who takes the number of pods from git learns how to keep them until the autoscaler acts', () => {
  expect(lines(deployment('{replicas: 3}'), deployment('{}'))).toEqual([
    '@@ apps/Deployment n/a @@',
    '-   spec.replicas: 3',
    '+   spec.replicas: absent',
    '# apps/Deployment n/a runs one pod instead of 3 until its autoscaler acts. To keep them, first run:',
    "#   kubectl apply -n n --server-side --field-manager handover -f - <<<'" +
      '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a"},"spec":{"replicas":3}}\'',
  ]);
  const inChart = lines(deployment('{replicas: 3}', ''), deployment('{}', ''));
  expect(inChart.at(-1)).toContain('kubectl apply -n <namespace> ');
});

test.each([
  ['{replicas: 1}', '{}'],
  ['{replicas: 3}', '{replicas: 2}'],
  ['{}', '{replicas: 3}'],
])("pods from %s to %s are nobody else's", (before, after) => {
  expect(lines(deployment(before), deployment(after)).join('\n')).not.toContain('autoscaler');
});

test('manifests whose aliases would fill the memory are refused', () => {
  const bomb = Array.from({ length: 9 }, (_, index) =>
    index === 0
      ? 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'
      : `a${String(index)}: &a${String(index)} [${Array(10)
          .fill(`*a${String(index - 1)}`)
          .join(', ')}]`,
  ).join('\n');
  expect(() => objectsIn(`kind: ConfigMap\n${bomb}\n`)).toThrow('aliases that cannot be resolved');
});
