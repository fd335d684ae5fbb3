import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { infrastructureFiles } from '../../src/files/infrastructure/index.ts';
import { plainOf } from '../../src/render/render.ts';
import { paths } from '../../src/plan/paths.ts';
import { aClusterPlan } from '../bootstrap/plans.ts';
import { tool } from '../judges/install.ts';
import { run } from '../judges/process.ts';
import { inTemporaryFolder } from '../judges/tree.ts';
import { at, listAt, textAt } from '../laws/model.ts';

const [file] = infrastructureFiles(aClusterPlan()).filter(
  ({ path }) => path === paths.bootstrap('node-rules.yaml'),
);
const group = listAt(
  file?.content.kind === 'yaml' ? file.content.documents.map(plainOf)[0] : undefined,
  'spec',
  'groups',
)[0];

// Node a is over 80 % of everything, node b is not.
const series = [
  ['node_cpu_seconds_total{instance="a",cpu="0",mode="idle"}', '0+6x60'],
  ['node_cpu_seconds_total{instance="b",cpu="0",mode="idle"}', '0+30x60'],
  ['node_memory_MemAvailable_bytes{instance="a"}', '10x60'],
  ['node_memory_MemTotal_bytes{instance="a"}', '100x60'],
  ['node_memory_MemAvailable_bytes{instance="b"}', '30x60'],
  ['node_memory_MemTotal_bytes{instance="b"}', '100x60'],
  ...['avail', 'size'].flatMap((what) =>
    [
      ['a', '10x60'],
      ['b', '30x60'],
    ].map(([node = '', free = '']) => [
      `node_filesystem_${what}_bytes{instance="${node}",mountpoint="/",fstype="ext4"}`,
      what === 'size' ? '100x60' : free,
    ]),
  ),
  [
    'kube_pod_container_resource_requests{resource="cpu",namespace="n",pod="p",container="c",node="a"}',
    '1.7x60',
  ],
  ['kube_pod_status_phase{namespace="n",pod="p",phase="Running"}', '1x60'],
  ['kube_pod_status_phase{namespace="n",pod="p",phase="Pending"}', '0x60'],
  // A pod that has ended holds nothing.
  [
    'kube_pod_container_resource_requests{resource="cpu",namespace="n",pod="done",container="c",node="a"}',
    '9x60',
  ],
  ['kube_pod_status_phase{namespace="n",pod="done",phase="Succeeded"}', '1x60'],
  ['kube_node_status_allocatable{resource="cpu",node="a"}', '2x60'],
];

test('alerts about nodes fire for the node that is full, and for no other', async () => {
  await inTemporaryFolder(async (folder) => {
    writeFileSync(join(folder, 'rules.yaml'), JSON.stringify({ groups: [group] }));
    const expected = listAt(group, 'rules').map((rule) => {
      const perNode = textAt(rule, 'annotations', 'summary').includes('$labels.instance');
      const annotations = Object.fromEntries(
        Object.keys(at(rule, 'annotations') as object).map((key) => [
          key,
          textAt(rule, 'annotations', key).replace('{{ $labels.instance }}', 'a'),
        ]),
      );
      return {
        eval_time: '40m',
        alertname: textAt(rule, 'alert'),
        exp_alerts: [
          {
            exp_labels: {
              severity: 'warning',
              namespace: 'monitoring',
              ...(perNode ? { instance: 'a' } : {}),
            },
            exp_annotations: annotations,
          },
        ],
      };
    });
    writeFileSync(
      join(folder, 'tests.yaml'),
      JSON.stringify({
        rule_files: ['rules.yaml'],
        evaluation_interval: '1m',
        tests: [
          {
            interval: '1m',
            input_series: series.map(([name, values]) => ({ series: name, values })),
            alert_rule_test: expected,
          },
        ],
      }),
    );
    const { code, stdout, stderr } = await run(
      [...tool('promtool'), 'test', 'rules', 'tests.yaml'],
      { cwd: folder },
    );
    expect(expected).toHaveLength(4);
    expect({ code, output: code === 0 ? '' : `${stdout}${stderr}` }).toEqual({
      code: 0,
      output: '',
    });
  });
});
