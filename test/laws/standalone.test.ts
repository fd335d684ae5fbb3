import { expect, test } from 'vitest';
import { allFiles } from '../../src/files/index.ts';
import { withoutMarker } from '../../src/render/marker.ts';
import { render } from '../../src/render/render.ts';
import { unwrapBlock } from '../../src/write/block.ts';
import { makePlan } from '../plan/make-plan.ts';
import { accepted } from '../config/arbitrary.ts';
import { sampleSize } from '../sample.ts';

const { configs } = accepted(sampleSize(40, 25), 11);

test('whatever the config, a repository that stands alone names no command of ours', () => {
  expect(configs.length).toBeGreaterThan(20);
  for (const { config, input } of configs) {
    // Leaving takes our packages out of package.json, and our lines around a block.
    const files = allFiles(makePlan(config, 'standalone')).filter(
      ({ ownership }) => ownership.kind !== 'shared',
    );
    const mentions = files.flatMap((file) =>
      unwrapBlock(file.path, withoutMarker(file.path, render(file)))
        .split('\n')
        .filter(
          (line) =>
            /projen|gitops-service|the generator/.test(line) &&
            !line.includes('name="create-gitops-service: $1"'),
        )
        .map((line) => `${file.path}: ${line.trim()}`),
    );
    expect(mentions, JSON.stringify(input)).toEqual([]);
  }
});

test('whatever the config, standing alone changes no manifest', () => {
  for (const { config, input } of configs) {
    const [generated, standalone] = (['generated', 'standalone'] as const).map((upkeep) =>
      allFiles(makePlan(config, upkeep))
        .filter(({ path }) => /^(?:k8s|argocd)\/.*\.yaml$|Dockerfile$/.test(path))
        .map((file) => [file.path, render(file)]),
    );
    expect(standalone, JSON.stringify(input)).toEqual(generated);
  }
});
