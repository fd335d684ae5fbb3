import type { FileSpec } from '../spec.ts';
import { inContext } from '../starter/sample.ts';
import { text, type TextValues } from '../text.ts';
import { nodeBinaryOf } from './images.ts';
import type { DockerInput } from './input.ts';

export { nodeBinaryOf } from './images.ts';
export type { DockerInput } from './input.ts';

/** How the image of one Node component is built, and what the build may see. A component with a Dockerfile of its own needs none of this. */
export function dockerFiles(input: DockerInput): readonly FileSpec[] {
  return [
    managed(input.dockerfile, templatesOf(input).map(({ template, values }) => text(`docker/${template}`, values)).join('')),
    managed(ignoreFileOf(input), text('docker/dockerignore', { allowed: allowedOf(input) })),
  ];
}

/** The text templates of a Dockerfile, in their order, with the values they name. */
export function templatesOf(input: DockerInput): readonly { readonly template: string; readonly values: TextValues }[] {
  const { title, description, source, port, livePath, packageManager, images, user, copy } = input;
  const runtime = {
    runtimeImage: images.runtime, node: nodeBinaryOf(images.runtime),
    title: quoted(title), description: quoted(description), source: quoted(source), port, livePath, user, copy,
  };
  return [
    packageManagers[packageManager.name].template(images.build, packageManager.version),
    { template: 'runtime.Dockerfile', values: runtime },
  ];
}

const packageManagers = {
  npm: {
    files: ['package-lock.json'],
    template: (buildImage: string) => ({ template: 'npm.Dockerfile', values: { buildImage } }),
  },
  pnpm: {
    files: ['pnpm-lock.yaml', 'pnpm-workspace.yaml'],
    template: (buildImage: string, packageManagerVersion: string) => ({ template: 'pnpm.Dockerfile', values: { buildImage, packageManagerVersion } }),
  },
} satisfies Record<DockerInput['packageManager']['name'], { files: readonly string[]; template: (image: string, version: string) => { template: string; values: TextValues } }>;

/** What the build may see: everything that the Dockerfile copies. */
const allowedOf = ({ packageManager, copy }: DockerInput): readonly string[] => [
  '.npmrc', 'package.json', ...packageManagers[packageManager.name].files, 'tsconfig.json', 'tsconfig.build.json', 'src', ...copy,
];

/** BuildKit reads `<dockerfile>.dockerignore` first, so that two Dockerfiles can share one context. */
function ignoreFileOf({ context, dockerfile }: DockerInput): string {
  return dockerfile === inContext(context, 'Dockerfile') ? inContext(context, '.dockerignore') : `${dockerfile}.dockerignore`;
}

/** A value of a LABEL: on one line, quoted, and with nothing in it that Docker would replace. */
function quoted(value: string): string {
  // hadolint cannot read a backslash before the closing quote.
  const line = value.replace(/\s+/g, ' ').replace(/[\s\\]+$/, '').trim();
  return `"${line.replace(/["$\\]/g, String.raw`\$&`)}"`;
}

function managed(path: string, content: string): FileSpec {
  return {
    path,
    content: { kind: 'text', text: content },
    ownership: { kind: 'managed' },
    executable: false,
    origin: { feature: 'docker', keys: ['components.*.runtime', 'components.*.build', 'components.*.port', 'components.*.health'] },
  };
}
