import type { DockerInput } from './input.ts';
import type { Start, TextTemplate } from './recipe.ts';

/** The last lines of every Dockerfile: version, labels, user, health check and start. */
export function endOf(
  { title, description, source, user, port, livePath }: DockerInput,
  { entrypoint, command, health }: Start,
): TextTemplate {
  const values = {
    title: quoted(title),
    description: quoted(description),
    source: quoted(source),
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

/** A value of a LABEL: on one line, quoted, and with nothing in it that Docker would replace. */
function quoted(value: string): string {
  // hadolint cannot read a backslash before the closing quote.
  const line = value
    .replace(/\s+/g, ' ')
    .replace(/[\s\\]+$/, '')
    .trim();
  return `"${line.replace(/["$\\]/g, String.raw`\$&`)}"`;
}
