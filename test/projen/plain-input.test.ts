import { expect, test } from 'vitest';
import { plainInput } from '../../src/projen/plain-input.ts';
import { isOurBug } from '../../src/projen/own-work.ts';
import { outcomeOf, refusalOf } from './outcome.ts';

const oops = (): never => {
  throw new TypeError('oops');
};
class Server {
  get port(): number {
    return 3000;
  }
}
const cyclic: Record<string, unknown> = {};
cyclic['self'] = cyclic;
const deep = Array.from({ length: 20_000 }).reduce<unknown>((inner) => ({ inner }), 1);

test.each<readonly [name: string, server: unknown, problem: string]>([
  ['an instance', new Server(), 'must not be an object of Server'],
  ['a date', new Date(0), 'must not be an object of Date'],
  ['a map', new Map(), 'must not be an object of Map'],
  ['a promise', Promise.resolve({}), 'must not be an object of Promise'],
  ['a function', () => 1, 'must be an object'],
  ['what contains itself', cyclic, 'self'],
  ['what is too deep', deep, 'is nested more than 100 levels deep'],
  ['a key that nobody can copy', JSON.parse('{"__proto__": {}}'), 'cannot be used as a key'],
])('%s is a problem of its key', (_, server, problem) => {
  const lines = refusalOf({ components: { server } });
  expect(lines.join('\n')).toMatch(/components\.server/);
  expect(lines.join('\n')).toContain(problem);
});

test.each<readonly [name: string, server: object]>([
  ['a getter', Object.defineProperty({}, 'port', { enumerable: true, get: oops })],
  ['a proxy', new Proxy({}, { ownKeys: oops, get: oops, has: oops, getPrototypeOf: oops })],
])('what %s throws is no bug of ours', (_, server) => {
  let thrown: unknown;
  try {
    outcomeOf({ components: { server } });
  } catch (error) {
    thrown = error;
  }
  expect([thrown, isOurBug(thrown)]).toEqual([new TypeError('oops'), false]);
});

test('a getter and a proxy answer once, and the copy says what they said', () => {
  let asked = 0;
  const server = new Proxy({ port: 1 }, { get: () => (asked += 1) });
  const copy = plainInput({ components: { server, again: server, list: [server, undefined] } });
  expect(copy).toEqual({
    components: { server: { port: 1 }, again: { port: 1 }, list: [{ port: 1 }, undefined] },
  });
  expect(asked).toBe(1);
});
