import { createRequire } from 'node:module';
import { loadWithout } from './load-without.ts';

interface Parts {
  readonly component: typeof import('projen/lib/component.js');
  readonly file: typeof import('projen/lib/file.js');
  readonly project: typeof import('projen/lib/project.js');
  readonly projenrc: typeof import('projen/lib/projenrc.js');
  readonly sample: typeof import('projen/lib/sample-file.js');
  readonly tokens: typeof import('projen/lib/_resolve.js');
}

// Not imported: an import reads each CommonJS file twice, the
// first time only to find the names that it exports (14 ms).
const load = createRequire(import.meta.url);

// What runs tasks, cleans up and resolves dependencies takes most of
// projen's load time (60 ms), and a resync needs none of it.
const parts = loadWithout(
  ['dax', 'fast-glob', 'semver'],
  load.resolve('projen/lib/project.js'),
  (): Parts => ({
    component: load('projen/lib/component.js'),
    file: load('projen/lib/file.js'),
    project: load('projen/lib/project.js'),
    projenrc: load('projen/lib/projenrc.js'),
    sample: load('projen/lib/sample-file.js'),
    tokens: load('projen/lib/_resolve.js'),
  }),
);

/** What components are made of. */
export const { Component } = parts.component;
export type Component = import('projen/lib/component.js').Component;
/** What projen's files are made of. */
export const { FileBase } = parts.file;
export type FileBase = import('projen/lib/file.js').FileBase;
/** What a service is, to projen. */
export const { Project } = parts.project;
export type Project = import('projen/lib/project.js').Project;
/** The config file, to projen. */
export const { ProjenrcFile } = parts.projenrc;
/** Files that belong to their owner after the first write. */
export const { SampleDir, SampleFile } = parts.sample;
/** Fills in values that projen computes late. */
export const resolveTokens = parts.tokens.resolve;
