import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { writeImages } from '../../src/cli/releases.ts';
import { checkFolder, resyncFolder } from '../../src/cli/resync-folder.ts';
import { trustFolder } from '../../src/projen/project-folder.ts';
import { runConfig } from '../../src/projen/run-config.ts';
import { render } from '../../src/render/render.ts';
import { sampleOf } from '../sample.ts';
import { inputOf, type Tree } from '../laws/config-changes.ts';
import { liveIn, runningIn } from '../laws/there-and-back.ts';
import { aFolder } from './helpers.ts';
import { bytesOf, lostWords } from './lived-folder.ts';

const helm = { packaging: { kind: 'helm' } };
const charts = { packaging: { kind: 'helm', layout: 'per-component' } };
const push = { delivery: { kind: 'push' } };
const harbor = { registry: { kind: 'harbor', host: 'harbor.example.com', project: 'shop' } };
const secret = { components: { api: { secretEnv: ['JWT_SECRET'] } } };
const runtime = (kind: string): Tree => ({ components: { api: { runtime: { kind } } } });
const stores = (dataStores: Tree): Tree => ({ dataStores });
const renamed = {
  components: { web: null, site: { build: { context: 'web' }, routes: [{ path: '/web' }] } },
};
const stage = {
  environments: { stage: { branch: 'stage', deploy: 'on-promotion', production: false } },
};
const without = {
  environments: { prod: null },
};

/** The configs that a service had, in this order; at the end it has the first one again. */
const histories: Readonly<Record<string, readonly Tree[]>> = {
  'argocd, push, argocd': [secret, { ...push, ...secret }],
  'kustomize, one chart, charts, one chart': [{}, helm, charts, helm],
  'kustomize, charts, kustomize, push with charts': [{}, charts, {}, { ...charts, ...push }],
  'another name of the images, and back': [{}, harbor, { ...harbor, ...helm }, helm],
  'another name of the service': [{}, { name: 'shop' }, { name: 'shop', ...charts }],
  'a component gets another name, and its old one': [{}, renamed, { ...renamed, ...helm }],
  'an environment comes and goes': [{}, stage, { ...stage, ...charts }, stage],
  'an environment goes and comes back': [{}, without, { ...without, ...helm }],
  'the application changes its language': [
    {},
    runtime('custom'),
    runtime('python'),
    runtime('next'),
  ],
  'secrets come in another way': [
    secret,
    { ...secret, secrets: { kind: 'manual' } },
    { ...secret, secrets: { kind: 'manual' }, ...helm },
  ],
  'stores come and go': [
    {},
    stores({ db: { kind: 'postgres' } }),
    stores({ db: { kind: 'postgres' }, cache: { kind: 'valkey' } }),
    stores({ cache: { kind: 'redis' } }),
  ],
  'the folder of an application moves': [
    {},
    { components: { api: { build: { context: 'services/api' } } } },
    { components: { api: { build: { context: 'services/api' } } }, ...charts },
  ],
  'all of it at once': [
    secret,
    { ...secret, ...harbor, ...charts, ...push, ...stage },
    { ...renamed, ...helm, name: 'shop' },
  ],
};

test.each(sampleOf(Object.entries(histories), 3))(
  '%s: what people and CI wrote stays, and runs',
  async (_, [first = {}, ...others]) => {
    const root = aFolder();
    const words: string[] = [];
    const ran = new Map<string, string>();
    let managed: ReadonlyMap<string, string> | undefined;
    for (const [step, tree] of [first, ...others, first].entries()) {
      const service = await changed(root, tree);
      const now = runningIn(root, service);
      for (const [image, release] of now)
        expect([image, ran.get(image) ?? release]).toEqual([image, release]);
      expect(lostWords(bytesOf(root), words)).toEqual([]);
      managed ??= managedBytes(service);
      if (step === others.length + 1) expect(managedBytes(service)).toEqual(managed);
      words.push(...liveIn(root, service, step), ...edited(root, step));
      await released(root, service, step);
      for (const [image, release] of runningIn(root, service)) ran.set(image, release);
      expect(await checkFolder(root)).toMatchObject({ data: { clean: true } });
    }
  },
);

type Service = Awaited<ReturnType<typeof runConfig>>;

/** The service after its config was changed and everything followed. */
async function changed(root: string, tree: Tree): Promise<Service> {
  const input = JSON.stringify(inputOf(tree));
  writeFileSync(
    join(root, '.projenrc.ts'),
    `import { GitOpsService } from 'create-gitops-service';\nnew GitOpsService(${input}).synth();\n`,
  );
  expect(
    await resyncFolder(root, {
      takeOver: false,
      dryRun: false,
      accepted: ['all'],
      interactive: false,
    }),
  ).toMatchObject({ code: 0 });
  expect(await checkFolder(root)).toMatchObject({ code: 0 });
  return runConfig(trustFolder(root));
}

const managedBytes = ({ root, files }: Service): ReadonlyMap<string, string> =>
  new Map(
    files
      .filter(({ ownership }) => ownership.kind === 'managed')
      .map((spec) => {
        const text = readFileSync(join(root, spec.path), 'utf8');
        expect([spec.path, text]).toEqual([spec.path, render(spec)]);
        return [spec.path, text];
      }),
  );

/** Edits in the middle of files that we share, beside those at their ends. */
function edited(root: string, step: number): readonly string[] {
  const word = `middle-${String(step)}`;
  const edits: readonly (readonly [path: string, from: RegExp, to: string])[] = [
    ['package.json', /("devDependencies": \{\n)/, `$1    "${word}": "1.0.0",\n`],
    ['README.md', /(<!-- <<< create-gitops-service -->\n)/, `$1\n## ${word}\n`],
    ['.gitignore', /(# <<< create-gitops-service\n)/, `$1${word}/\n`],
    [
      'k8s/overlays/dev/secrets/kustomization.yaml',
      /(commonAnnotations:\n)/,
      `$1  ${word}: mine\n`,
    ],
    ['k8s/overlays/dev/custom/kustomization.yaml', /(patches: )/, `# ${word}\n$1`],
    ['k8s/overlays/dev/release/kustomization.yaml', /(images:\n)/, `$1  # ${word}\n`],
    ['chart/release-dev.yaml', /(image:\n)/, `$1    # ${word}\n`],
  ];
  return edits.flatMap(([path, from, to]) => {
    if (!existsSync(join(root, path))) return [];
    const text = readFileSync(join(root, path), 'utf8');
    if (!from.test(text)) return [];
    const mine = `${word}-${path.replaceAll(/[^a-z0-9]/g, '-')}`;
    write(root, path, text.replace(from, to.replace(word, mine)));
    return [mine];
  });
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** CI releases what has not been released yet, but for the first component of the last environment. */
async function released(root: string, service: Service, step: number): Promise<void> {
  const running = runningIn(root, service);
  const { environments, components } = service.plan;
  for (const { name } of environments) {
    const missing = components.filter(
      (component, index) =>
        running.get(`${name} ${component.name}`) === 'nothing' &&
        !(name === environments.at(-1)?.name && index === 0),
    );
    if (missing.length === 0) continue;
    const assignments = missing.map((component, index) => {
      const tag = `${String(step)}${String(index)}${'a'.repeat(38)}`;
      return `${component.name}=${tag}@sha256:${tag}${'0'.repeat(24)}`;
    });
    const outcome = await writeImages(root, name, { flags, assignments });
    expect(outcome).toMatchObject({ code: 0 });
  }
}

const flags = {
  push: false,
  'pull-request': false,
  message: undefined,
  attempts: undefined,
  timeout: undefined,
  repo: undefined,
};
