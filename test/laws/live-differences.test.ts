import { expect, test } from 'vitest';
import { changes, differences } from '../live/environments/differences.ts';
import type { FieldSchema } from '../live/environments/served.ts';

const named: FieldSchema = { properties: { name: {}, value: {} } };
const schema: FieldSchema = {
  properties: {
    keyed: {
      items: named,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    },
    set: { items: {}, 'x-kubernetes-list-type': 'set' },
    atomic: { items: named },
    whole: { additionalProperties: {}, 'x-kubernetes-map-type': 'atomic' },
    referred: { allOf: [{ $ref: '#/components/schemas/Referred' }] },
    free: {},
  },
};

const pathsOf = (
  written: object,
  stored: object,
  apiVersion = 'example.com/v1',
): readonly string[] =>
  differences(
    { apiVersion, ...written },
    { apiVersion, ...stored },
    {
      schema,
      resolve: (found) =>
        found.allOf === undefined ? found : { 'x-kubernetes-map-type': 'atomic' },
    },
  ).map(({ path }) => path);

const [a, b, defaulted] = [
  { name: 'a', value: '1' },
  { name: 'b', value: '2' },
  { name: 'a', value: '1', more: true },
];

test.each<readonly [string, object, object, readonly string[]]>([
  ['a field that the server adds', { free: { x: 1 } }, { free: { x: 1, y: 2 } }, []],
  [
    'a field that is stored otherwise',
    { free: { x: '0.5' } },
    { free: { x: '500m' } },
    ['/free/x'],
  ],
  ['a field that is dropped', { free: { x: {} } }, { free: {} }, ['/free/x']],
  ['items of others in a list with keys', { keyed: [a] }, { keyed: [b, defaulted] }, []],
  ['an item that is not there', { keyed: [a, b] }, { keyed: [a] }, ['/keyed/1']],
  ['a key that is left out', { keyed: [{ value: '1' }] }, { keyed: [a] }, ['/keyed/0/name']],
  ['a set that holds more', { set: ['x'] }, { set: ['y', 'x'] }, []],
  ['a set that holds less', { set: ['x', 'z'] }, { set: ['x'] }, ['/set']],
  ['a default in an atomic list', { atomic: [a] }, { atomic: [defaulted] }, ['/atomic/0/more']],
  ['a longer atomic list', { atomic: [a] }, { atomic: [a, b] }, ['/atomic']],
  ['a key in an atomic map', { whole: { x: 1 } }, { whole: { x: 1, y: 1 } }, ['/whole/y']],
  ['an atomic map by reference', { referred: {} }, { referred: { y: 1 } }, ['/referred/y']],
])('%s', (_, written, stored, paths) => {
  expect(pathsOf(written, stored)).toEqual(paths);
});

test('of built-in kinds Argo CD fills in defaults in lists, and leaves out what is empty', () => {
  expect(pathsOf({ atomic: [a], free: {} }, { atomic: [defaulted] }, 'apps/v1')).toEqual([]);
  const claim = (more: object) => ({ spec: { volumeClaimTemplates: [{ spec: {}, ...more }] } });
  expect(pathsOf(claim({}), claim({ kind: 'PersistentVolumeClaim' }), 'apps/v1')).toEqual([
    '/spec/volumeClaimTemplates/0/kind',
  ]);
});

test('another apply changes nothing but what the API server counts', () => {
  const stored = { metadata: { name: 'a', resourceVersion: '1' }, spec: {}, status: { x: 1 } };
  const again = { metadata: { name: 'a', resourceVersion: '2' }, spec: {} };
  expect(changes(stored, again)).toEqual([]);
  expect(changes(stored, { ...again, spec: { x: 1 } })).toEqual([
    { path: '/spec/x', written: 1, stored: undefined },
  ]);
});
