import { expect, test } from 'vitest';
import { InternalError, UserError } from '../../src/errors.ts';
import { configFailure } from '../../src/projen/config-failure.ts';
import { evaluateConfig, uncaughtByConfig } from '../../src/projen/config-process.ts';
import { ownWork } from '../../src/projen/own-work.ts';

const thrower = (): never => {
  throw new Error('again');
};
const getter = (name: string): unknown =>
  Object.defineProperty(new Error('text'), name, { get: thrower });

/** Everything that can be thrown, and what its owner reads. */
test.each([
  ['undefined', undefined, 'it failed: it threw undefined'],
  ['null', null, 'it failed: it threw null'],
  ['a symbol', Symbol('x'), 'it failed: it threw Symbol(x)'],
  ['a text', 'a text', 'it failed: a text'],
  ['a frozen object', Object.freeze({}), 'it failed: it threw no error'],
  ['an object without a text', Object.create(null), 'it failed: it threw no error'],
  ['an error of another realm', { message: 'there' }, 'it failed: there'],
  [
    'an error without a message',
    Object.assign(new TypeError('x'), { message: '' }),
    'it failed: TypeError',
  ],
  [
    'an error whose message throws',
    getter('message'),
    'it failed: it threw an object that cannot be read',
  ],
  ['an error whose stack throws', getter('stack'), 'it failed: text'],
  [
    'an error whose message is no text',
    Object.assign(new Error('x'), { message: 5 }),
    'it failed: 5',
  ],
  [
    'a proxy that throws',
    new Proxy({}, { get: thrower, has: thrower, getPrototypeOf: thrower }),
    'it failed: it threw an object that cannot be read',
  ],
  ['an error of ours that says 0', Object.assign(new UserError('ours'), { exitCode: 0 }), 'ours'],
  [
    'an error of ours whose hint throws',
    Object.defineProperty(new UserError('x', { exitCode: 3 }), 'exitCode', { get: thrower }),
    'it failed: x',
  ],
])('%s is an error of the config', (_, thrown: unknown, message) => {
  const failure = configFailure('/srv/orders', 'it failed', thrown);
  expect(failure).toMatchObject({ message, exitCode: 2 });
});

test.each([
  ['the config', '/srv/orders/.projenrc.ts:7:3', 'Check .projenrc.ts:7'],
  ['a module of the project', '/srv/orders/config/ports.ts:4:1', 'Check config/ports.ts:4'],
  ['a package', '/srv/orders/node_modules/a/b.js:4:1', 'Correct .projenrc.ts and try again.'],
  ['elsewhere', '/srv/orders-2/a.ts:4:1', 'Correct .projenrc.ts and try again.'],
])('the place of an error in %s', (_, frame, hint) => {
  const error = Object.assign(new Error('x'), { stack: `Error: x\n    at f (${frame})` });
  expect(configFailure('/srv/orders', 'it failed', error)).toMatchObject({ hint });
});

/** Whatever a bug of ours throws: alone it says nothing, a config can throw the same. */
test.each([
  new TypeError('x is undefined'),
  new InternalError('unknown kind'),
  new RangeError('x'),
])('%s is a bug of ours where our own work throws it, and only there', async (thrown) => {
  const fail = (): never => {
    throw thrown;
  };
  const failing = (work: () => never) => evaluateConfig('/srv/orders', async () => work());
  await expect(failing(fail)).rejects.toBeInstanceOf(UserError);
  await expect(failing(() => ownWork(fail))).rejects.toBe(thrown);
  expect(uncaughtByConfig(thrown)).toBe(thrown);
});

test('what our own work refuses is no bug', () => {
  const refused = new UserError('no', { exitCode: 3 });
  const refuse = (): never => {
    throw refused;
  };
  expect(() => ownWork(refuse)).toThrow(refused);
  expect(configFailure('/srv/orders', 'it failed', refused)).toBe(refused);
});
