import { releaseFileOf } from '../../plan/packaging/index.ts';
import { partsOf } from '../../plan/namespaces.ts';
import { paths } from '../../plan/paths.ts';
import type { Plan } from '../../plan/plan.ts';
import { unreleasedTag } from '../../domain/unreleased.ts';
import { managedScript, origin } from '../../render/file-specs.ts';
import type { FileSpec } from '../../render/spec.ts';
import { text } from '../../render/text.ts';
import { packagerOf } from '../packaging/index.ts';
import { quoted } from '../writing/quoted.ts';

/** The script that edits release files where our commands no longer do. */
export const releaseScript = (plan: Plan): FileSpec =>
  managedScript(
    paths.releaseScript,
    text('scripts/release.sh', releaseScriptValues(plan)),
    origin('release', 'components', 'environments'),
  );

function releaseScriptValues(plan: Plan): Readonly<Record<string, unknown>> {
  const { components, environments, packaging } = plan;
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
    releaseFile: releaseFileOf(packaging, '$1'),
    ...packagerOf(plan).releaseShape,
    branches: environments.map(({ name, branch }) => ({ name, branch: quoted(branch) })),
    excluded: environments
      .flatMap((environment) => [
        environment.releaseFile,
        ...partsOf(environment).map(({ folder }) => paths.overlay(folder, 'secrets')),
      ])
      .map((path) => `':(exclude,literal)${path}'`)
      .join(' '),
    unreleasedTag,
  };
}
