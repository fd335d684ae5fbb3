import { expect, test } from 'vitest';
import {
  identityOf,
  narrowerFirst,
  outsideOf,
  receiverOf,
  takes,
} from '../../src/domain/route-paths.ts';

const prefix = (path: string) => ({ path, match: 'prefix' as const });
const exact = (path: string) => ({ path, match: 'exact' as const });

test.each([
  [prefix('/'), '/anything', true],
  [prefix('/api'), '/api', true],
  [prefix('/api'), '/api/', true],
  [prefix('/api'), '/api/x', true],
  [prefix('/api'), '/api-docs', false],
  [prefix('/api/'), '/api', true],
  [exact('/api'), '/api', true],
  [exact('/api'), '/api/', false],
  [exact('/api'), '/api/x', false],
])('%o takes %s: %s', (route, path, taken) => {
  expect(takes(route, path)).toBe(taken);
});

test('the longest route gets a request, and of two for one path the exact one', () => {
  const routes = [
    prefix('/'),
    prefix('/api'),
    exact('/api/docs'),
    exact('/api'),
    prefix('/api/v1'),
  ];
  expect(routes.toSorted(narrowerFirst)).toEqual([
    exact('/api/docs'),
    prefix('/api/v1'),
    exact('/api'),
    prefix('/api'),
    prefix('/'),
  ]);
  expect(receiverOf(routes, '/api/docs')).toEqual(exact('/api/docs'));
  expect(receiverOf(routes, '/api/docs/x')).toEqual(prefix('/api'));
  expect(receiverOf([exact('/a')], '/b')).toBeUndefined();
});

test('a prefix is one with and without a slash, an exact path is not', () => {
  expect(identityOf(prefix('/a/'))).toBe(identityOf(prefix('/a')));
  expect(identityOf(exact('/a/'))).not.toBe(identityOf(exact('/a')));
  expect(identityOf(exact('/a'))).not.toBe(identityOf(prefix('/a')));
});

test.each([
  [prefix('/api'), undefined, '/api/health', '/api/health'],
  [prefix('/api'), undefined, '/health', undefined],
  [prefix('/judge-api/'), '/', '/health', '/judge-api/health'],
  [prefix('/judge-api'), '/v1/', '/v1/health', '/judge-api/health'],
  [prefix('/judge-api'), '/v1', '/v1', '/judge-api'],
  [prefix('/judge-api'), '/v1', '/v10', undefined],
  [prefix('/'), '/v1', '/v1', '/'],
  [exact('/up'), '/health', '/health', '/up'],
  [exact('/up'), '/health', '/health/x', undefined],
])('%o, rewritten to %s, reaches %s by %s', (route, rewrite, inside, outside) => {
  expect(outsideOf({ ...route, rewrite }, inside)).toBe(outside);
});
