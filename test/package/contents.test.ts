import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { expect, inject, test } from 'vitest';
import { bundle, bundledPackages } from '../../scripts/bundle.mjs';
import { apiSurface } from '../../scripts/api-surface.ts';
import { filesOf } from './program.ts';

const repository = join(import.meta.dirname, '../..');
const root = join(inject('installed'), 'create-gitops-service');
const paths = [...filesOf(root).keys()].sort();
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** What the tarball holds, and nothing else. */
const wanted: readonly RegExp[] = [
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|THIRD-PARTY-NOTICES|schema\.json|\.jsii)$/,
  // The schema command loads the JSON Schema when it is used.
  /^dist\/(create-gitops-service|gitops-service|index|json-schema|projen|resync)\.js$/,
  /^dist\/(index|projen|resync)\.d\.ts$/,
  /^dist\/chunks\/[\w.-]+\.js$/,
  /^docs\/[\w/-]+\.md$/,
];

test('the tarball holds the bundle, its types and documents, and nothing else', () => {
  expect(paths.filter((path) => !wanted.some((pattern) => pattern.test(path)))).toEqual([]);
  for (const pattern of wanted) expect(paths.filter((path) => pattern.test(path))).not.toEqual([]);
});

test('every page of docs/ is in it', () => {
  const pages = readdirSync(join(repository, 'docs'), { recursive: true, encoding: 'utf8' });
  for (const page of pages.filter((path) => path.endsWith('.md')))
    expect(textOf(`docs/${page}`)).toBe(readFileSync(join(repository, 'docs', page), 'utf8'));
});

test('whatever the bundle imports from itself is in the tarball', () => {
  const missing = paths
    .filter((path) => path.endsWith('.js'))
    .flatMap((path) =>
      [
        ...textOf(path).matchAll(
          /(?:from|import\(|import)\s*["'](\.{1,2}\/chunks\/[^"']+|\.{1,2}\/[\w-]+\.js)["']/g,
        ),
      ]
        .map(([, target = '']) => join(dirname(path), target))
        .filter((target) => !paths.includes(target)),
    );
  expect(missing).toEqual([]);
});

test('every chunk of the bundle is loaded by something', () => {
  const reached = new Set<string>();
  const reach = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const [, target = ''] of textOf(path).matchAll(/["'](\.{1,2}\/[^"']+\.js)["']/g)) {
      const found = join(dirname(path), target);
      if (existsSync(join(root, found))) reach(found);
    }
  };
  for (const path of paths) if (/^dist\/[^/]+\.js$/.test(path)) reach(path);
  expect(paths.filter((path) => path.endsWith('.js') && !reached.has(path))).toEqual([]);
});

test('everything that package.json names is in it', () => {
  const manifest = JSON.parse(textOf('package.json')) as Record<string, unknown>;
  const named = JSON.stringify([manifest['exports'], manifest['bin']]);
  for (const [, path = ''] of named.matchAll(/:"([^"]+)"/g))
    expect(existsSync(join(root, path)), path).toBe(true);
});

test('THIRD-PARTY-NOTICES names every package in the bundle with its licence', async () => {
  const folders = bundledPackages(await bundle(repository, { write: false }));
  expect(folders.length).toBeGreaterThan(10);
  const notices = textOf('THIRD-PARTY-NOTICES');
  const titles = notices.match(/^\S+ \d+\.\d+\.\d+\S* \([^)]+\)$/gm) ?? [];
  const expected = folders.map((folder) => {
    const { name, version, license } = JSON.parse(
      readFileSync(join(repository, folder, 'package.json'), 'utf8'),
    ) as Record<string, string>;
    return `${name} ${version} (${license})`;
  });
  expect([...titles].sort()).toEqual([...expected].sort());
  for (const text of notices.split('-'.repeat(80)).slice(1))
    expect(text).toMatch(/copyright|permission/i);
});

test('docs/api-surface.md is what the declarations say; npm run docs writes it', () => {
  const files = ['index.d.ts', 'projen.d.ts', 'resync.d.ts'];
  const declarations = Object.fromEntries(files.map((name) => [name, textOf(`dist/${name}`)]));
  expect(readFileSync(join(repository, 'docs/api-surface.md'), 'utf8')).toBe(
    apiSurface(declarations),
  );
});

