import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseOn } from '../../src/config/parse/parse-on.ts';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { helmFiles } from '../../src/files/helm/index.ts';
import { probeOf } from '../../src/files/helm/probe.ts';
import { leavesOf, type Row } from '../../src/files/chart-parts/rows.ts';
import { workloadNamed } from '../../src/files/chart-parts/subject.ts';
import { objects } from '../../src/files/k8s/objects.ts';
import { render } from '../../src/render/render.ts';
import { makePlan } from '../plan/make-plan.ts';
import { blocksOf, repository } from './pages.ts';

const blocksIn = (path: string) =>
  blocksOf({ path, text: readFileSync(join(repository, path), 'utf8') });

type Block = ReturnType<typeof blocksOf>[number];
const blockOf = (blocks: readonly Block[], language: string, kind = ''): string =>
  blocks.find((block) => block.language === language && block.kind === kind)?.code ?? '';

describe('the example of chart probing', () => {
  const blocks = blocksIn('docs/internals/chart-probing.md');
  const plan = makePlan(parseConfig(JSON.parse(blockOf(blocks, 'json'))));
  const files = new Map(helmFiles(plan).map((spec) => [spec.path, render(spec)]));

  test('the builder returns the tokens', () => {
    const row = { style: 'number', description: '', schema: {} } as const;
    const rows: Row[] = [
      { ...row, value: 'replicaCount', from: 'replicas' },
      { ...row, value: 'terminationGracePeriodSeconds', from: 'shutdown.graceSeconds' },
    ];
    const [dev] = plan.environments;
    if (dev === undefined) throw new Error('no environment');
    const leaves = leavesOf('api', workloadNamed('api'), rows, []);
    const { environment } = probeOf(plan, dev, { leaves, constants: [], forms: [] });
    const deployment = objects(plan, environment).find(({ kind }) => kind === 'Deployment');
    const { replicas, terminationGracePeriodSeconds } = parse(
      blockOf(blocks, 'yaml', 'deployment'),
    ) as Record<string, number>;
    expect(deployment?.['spec']).toMatchObject({
      replicas,
      template: { spec: { terminationGracePeriodSeconds } },
    });
  });

  test('the chart has the lines of the templates', () => {
    const [deployment = '', autoscaler = ''] = blocks
      .filter(({ kind }) => kind === 'template')
      .map(({ code }) => code);
    expect(files.get('chart/templates/api/deployment.yaml')).toContain(deployment);
    expect(files.get('chart/templates/api/horizontalpodautoscaler.yaml')).toContain(autoscaler);
  });

  test('the values are the ones of dev', () => {
    expect(parse(files.get('chart/values-dev.yaml') ?? '')).toEqual(
      parse(blockOf(blocks, 'yaml', 'values')),
    );
    expect(parse(files.get('chart/values-prod.yaml') ?? '')).toEqual({});
  });
});

describe('the example of config recovery', () => {
  const blocks = blocksIn('docs/internals/config-recovery.md');
  const input = JSON.parse(blockOf(blocks, 'json')) as unknown;

  test('the parser goes on with the repaired component, and remembers what is unknown', () => {
    const parsed = parseOn(input);
    expect(parsed.input).toMatchObject({
      components: { api: JSON.parse(blockOf(blocks, 'json', 'repaired')) as unknown },
    });
    expect(parsed.input).not.toHaveProperty('components.api.port');
    expect([...parsed.unknown]).toEqual(JSON.parse(blockOf(blocks, 'json', 'unknown')));
  });

  test('the report is the one of the page', () => {
    expect(() => parseConfig(input)).toThrow(blockOf(blocks, 'text').trimEnd());
  });

  test('corrected, the rule that waited has its say', () => {
    const corrected = blockOf(blocks, 'json').replace('"3000"', '3000').replace('"two"', '2');
    expect(() => parseConfig(JSON.parse(corrected))).toThrow(
      'components.api.autoscaling.max: 2 is less than the minimum of 3 pods',
    );
  });
});
