import { expect, test } from 'vitest';
import { factor } from '../../src/files/kustomize/factor.ts';
import { objectDifference } from '../../src/files/kustomize/object-difference.ts';
import { applyPatch } from '../../src/files/kustomize/strategic-merge.ts';
import type { KubernetesObject } from '../../src/render/kubernetes-object.ts';
import type { Value } from '../../src/render/spec.ts';
import { uncommented } from './layout.ts';

type Fields = Record<string, Value>;

const config = (data: Fields): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'orders' },
  data,
});
const custom = (spec: Fields): KubernetesObject => ({
  apiVersion: 'example.com/v1',
  kind: 'Thing',
  metadata: { name: 'orders' },
  spec,
});
const service = (...ports: Fields[]): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'orders' },
  spec: { ports },
});
const pod = (spec: Fields): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'orders' },
  spec: { template: { spec } },
});
const app = (fields: Fields): KubernetesObject => pod({ containers: [{ name: 'app', ...fields }] });
const env = (...variables: Fields[]): KubernetesObject => app({ env: variables });
const [a, b, z] = [
  { name: 'A', value: '1' },
  { name: 'B', value: '2' },
  { name: 'Z', value: '26' },
] as const;
const [tcp, udp, https] = [
  { port: 53, protocol: 'TCP' },
  { port: 53, protocol: 'UDP' },
  { port: 443, protocol: 'TCP' },
] as const;
const replace = { $patch: 'replace' };

interface Case {
  readonly dev: KubernetesObject;
  readonly prod: KubernetesObject;
  readonly base: KubernetesObject;
  readonly devPatch?: KubernetesObject;
  readonly prodPatch?: KubernetesObject;
}