test('the types need projen and nothing else, and say nothing of the plan', () => {
  const text = textOf('dist/index.d.ts');
  const imported = [...text.matchAll(/from '([^']+)'/g)].map(([, name]) => name);
  expect(imported).toEqual(['projen/lib/project.js']);
  expect(text).not.toMatch(/\b\w*Plan\b(?! \*|;)/);
});

test('every option and every named type of the config has a comment in the declarations', () => {
  const text = textOf('dist/index.d.ts');
  const source = ts.createSourceFile('index.d.ts', text, ts.ScriptTarget.ES2022, true);
  const silent: string[] = [];
  let options = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isPropertySignature(node)) options += 1;
    if (ts.isPropertySignature(node) && ts.getJSDocCommentsAndTags(node).length === 0)
      silent.push(node.getText());
    ts.forEachChild(node, visit);
  };
  const inputs = source.statements.filter(
    (node) =>
      (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) &&
      node.name.text.endsWith('Input'),
  );
  for (const node of inputs) {
    if (ts.getJSDocCommentsAndTags(node).length === 0) silent.push(node.getText());
    visit(node);
  }
  expect(inputs.length).toBeGreaterThan(15);
  expect(options).toBeGreaterThan(300);
  expect(silent).toEqual([]);
});

test('what has options of its own in the config has a type with a name', () => {
  const [, config] =
    /^interface ConfigInput \{\n([\s\S]*?)^\}/m.exec(textOf('dist/index.d.ts')) ?? [];
  expect(config).toContain('components: Record<string, ComponentInput>;');
  expect(config).not.toContain(': {');
});

test('a strict project compiles against the types, and they are the config that we parse', () => {
  const file = join(repository, 'test/package/uses-the-types.ts');
  const source = `
import {
  GitOpsService, type ComponentInput, type ConfigInput as Published, type DataStoreInput, type EnvironmentInput,
  type FileSpec, type RuntimeInput,
} from 'create-gitops-service';
import { JsonFile } from 'create-gitops-service/projen';
import 'create-gitops-service/resync';
import type { ConfigInput } from '../../src/config/schema/schema.ts';
import type * as inputs from '../../src/config/schema/inputs.ts';

export const parsed: ConfigInput = {} as Published;
export const published: Published = {} as ConfigInput;
export const component: ComponentInput = {} as inputs.ComponentInput;
export const runtime: RuntimeInput = {} as inputs.RuntimeInput;
export const store: DataStoreInput = {} as inputs.DataStoreInput;
export const environment: EnvironmentInput = {} as inputs.EnvironmentInput;
const service = new GitOpsService({
  name: 'orders', repository: 'https://github.com/acme/orders', components: { server: { port: 3000 } },
  customize: (files: readonly FileSpec[]) => files.filter(({ path }) => path !== 'compose.yaml'),
});
new JsonFile(service, 'a.json', { obj: {} });
// @ts-expect-error a typo
new GitOpsService({ name: 'orders', repository: 'https://github.com/acme/orders', component: {} });
`;
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    types: ['node'],
    paths: Object.fromEntries(
      Object.entries({ '': 'index', '/projen': 'projen', '/resync': 'resync' }).map(
        ([entry, name]) => [`create-gitops-service${entry}`, [join(root, `dist/${name}.d.ts`)]],
      ),
    ),
  };
  const host = ts.createCompilerHost(options);
  const disk = ts.createCompilerHost(options);
  host.fileExists = (path) => path === file || disk.fileExists(path);
  host.readFile = (path) => (path === file ? source : disk.readFile(path));
  host.getSourceFile = (path, version, ...rest) =>
    path === file
      ? ts.createSourceFile(path, source, version)
      : disk.getSourceFile(path, version, ...rest);
  // What it imports is compiled elsewhere.
  const program = ts.createProgram([file], options, host);
  const problems = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
  expect(
    problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  ).toEqual([]);
});
