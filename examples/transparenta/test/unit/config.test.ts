import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';

const complete = {
  DATABASE_URL: 'postgres://localhost/app',
  USER_DATABASE_URL: 'postgres://localhost/app',
  REDIS_URL: 'redis://localhost',
};

test('the defaults suit a container, and a restart without delay', () => {
  expect(parseConfig(complete)).toMatchObject({ host: '0.0.0.0', port: 3000, logLevel: 'info', version: 'development', shutdownDelayMs: 0, pod: {} });
});

test('environment variables override the defaults', () => {
  const env = { ...complete, PORT: '8080', HOST: '127.0.0.1', APP_VERSION: '1.2.3', SHUTDOWN_DELAY_MS: '5000', K8S_POD_NAME: 'pod-1' };
  expect(parseConfig(env)).toMatchObject({ port: 8080, host: '127.0.0.1', version: '1.2.3', shutdownDelayMs: 5000, pod: { pod: 'pod-1' } });
});

test('all problems are listed at once, and no value is printed', () => {
  const parse = (): unknown => parseConfig({ ...complete, PORT: 'hunter2', LOG_LEVEL: 'loud' });
  expect(parse).toThrow(/2 problem\(s\):\n {2}LOG_LEVEL: .*\n {2}PORT: /);
  expect(parse).not.toThrow(/hunter2|loud/);
});

test('DATABASE_URL is required', () => {
  expect(() => parseConfig({ ...complete, DATABASE_URL: '' })).toThrow('DATABASE_URL: required');
  expect(() => parseConfig({ ...complete, DATABASE_URL: 'hunter2' })).toThrow('DATABASE_URL: must start with');
});

test('USER_DATABASE_URL is required', () => {
  expect(() => parseConfig({ ...complete, USER_DATABASE_URL: '' })).toThrow('USER_DATABASE_URL: required');
  expect(() => parseConfig({ ...complete, USER_DATABASE_URL: 'hunter2' })).toThrow('USER_DATABASE_URL: must start with');
});

test('REDIS_URL is required', () => {
  expect(() => parseConfig({ ...complete, REDIS_URL: '' })).toThrow('REDIS_URL: required');
  expect(() => parseConfig({ ...complete, REDIS_URL: 'hunter2' })).toThrow('REDIS_URL: must start with');
});
