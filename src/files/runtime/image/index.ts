import { managedText, origin } from '../../../render/file-specs.ts';
import type { FileSpec } from '../../../render/spec.ts';
import { inContext } from '../starter/sample.ts';
import { text } from '../../../render/text.ts';
import { endOf } from './end.ts';
import type { DockerInput } from './input.ts';
import { nextRecipe } from '../next/dockerfile.ts';
import { nodeRecipe } from '../node/dockerfile.ts';
import { pythonRecipe } from '../python/dockerfile.ts';
import type { Recipe, TextTemplate } from './recipe.ts';

export { nodeBinaryOf } from '../on-node/node-binary.ts';
export type { DockerInput } from './input.ts';

/** How the image of one component is built, and what the build may see. A component with a Dockerfile of its own needs none of this. */
export function dockerFiles(input: DockerInput): readonly FileSpec[] {
  const { allowed, ignored } = recipeOf(input);
  return [
    managedDockerFile(
      input.dockerfile,
      templatesOf(input)
        .map(({ template, values }) => text(`docker/${template}`, values))
        .join(''),
    ),
    managedDockerFile(ignoreFileOf(input), text('docker/dockerignore', { allowed, ignored })),
  ];
}

/** The text templates of a Dockerfile, in their order, with the values they name. */
export function templatesOf(input: DockerInput): readonly TextTemplate[] {
  const { templates, start } = recipeOf(input);
  return [...templates, endOf(input, start)];
}

function recipeOf(input: DockerInput): Recipe {
  const { runtime } = input;
  switch (runtime.kind) {
    case 'node':
      return nodeRecipe(input, runtime);
    case 'next':
      return nextRecipe(input, runtime);
    case 'python':
      return pythonRecipe(input, runtime);
  }
}

/** BuildKit reads `<dockerfile>.dockerignore` first, so that two Dockerfiles can share one context. */
function ignoreFileOf({ context, dockerfile }: DockerInput): string {
  return dockerfile === inContext(context, 'Dockerfile')
    ? inContext(context, '.dockerignore')
    : `${dockerfile}.dockerignore`;
}

const managedDockerFile = (path: string, content: string): FileSpec =>
  managedText(
    path,
    content,
    origin(
      'docker',
      'components.*.runtime',
      'components.*.build',
      'components.*.port',
      'components.*.health',
    ),
  );
