import { paths, releaseFileOf } from '../../plan/paths.ts';
import type { ChartLayout, Plan } from '../../plan/plan.ts';
import { unreleasedTag } from '../../plan/unreleased.ts';
import { managedScript, origin } from '../../render/file-specs.ts';
import type { FileSpec } from '../../render/spec.ts';
import { text } from '../../render/text.ts';
import { quoted } from './workflow.ts';

/** The script that edits release files where our commands no longer do. */
export const releaseScript = (plan: Plan): FileSpec =>
  managedScript(
    paths.releaseScript,
    text('scripts/release.sh', releaseScriptValues(plan)),
    origin('release', 'components', 'environments'),
  );

/** Where an image begins in a release file, as regular expressions of awk, and what its tag is called. */
const shapes = {
  kustomize: { apart: '^ *- ', nameLine: '^ *- *name:', tagKey: 'newTag' },
  umbrella: { apart: '^[^ #]', nameLine: '^ *repository:', tagKey: 'tag' },
  'per-component': { apart: '^ ? ? ? ?[^ #]', nameLine: '^ *repository:', tagKey: 'tag' },
} satisfies Record<
  'kustomize' | ChartLayout,
  Readonly<Record<'apart' | 'nameLine' | 'tagKey', string>>
>;

function releaseScriptValues(plan: Plan): Readonly<Record<string, unknown>> {
  const { components, environments, packaging, chartLayout } = plan;
  return {
    components: components.map(({ name, image }) => ({
      name,
      repository: quoted(image.repository),
    })),
    componentNames: components.map(({ name }) => name).join(' '),
    environmentNames: environments.map(({ name }) => name).join(' '),
    promotions: environments
      .flatMap(({ name, deploy }) =>
        deploy.kind === 'on-promotion' ? [`${deploy.from}:${name}`] : [],
      )
      .join(' '),
    releaseFile: releaseFileOf(plan, '$1'),
    ...shapes[packaging === 'helm' ? chartLayout : packaging],
    branches: environments.map(({ name, branch }) => ({ name, branch: quoted(branch) })),
    excluded: environments
      .flatMap(({ name, releaseFile }) => [releaseFile, paths.overlay(name, 'secrets')])
      .map((path) => `':(exclude,literal)${path}'`)
      .join(' '),
    unreleasedTag,
  };
}
