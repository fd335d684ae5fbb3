import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { composeFile } from '../../src/files/compose/index.ts';
import { plainOf } from '../../src/render/render.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { aPlan, aSmallPlan } from '../docs/a-plan.ts';

interface Service {
  readonly image?: string;
  readonly build?: object;
  readonly ports: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly profiles?: readonly string[];
  readonly depends_on?: object;
}

function servicesOf(plan: Plan): Readonly<Record<string, Service>> {
  const { content } = composeFile(plan);
  const { services } = plainOf(content.kind === 'yaml' ? (content.documents[0] ?? null) : null) as {
    services: Record<string, Service>;
  };
  return services;
}

describe('compose.yaml', () => {
  const services = servicesOf(aPlan());

  test('every port is on the loopback interface and used once', () => {
    const ports = Object.values(services).flatMap((service) => service.ports);
    expect(ports).toEqual([
      '127.0.0.1:5432:5432',
      '127.0.0.1:5433:5432',
      '127.0.0.1:6379:6379',
      '127.0.0.1:3000:3000',
    ]);
  });

  test('a component gets every variable that it needs, and waits for its stores', () => {
    expect(services['budget-server']).toMatchObject({
      profiles: ['app'],
      build: { context: '.', dockerfile: 'Dockerfile' },
      environment: {
        LOG_LEVEL: 'info',
        DATABASE_URL: 'postgresql://budget:local@store-postgres-db:5432/budget',
        USER_DATABASE_URL: 'postgresql://userdata:local@store-postgres-userdata:5432/userdata',
        REDIS_URL: 'redis://:local@store-redis:6379',
      },
      depends_on: {
        'store-postgres-db': { condition: 'service_healthy' },
        'store-redis': { condition: 'service_healthy' },
      },
    });
  });

  test('images are pinned to an exact version', () => {
    for (const { image } of Object.values(services))
      if (image !== undefined) expect(image).toMatch(/:\d+\.\d+/);
  });

  test.each([
    ['18', '/var/lib/postgresql'],
    ['17', '/var/lib/postgresql/data'],
  ])('PostgreSQL %s keeps its data where its image looks for it', (version, folder) => {
    const plan = aPlan({
      dataStores: { db: { kind: 'postgres', version: Number(version) } },
      components: { server: {} },
      environments: { dev: { branch: 'dev', deploy: 'on-push' } },
    });
    expect(servicesOf(plan)['store-db']?.volumes).toEqual([`db-data:${folder}`]);
  });

  test('a component on the port of a store keeps it; the store moves', () => {
    const plan = aPlan({
      dataStores: { db: { kind: 'postgres' } },
      components: { server: { port: 5432 } },
      environments: { dev: { branch: 'dev', deploy: 'on-push' } },
    });
    expect(Object.values(servicesOf(plan)).flatMap(({ ports }) => ports)).toEqual([
      '127.0.0.1:5433:5432',
      '127.0.0.1:5432:5432',
    ]);
  });

  test('of two components on one port the later one moves here, and no other', () => {
    const components = {
      web: { port: 3000 },
      api: { port: 3000, build: { context: 'api' }, routes: [] },
      admin: { port: 3001, build: { context: 'admin' }, routes: [] },
    };
    const ports = Object.values(
      servicesOf(
        makePlan(
          parseConfig({ name: 'orders', repository: 'https://github.com/acme/orders', components }),
        ),
      ),
    ).flatMap((service) => service.ports);
    expect(ports).toEqual(['127.0.0.1:3000:3000', '127.0.0.1:3002:3000', '127.0.0.1:3001:3001']);
  });

  test('what an environment overrides is not what runs here', () => {
    const environments = {
      dev: {
        branch: 'main',
        deploy: 'on-push',
        overrides: { components: { web: { env: { URL: 'https://dev.example.com' } } } },
      },
    };
    const services = servicesOf(
      makePlan(
        parseConfig({
          name: 'orders',
          repository: 'https://github.com/acme/orders',
          components: { web: { env: { URL: 'http://localhost:3000' } } },
          environments,
        }),
      ),
    );
    expect(Object.values(services).map(({ environment }) => environment['URL'])).toEqual([
      'http://localhost:3000',
    ]);
  });

  test('a Dockerfile is named from the context; a dollar sign stays one', () => {
    const plan = aPlan({
      dataStores: {},
      environments: { dev: { branch: 'dev', deploy: 'on-push' } },
      components: {
        web: { build: { context: 'apps/web' }, env: { PRICE: '$5' } },
        worker: { build: { context: 'apps/worker', dockerfile: 'docker/worker' }, routes: [] },
      },
    });
    const services = servicesOf(plan);
    expect(services['budget-server-web']).toMatchObject({
      build: { context: 'apps/web', dockerfile: 'Dockerfile' },
      environment: { PRICE: '$$5' },
    });
    expect(services['budget-server-worker']?.build).toEqual({
      context: 'apps/worker',
      dockerfile: '../../docker/worker',
    });
  });

  test('a service without stores has no volumes', () => {
    const { content } = composeFile(aSmallPlan());
    expect(content.kind === 'yaml' && Object.keys(content.documents[0] ?? {})).toEqual([
      'name',
      'services',
    ]);
  });

  test('a database that somebody else runs has a stand-in here', () => {
    const services = servicesOf(
      aPlan({
        components: {
          web: { secretEnv: { DATABASE_URL: { secret: 'app-secrets', key: 'WEB_DATABASE_URL' } } },
        },
        dataStores: { neon: { kind: 'external', variable: 'DATABASE_URL' } },
        environments: { live: { branch: 'main', deploy: 'on-push' } },
      }),
    );
    expect(services['store-neon']).toMatchObject({
      image: expect.stringMatching(/postgres:18\./) as string,
      ports: ['127.0.0.1:5432:5432'],
    });
    expect(services['budget-server']?.environment['DATABASE_URL']).toBe(
      'postgresql://app:local@store-neon:5432/app',
    );
  });
});
