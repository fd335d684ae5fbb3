import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { schemes } from '../../src/domain/dialed.ts';
import { describeConfig } from '../../src/config/schema/describe.ts';
import { render } from '../../src/render/render.ts';
import { trustFolder } from '../../src/projen/project-folder.ts';
import { runConfig } from '../../src/projen/run-config.ts';
import { blocksOf, proseOf, repository, type Page } from './pages.ts';

const page = (path: string): Page => ({ path, text: readFileSync(join(repository, path), 'utf8') });

const pathsOf = async (source?: string, root = repository): Promise<string[]> =>
  (
    await (source === undefined
      ? runConfig(trustFolder(root))
      : runConfig(trustFolder(root), source))
  ).files.map(({ path }) => path);

/** Paths in backticks that look like files of a generated repository. */
const namedIn = (text: string): string[] =>
  [
    ...text.matchAll(
      /`((?:\.github|k8s|argocd|scripts|docs)\/[^`<>*\s]+|Dockerfile|compose\.yaml|\.dockerignore)`/g,
    ),
  ].map(([, path = '']) => path);

const isThere = (path: string, paths: readonly string[]): boolean =>
  path.endsWith('/') ? paths.some((candidate) => candidate.startsWith(path)) : paths.includes(path);

const guides = [
  'docs/how-to/add-an-environment.md',
  'docs/how-to/add-a-component.md',
  'docs/how-to/add-a-store.md',
  'docs/how-to/admit-traffic.md',
  'docs/how-to/customise.md',
  'docs/how-to/route-traffic.md',
  'docs/how-to/use-several-namespaces.md',
].map((path) => ({ path }));

test.each(guides)('every file that $path names comes from its config', async ({ path }) => {
  const guide = page(path);
  const config = blocksOf(guide).find(isConfig);
  const paths = await pathsOf(config?.code);
  const named = namedIn(proseOf(guide));
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((file) => !isThere(file, paths))).toEqual([]);
});

test('what "Leave" names is in the example, and every command that its workflows call is dealt with', async () => {
  const folder = join(repository, 'examples/transparenta');
  const { text } = page('docs/how-to/leave.md');
  const { files } = await runConfig(trustFolder(folder));
  const { files: standalone } = await runConfig(trustFolder(folder), undefined, 'standalone');
  const paths = [...files, ...standalone].map(({ path }) => path);
  expect(namedIn(text).filter((path) => !isThere(path, paths))).toEqual([]);
  const calledIn = (specs: typeof files) =>
    new Set(
      specs
        .filter(({ path }) => path.startsWith('.github/workflows/'))
        .flatMap((spec) =>
          [...render(spec).matchAll(/--no-install gitops-service ([a-z-]+)/g)].map(
            ([, command = '']) => command,
          ),
        ),
    );
  expect([...calledIn(files)].filter((command) => !text.includes(`\`${command}`))).toEqual([]);
  expect([...calledIn(standalone)]).toEqual([]);
});

