import { describe, expect, test } from 'vitest';
import { readiness, type Dependency } from '../../src/health/readiness.ts';

const healthy = async (): Promise<void> => {};
const failing = async (): Promise<never> => { throw new Error('connection refused'); };
const silent = (): Promise<never> => new Promise(() => {});
const aDependency = (dependency: Partial<Dependency>): Dependency => ({ name: 'database', critical: true, check: healthy, ...dependency });
const answer = (...dependencies: Dependency[]) => readiness({ version: '1.0.0', dependencies, timeoutMs: 50 });

describe('readiness', () => {
  test('a service without dependencies is ok', async () => {
    expect(await answer()).toMatchObject({ status: 'ok', version: '1.0.0', checks: [] });
  });

  test('everything healthy is ok', async () => {
    const { status, checks } = await answer(aDependency({}), aDependency({ name: 'cache', critical: false }));
    expect(status).toBe('ok');
    expect(checks).toEqual([
      { name: 'database', status: 'healthy', latencyMs: expect.any(Number), critical: true },
      { name: 'cache', status: 'healthy', latencyMs: expect.any(Number), critical: false },
    ]);
  });

  test('a failing non-critical dependency degrades the service', async () => {
    expect(await answer(aDependency({}), aDependency({ name: 'cache', critical: false, check: failing }))).toMatchObject({ status: 'degraded' });
  });

  test('a failing critical dependency makes the service unhealthy', async () => {
    expect(await answer(aDependency({ check: failing }), aDependency({ name: 'cache', critical: false, check: failing }))).toMatchObject({ status: 'unhealthy' });
  });

  test('a timeout counts as unhealthy', async () => {
    expect(await answer(aDependency({ check: silent }))).toMatchObject({ status: 'unhealthy', checks: [{ status: 'unhealthy' }] });
  });

  test('a check that throws before it starts counts as unhealthy', async () => {
    const check = (): Promise<never> => { throw new Error('closed'); };
    expect(await answer(aDependency({ check }))).toMatchObject({ status: 'unhealthy' });
  });

  test('dependencies are checked concurrently', async () => {
    let asked = 0;
    let release = (): void => {};
    const all = new Promise<void>((resolve) => { release = resolve; });
    const check = async (): Promise<void> => {
      asked += 1;
      if (asked === 3) release();
      await all;
    };
    const { status } = await answer(...['a', 'b', 'c'].map((name) => aDependency({ name, check })));
    expect(status).toBe('ok');
  });

  test('the reason of a failure is reported, but not in the response', async () => {
    const failures: string[] = [];
    const result = await readiness({ version: '1.0.0', dependencies: [aDependency({ check: failing })], onFailure: (name, reason) => failures.push(`${name}: ${String(reason)}`) });
    expect(failures).toEqual(['database: Error: connection refused']);
    expect(JSON.stringify(result)).not.toContain('refused');
  });
});
