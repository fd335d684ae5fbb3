import * as z from 'zod';
import { imageReference, pythonModule, repositoryPath } from '../../domain/values.ts';

const nodeMajor = z.union([z.literal(22), z.literal(24)]).default(24);

/** What every image has that we describe. */
const built = {
  copy: z.array(repositoryPath).default([]).describe('Folders of static data to add to the image'),
  starter: z
    .boolean()
    .default(true)
    .describe('Generate a small starter application for a new service'),
  images: z
    .strictObject({
      build: imageReference.optional().describe('Build image'),
      run: imageReference.optional().describe('Runtime image'),
    })
    .default({})
    .describe('Base images to use instead of the pinned defaults, for example from a mirror'),
};

const nodeManager = z
  .enum(['npm', 'pnpm'])
  .default('npm')
  .describe('Package manager in the Dockerfile and workflows');

const node = z.strictObject({
  kind: z.literal('node'),
  version: nodeMajor.describe('Node.js major version'),
  packageManager: nodeManager,
  ...built,
});

const next = z.strictObject({
  kind: z.literal('next'),
  node: nodeMajor.describe('Node.js major version; package.json sets the version of Next.js'),
  packageManager: nodeManager,
  ...built,
});

const python = z.strictObject({
  kind: z.literal('python'),
  version: z.enum(['3.11', '3.12', '3.13', '3.14']).default('3.13').describe('Python version'),
  packageManager: z
    .enum(['uv', 'pip'])
    .default('uv')
    .describe('uv with uv.lock, or pip with hashes in requirements.txt'),
  module: pythonModule
    .optional()
    .describe(
      'Module to start with python -m (default: app.main; with a non-default Dockerfile, app.<name>_main)',
    ),
  ...built,
});

const custom = z.strictObject({ kind: z.literal('custom').describe('You write the Dockerfile') });

/** What an image is made of. */
export const runtime = z.discriminatedUnion('kind', [node, next, python, custom]);