test.each(guides)('every key that $path names is in the schema', ({ path }) => {
  // What contributors read names sources and not keys.
  const [prose = ''] = proseOf(page(path)).split('## Add a kind of store\n');
  const named = [...prose.matchAll(/`([a-z][A-Za-z]+(?:\.[a-z][A-Za-z]+)*)(?:: [^`]*)?`/g)].map(
    ([, key = '']) => key,
  );
  expect(named.filter((key) => !notKeys.has(key) && !key.endsWith('.yaml') && !isKey(key))).toEqual(
    [],
  );
});

test('a key that the schema lacks is found', () => {
  expect(isKey('pooler.mode')).toBe(true);
  expect(isKey('pooler.modes')).toBe(false);
});

const optionPaths = describeConfig().map(({ path }) =>
  path.replaceAll(/ \(\w[\w-]*\)|\[\]|<name>\./g, ''),
);
const isKey = (key: string): boolean =>
  key === 'kind' || optionPaths.some((path) => path === key || path.endsWith(`.${key}`));

/** Words in backticks that are values, names or code. */
const notKeys: ReadonlySet<string> = new Set([
  'server',
  'pricing',
  'web',
  'nginx',
  'check',
  'customize',
  'service',
  'synth',
]);

const isConfig = ({ language, kind }: ReturnType<typeof blocksOf>[number]): boolean =>
  language === 'ts' && kind === '';

test('the files that appear in "Add a component" are in its base', async () => {
  const config = blocksOf(page('docs/how-to/add-a-component.md')).find(isConfig);
  expect(await pathsOf(config?.code)).toEqual(
    expect.arrayContaining(['k8s/base/pricing-deployment.yaml', 'k8s/base/pricing-service.yaml']),
  );
});

test('the secrets that "Add a store" names have a template', async () => {
  const config = blocksOf(page('docs/how-to/add-a-store.md')).find(isConfig);
  const templates = (await pathsOf(config?.code))
    .filter((path) => path.startsWith('k8s/overlays/prod/secrets/') && path.endsWith('.example'))
    .map((path) => path.split('/').at(-1)?.split('.')[0]);
  expect(templates).toEqual(
    expect.arrayContaining([
      'orders-db-credentials',
      'orders-db-backup',
      'cache-auth',
      'orders-secrets',
    ]),
  );
});

/** The files that the specifications of the examples list. */
const specified = {
  transparenta: [
    '.github/workflows/dev-branch.yaml',
    'argocd/applications/dev.yaml',
    'argocd/applications/prod.yaml',
    ...[
      'kustomization',
      'deployment',
      'service',
      'configmap',
      'virtual-service',
      'postgres-deployment',
      'postgres-userdata',
      'redis',
    ].map((file) => `k8s/base/${file}.yaml`),
    'k8s/overlays/dev/kustomization.yaml',
    'k8s/overlays/prod/kustomization.yaml',
    'sealed-*.yaml',
    'convert-secret.sh',
    'Dockerfile',
    'scripts/secure-secrets.sh',
  ],
  todo: [
    '.github/workflows/build.yml',
    '.github/workflows/deploy-staging.yml',
    '.github/workflows/deploy-production.yml',
    ...[
      'Chart.yaml',
      'values.yaml',
      'values-staging.yaml',
      'values-production.yaml',
      'templates/dapr/',
      'templates/hpa/',
      'templates/ingress/ingress.yaml',
      'templates/monitoring/',
    ].map((file) => `chart/${file}`),
    ...['cert-manager-issuer.yaml', 'dapr-configuration.yaml', 'README.md'].map(
      (file) => `k8s/cluster-bootstrap/${file}`,
    ),
    ...['deploy', 'rollback', 'monitoring'].map((file) => `docs/runbooks/${file}.md`),
  ],
};

test.each(['todo', 'transparenta'])(
  'every file in the right column of the README of %s is in the example',
  async (example) => {
    const { text } = page(`examples/${example}/README.md`);
    const paths = await pathsOf(undefined, join(repository, 'examples', example));
    const table = text.slice(text.indexOf('## Where the files'), text.indexOf('## What differs'));
    const named = table
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .flatMap((line) => namedIn(line.split(' | ').slice(1).join(' | ')));
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((path) => !paths.includes(path))).toEqual([]);
  },
);

test.each(Object.entries(specified))(
  'every file that the specification of %s names has a row in the README',
  (example, files) => {
    const { text } = page(`examples/${example}/README.md`);
    const missing = files.filter(
      (path) =>
        !text.includes(`| \`${path}\``) && !text.includes(`, \`${path.split('/').at(-1) ?? ''}\``),
    );
    expect(missing).toEqual([]);
  },
);

test('"Admit traffic" says every scheme and its port, and whether it opens', () => {
  const { text } = page('docs/how-to/admit-traffic.md');
  const table = [...text.matchAll(/^\| (`[^|]+`) \| ([0-9, ]+) \|$/gm)].flatMap(
    ([, names = '', ports = '']) => {
      const each = ports.split(', ');
      return [...names.matchAll(/`([^`]+):\/\/`/g)].map(
        ([, name = ''], index) => [name, Number(each[index] ?? each[0])] as const,
      );
    },
  );
  const silent = /^Other URLs \((.*)\) open nothing/m.exec(text)?.[1]?.split(', ');
  const known = Object.entries(schemes);
  expect(Object.fromEntries(table)).toEqual(
    Object.fromEntries(known.flatMap(([name, { port, dials }]) => (dials ? [[name, port]] : []))),
  );
  expect(silent).toEqual(known.flatMap(([name, { dials }]) => (dials ? [] : [`\`${name}://\``])));
});