test.each<[string, Case]>([
  [
    'an object that is the same everywhere has no patch',
    { dev: config({ a: '1' }), prod: config({ a: '1' }), base: config({ a: '1' }) },
  ],
  [
    'a scalar that differs has the first value in the base',
    {
      dev: config({ a: '1', b: 'x' }),
      prod: config({ a: '2', b: 'x' }),
      base: config({ a: '1', b: 'x' }),
      prodPatch: config({ a: '2' }),
    },
  ],
  [
    'a key that prod lacks is added by dev',
    {
      dev: config({ a: '1', b: '2' }),
      prod: config({ a: '1' }),
      base: config({ a: '1' }),
      devPatch: config({ b: '2' }),
    },
  ],
  [
    'a key that only prod has is added by prod',
    {
      dev: config({ a: '1' }),
      prod: config({ a: '1', b: '2' }),
      base: config({ a: '1' }),
      prodPatch: config({ b: '2' }),
    },
  ],
  [
    'a key that would be read as a number replaces the map around it',
    {
      dev: config({ a: '1' }),
      prod: config({ a: '1', '1e3': '2' }),
      base: config({ a: '1' }),
      prodPatch: config({ ...replace, a: '1', '1e3': '2' }),
    },
  ],
  [
    'a map without a common key is left to the overlays',
    {
      dev: app({ image: 'x', resources: { limits: { cpu: 1 } } }),
      prod: app({ image: 'x', resources: { requests: { cpu: 1 } } }),
      base: app({ image: 'x' }),
      devPatch: app({ resources: { limits: { cpu: 1 } } }),
      prodPatch: app({ resources: { requests: { cpu: 1 } } }),
    },
  ],
  [
    'an empty map that an environment has stays in the base',
    {
      dev: custom({ selector: {} }),
      prod: custom({ selector: { app: 'x' } }),
      base: custom({ selector: {} }),
      prodPatch: custom({ selector: { app: 'x' } }),
    },
  ],
  [
    'an atomic list is repeated whole',
    {
      dev: app({ args: ['a', 'b'] }),
      prod: app({ args: ['a'] }),
      base: app({ args: ['a', 'b'] }),
      prodPatch: app({ args: ['a'] }),
    },
  ],
  [
    'every list of a custom resource is atomic',
    {
      dev: custom({ env: [a] }),
      prod: custom({ env: [a, z] }),
      base: custom({ env: [a] }),
      prodPatch: custom({ env: [a, z] }),
    },
  ],
  [
    'a variable that only prod has comes first without a word about the others',
    { dev: env(a, b), prod: env(z, a, b), base: env(a, b), prodPatch: env(z) },
  ],
  [
    'a variable that only prod has comes last when the others keep their places',
    {
      dev: env(a, b),
      prod: env(a, b, z),
      base: env(a, b),
      prodPatch: env({ name: 'A' }, { name: 'B' }, z),
    },
  ],
  [
    'a changed variable keeps its place',
    {
      dev: env(a, b),
      prod: env(a, { name: 'B', value: '3' }),
      base: env(a, b),
      prodPatch: env({ name: 'A' }, { name: 'B', value: '3' }),
    },
  ],
  [
    'the order alone can differ',
    { dev: env(a, b), prod: env(b, a), base: env(a, b), prodPatch: env({ name: 'B' }) },
  ],
  [
    'a variable with other keys is left to the overlays',
    {
      dev: env(b, a),
      prod: env({ name: 'B', valueFrom: { fieldRef: { fieldPath: 'x' } } }, a),
      base: env(a),
      devPatch: env(b),
      prodPatch: env({ name: 'B', valueFrom: { fieldRef: { fieldPath: 'x' } } }),
    },
  ],
  [
    'a list item whose value changes type is left to the overlays',
    {
      dev: service({ ...tcp, targetPort: 'dns' }),
      prod: service({ ...tcp, targetPort: 5353 }),
      base: { ...service(), spec: undefined },
      devPatch: service({ ...tcp, targetPort: 'dns' }),
      prodPatch: service({ ...tcp, targetPort: 5353 }),
    },
  ],
  [
    'a new port comes first',
    {
      dev: service(tcp, udp),
      prod: service(https, tcp, udp),
      base: service(tcp, udp),
      prodPatch: service(https),
    },
  ],
  [
    'with two keys a new port at the end replaces the list',
    {
      dev: service(tcp, udp),
      prod: service(tcp, udp, https),
      base: service(tcp, udp),
      prodPatch: service(tcp, udp, https, replace),
    },
  ],
  [
    'with two keys another order replaces the list',
    {
      dev: service(tcp, udp),
      prod: service(udp, tcp),
      base: service(tcp, udp),
      prodPatch: service(udp, tcp, replace),
    },
  ],
  [
    'no items against some: the base has none',
    { dev: env(a, b), prod: env(), base: env(), devPatch: env(a, b) },
  ],
  [
    'a number over a string replaces the map around it',
    {
      dev: app({ livenessProbe: { httpGet: { port: 'http', path: '/' } } }),
      prod: app({ livenessProbe: { httpGet: { port: 80, path: '/' } } }),
      base: app({ livenessProbe: { httpGet: { port: 'http', path: '/' } } }),
      prodPatch: app({ livenessProbe: { httpGet: { ...replace, port: 80, path: '/' } } }),
    },
  ],
  [
    'a text that starts with a tab over several lines replaces the map around it',
    {
      dev: config({ a: 'x\ny\n' }),
      prod: config({ a: '\tx' }),
      base: config({ a: 'x\ny\n' }),
      prodPatch: config({ ...replace, a: '\tx' }),
    },
  ],
  [
    'a list over a map replaces the map around it',
    {
      dev: custom({ x: { y: 1 } }),
      prod: custom({ x: [1] }),
      base: custom({ x: { y: 1 } }),
      prodPatch: custom({ ...replace, x: [1] }),
    },
  ],
])('%s', (_, { dev, prod, base, devPatch, prodPatch }) => {
  const factored = factor([
    { name: 'dev', objects: [dev] },
    { name: 'prod', objects: [prod] },
  ]);
  expect(factored.base).toEqual([base]);
  const patches = [...factored.overlays.values()].map((overlay) => overlay.patches);
  expect(patches.map((each) => each.map(uncommented))).toEqual(
    [devPatch, prodPatch].map((patch) => (patch === undefined ? [] : [patch])),
  );
  expect(
    patches.map(([patch]) => uncommented(patch === undefined ? base : applyPatch(base, patch))),
  ).toEqual([dev, prod]);
  expect(index(factored.overlays)).toEqual({ dev: [], prod: [] });
});

