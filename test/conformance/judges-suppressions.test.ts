import { expect, test } from 'vitest';
import { suppressionsOf } from '../judges/suppressions.ts';

const actionlintSettings = `paths:
  .github/workflows/deploy.yaml:
    ignore:
      # newer than actionlint knows
      - unexpected key "queue"
      - '.*'
`;

const texts: readonly (readonly [string, string, string, string])[] = [
  [
    'deployment.yaml',
    '    checkov.io/skip1: CKV_K8S_35=the app reads its environment',
    'CKV_K8S_35',
    'the app reads its environment',
  ],
  [
    'deployment.yaml',
    "    checkov.io/skip1: 'CKV_K8S_35=the app reads its environment'",
    'CKV_K8S_35',
    'the app reads its environment',
  ],
  ['deployment.yaml', '    checkov.io/skip1: CKV_K8S_35', 'CKV_K8S_35', ''],
  [
    'deployment.yaml',
    '    kube-score/ignore: pod-probes, service-type # a job has no probes',
    'pod-probes, service-type',
    'a job has no probes',
  ],
  [
    'deployment.yaml',
    '    # a job has no probes\n    kube-score/ignore: pod-probes',
    'pod-probes',
    'a job has no probes',
  ],
  ['deployment.yaml', '    kube-score/ignore: "pod-probes"', 'pod-probes', ''],
  [
    'ci.yaml',
    '  x: y # zizmor: ignore[artipacked] the bump job pushes',
    'artipacked',
    'the bump job pushes',
  ],
  ['ci.yaml', '  x: y # zizmor: ignore[artipacked]', 'artipacked', ''],
  ['run.sh', '# set by the caller\n# shellcheck disable=SC2154', 'SC2154', 'set by the caller'],
  ['run.sh', '#!/bin/sh\n# shellcheck disable=SC2154 # TODO', 'SC2154', ''],
  [
    'Dockerfile',
    '# hadolint ignore=DL3008 # the base image pins the date',
    'DL3008',
    'the base image pins the date',
  ],
];

test.each(texts)('in %s, %j suppresses %s because of "%s"', (file, text, rules, reason) => {
  expect(suppressionsOf({ files: [file], text: () => text })).toMatchObject([
    { file, rules, reason },
  ]);
});

test('each entry of an ignore list in a settings file is one suppression', () => {
  const found = suppressionsOf({
    files: ['.github/actionlint.yaml'],
    text: () => actionlintSettings,
  });
  expect(found).toMatchObject([
    { line: 5, judge: 'actionlint', reason: 'newer than actionlint knows' },
    { line: 6, reason: '' },
  ]);
});

test('ordinary lists and comments are none', () => {
  const text = (): string =>
    'resources:\n  - a.yaml # ignore this remark\n# shellcheck source=lib.sh\n';
  expect(suppressionsOf({ files: ['kustomization.yaml'], text })).toEqual([]);
});
