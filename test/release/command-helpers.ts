import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { paths } from '../../src/plan/paths.ts';
import { deliver, imagesOf, promote, setImages } from '../../src/release/index.ts';
import type { Edit, Promotion, Report, Service } from '../../src/release/index.ts';
import { api, digestOf, plan, releaseFile, web } from './a-project.ts';

export const tag = 'c'.repeat(40);

export const read = (root: string, environment: string) =>
  imagesOf(readFileSync(join(root, paths.release(environment)), 'utf8'));

const promotion: Promotion = {
  from: 'dev',
  to: 'prod',
  components: [],
  verifySource: false,
  approved: undefined,
  ifReleased: false,
  force: false,
  push: false,
};

export const released = (commit: string) =>
  releaseFile([
    { name: api, newTag: commit, digest: digestOf('1') },
    { name: web, newTag: commit, digest: digestOf('2') },
  ]);

export const repositoryOf = (root: string) => ({ folder: root, seconds: 30 });

export const serviceOf = (root: string): Service => ({ plan, sources: repositoryOf(root) });

export const delivered = (root: string, edit: Edit): Promise<Report> =>
  deliver(repositoryOf(root), edit, {
    push: false,
    pullRequest: false,
    message: undefined,
    attempts: 1,
  });

export const set = async (
  root: string,
  environment: string,
  assignments: readonly string[],
  force = false,
) => delivered(root, setImages(serviceOf(root), environment, { assignments, force, push: false }));

export const promoted = async (root: string, more: Partial<Promotion> = {}) =>
  delivered(root, promote(serviceOf(root), { ...promotion, ...more }));

export const refusal = (text: string, exitCode = 3): unknown =>
  expect.objectContaining({ exitCode, message: expect.stringContaining(text) as string });
