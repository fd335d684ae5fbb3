import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';

const complete = {
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
