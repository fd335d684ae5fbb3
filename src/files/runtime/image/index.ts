import { managedText, origin } from '../../../render/file-specs.ts';
import type { FileSpec } from '../../../render/spec.ts';
import { runtimeOf } from '../index.ts';
import { inContext } from '../starter/sample.ts';
import { text } from '../../../render/text.ts';
import { endOf } from './end.ts';
import type { DockerInput } from './input.ts';
import type { Recipe, TextTemplate } from './recipe.ts';

export type { DockerInput } from './input.ts';

/**
 * How the image of one component is built, and what the build may see.
 * A component with a Dockerfile of its own needs none of this.
 */
export function dockerFiles(input: DockerInput): readonly FileSpec[] {
  const recipe = recipeOf(input);
  if (recipe === undefined) return [];
  const { allowed, ignored } = recipe;
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
  const recipe = recipeOf(input);
  return recipe === undefined ? [] : [...recipe.templates, endOf(input, recipe.start)];
}

const recipeOf = (input: DockerInput): Recipe | undefined => runtimeOf(input.runtime).image(input);

/** BuildKit reads `<dockerfile>.dockerignore` first, so that two Dockerfiles can share one context. */
export function ignoreFileOf({
  context,
  dockerfile,
}: Pick<DockerInput, 'context' | 'dockerfile'>): string {
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
