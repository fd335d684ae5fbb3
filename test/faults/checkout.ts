import type { FileSpec } from '../../src/render/spec.ts';
import { paths } from '../../src/plan/paths.ts';
import { api, unreleased, web } from '../release/a-project.ts';

const origin = { feature: 'test', keys: [] };

/**
 * What is wanted in a checkout that two programs work in: a file that
 * drifts, and a release file that gains an entry each tenth round.
 */
export function wantedAt(round: number): readonly FileSpec[] {
  const images = [
    api,
    web,
    ...Array.from({ length: Math.floor(round / 10) }, (_, index) => `extra-${String(index)}`),
  ].map((name) => ({ name, ...unreleased }));
  return [
    {
      path: 'k8s/base/service.yaml',
      content: { kind: 'yaml', documents: [{ kind: 'Service' }] },
      ownership: { kind: 'managed' },
      executable: false,
      origin,
    },
    {
      path: paths.release('dev'),
      executable: false,
      origin,
      ownership: { kind: 'shared', ours: { kind: 'entries', path: ['images'], key: 'name' } },
      content: { kind: 'yaml', documents: [{ kind: 'Component', images }] },
    },
  ];
}
