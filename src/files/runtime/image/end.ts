import { labelValue } from './label-value.ts';
import type { DockerInput } from './input.ts';
import type { Start, TextTemplate } from './recipe.ts';

/** The last lines of every Dockerfile: version, labels, user, health check and start. */
export function endOf(
  { title, description, source, user, port, livePath }: DockerInput,
  { entrypoint, command, health }: Start,
): TextTemplate {
  const values = {
    title: labelValue(title),
    description: labelValue(description),
    source: labelValue(source),
    user,
    port,
    livePath,
    entrypoint: execForm(entrypoint),
    command: execForm(command),
    health: execForm(health),
  };
  return { template: 'end.Dockerfile', values };
}

/** A program and its arguments without a shell. */
const execForm = (program: readonly string[]): string =>
  `[${program.map((word) => JSON.stringify(word)).join(', ')}]`;
