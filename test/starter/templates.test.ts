import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import {
  dockerFiles,
  templatesOf as dockerTemplatesOf,
} from '../../src/files/runtime/image/index.ts';
import { starterFiles } from '../../src/files/runtime/node/starter.ts';
import { nextStarterFiles } from '../../src/files/runtime/next/starter.ts';
import { nextTemplates } from '../../src/files/runtime/next/sources.ts';
import {
  pythonStarterFiles,
  templatesOf as pythonTemplatesOf,
} from '../../src/files/runtime/python/starter.ts';
import { templatesOf } from '../../src/files/runtime/node/sources.ts';
import { templatesFolder } from '../../src/projen/templates.ts';
import {
  aNext,
  aNode,
  anImage,
  aPython,
  aPythonComponent,
  aPythonStarter,
  aStarter,
} from './inputs.ts';
import { disagreements } from './template-names.ts';

const starters = [
  aStarter(),
  aStarter({ checks: [], topics: [] }),
  aStarter({ livePath: '/up' }),
  aStarter({ metricsPath: '/internal/metrics' }),
].flatMap((input) => [...templatesOf(input), ...nextTemplates(input)]);
const pythonStarters = [
  aPythonStarter(),
  aPythonStarter({ components: [aPythonComponent({ copy: [], metricsPath: '/metrics' })] }),
].flatMap(pythonTemplatesOf);
const runtimes = [
  aNode(),
  aNode({ packageManager: 'pnpm' }),
  aNext(),
  aPython(),
  aPython({ packageManager: 'pip' }),
];
const images = runtimes
  .map((runtime) => anImage({ runtime }))
  .flatMap(dockerTemplatesOf)
  .map((used) => ({ ...used, template: `docker/${used.template}` }));
const elsewhere = [
  { template: 'docker/dockerignore', values: { allowed: ['src'], ignored: ['dist'] } },
  ...['docker/health.mjs', 'docker/health.py'].map((template) => ({
    template,
    values: { livePath: '/live' },
  })),
  { template: 'starter/folder-readme.md', values: { service: 'orders', folder: 'datasets' } },
  { template: 'starter/node/scripts/validate-data.mjs', values: {} },
];
const used = [...starters, ...pythonStarters, ...images, ...elsewhere];

test.each(used)('$template names exactly what it is given', ({ template, values }) => {
  expect(
    disagreements(readFileSync(join(templatesFolder(), `${template}.hbs`), 'utf8'), values),
  ).toEqual([]);
});

test.each([
  ['{{#if typo}}a{{/if}}', {}, 'nobody passes typo'],
  ['{{#each typo}}a{{/each}}', {}, 'nobody passes typo'],
  ['{{#each list}}{{typo}}{{/each}}', { list: [{}] }, 'nobody passes typo'],
  ['a', { service: 'orders' }, 'nobody reads service'],
])('the test above sees what is wrong with %s', (source, values, problem) => {
  expect(disagreements(source, values)).toEqual([problem]);
});

test('every template is used', () => {
  const inFolder = (folder: string): string[] =>
    readdirSync(join(templatesFolder(), folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        relative(templatesFolder(), join(entry.parentPath, entry.name))
          .replaceAll('\\', '/')
          .replace(/\.hbs$/, ''),
      );
  const known = new Set(used.map(({ template }) => template));
  expect(
    [...inFolder('starter'), ...inFolder('docker')].filter((template) => !known.has(template)),
  ).toEqual([]);
});

test('no rendered file has a brace of a template left, or an undefined', () => {
  const files = [
    ...starterFiles(aStarter()),
    ...starterFiles(aStarter({ checks: [] })),
    ...nextStarterFiles(aStarter()),
    ...pythonStarterFiles(aPythonStarter()),
    ...runtimes.flatMap((runtime) => dockerFiles(anImage({ runtime }))),
  ];
  const texts = files.flatMap(({ path, content }) =>
    content.kind === 'text' ? [{ path, text: content.text }] : [],
  );
  expect(
    texts
      .filter(
        ({ path, text }) =>
          /\{\{|\[object Object\]/.test(text) ||
          (!path.includes('.ts') && !path.endsWith('.mjs') && text.includes('undefined')),
      )
      .map(({ path }) => path),
  ).toEqual([]);
});