test.each<[string, KubernetesObject, KubernetesObject, KubernetesObject]>([
  [
    'a key too many is set to null',
    config({ a: '1', b: '2' }),
    config({ a: '1' }),
    { ...config({}), data: { b: null } },
  ],
  ['an item too many replaces the list', env(a, b), env(b), env(b, replace)],
  ['no items against some replace the list', env(a, b), env(), env(replace)],
  [
    'a variable of another type replaces the list',
    env({ name: 'A', value: '1' }),
    env({ name: 'A', value: 1 }),
    env({ name: 'A', value: 1 }, replace),
  ],
])('a difference by itself: %s', (_, from, to, patch) => {
  const difference = objectDifference(from, to);
  const said = difference.kind === 'patch' ? uncommented(difference.patch) : difference.kind;
  expect(said).toEqual(patch);
  expect(applyPatch(from, patch)).toEqual(to);
});

test.each<[string, KubernetesObject, KubernetesObject]>([
  [
    'a type change at the top of the object',
    { ...config({}), immutable: 'no' },
    { ...config({}), immutable: true },
  ],
  ['two variables of one name, of which kustomize would keep one', env(a, a), env(a, a, z)],
  [
    'a port without protocol, which kustomize may take for another',
    service({ port: 53 }, udp),
    service({ port: 53 }, https),
  ],
  [
    'another version of the API',
    custom({ a: 1 }),
    { ...custom({ a: 1 }), apiVersion: 'example.com/v2' },
  ],
  [
    'an annotation whose name reads as a number',
    { ...config({}), metadata: { name: 'orders', annotations: { a: 'x' } } },
    { ...config({}), metadata: { name: 'orders', annotations: { a: 'x', '1': 'y' } } },
  ],
  [
    'a sealed secret',
    { ...config({}), kind: 'SealedSecret' },
    { ...config({}), kind: 'SealedSecret' },
  ],
])('no patch for %s: the object stands whole in both overlays', (_, dev, prod) => {
  const { base, overlays } = factor([
    { name: 'dev', objects: [dev] },
    { name: 'prod', objects: [prod] },
  ]);
  expect(base).toEqual([]);
  expect(index(overlays)).toEqual({ dev: [dev], prod: [prod] });
});

test('an object that one environment lacks stands whole in those that have it', () => {
  const [shared, extra] = [config({ a: '1' }), custom({ a: 1 })];
  const { base, overlays } = factor([
    { name: 'dev', objects: [shared] },
    { name: 'staging', objects: [extra, shared] },
    { name: 'prod', objects: [shared, extra] },
  ]);
  expect(base).toEqual([shared]);
  expect(index(overlays)).toEqual({ dev: [], staging: [extra], prod: [extra] });
});

test('with one environment everything is in the base', () => {
  const objects = [env(a), service({ port: 53 }), { ...config({}), kind: 'SealedSecret' }];
  expect(factor([{ name: 'prod', objects }])).toEqual({
    base: objects,
    overlays: new Map([['prod', { only: [], patches: [] }]]),
  });
});

test('two objects of one name in an environment are a bug', () => {
  expect(() => factor([{ name: 'dev', objects: [config({}), config({ a: '1' })] }])).toThrow(
    'two objects of one group, kind and name',
  );
});

function index(
  overlays: ReturnType<typeof factor>['overlays'],
): Record<string, readonly KubernetesObject[]> {
  return Object.fromEntries([...overlays].map(([name, { only }]) => [name, only]));
}
