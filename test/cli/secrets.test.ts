import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aCertificate, day } from '../secrets/a-certificate.ts';
import { openedFile } from '../secrets/unseal.ts';
import {
  aSecretService,
  disguises,
  filesWith,
  folder,
  gitObjects,
  pem,
  privateKey,
} from './secret-service.ts';

const values = (names: readonly string[]): string =>
  names.map((name) => `${name}=canary/${name}+7\n`).join('');

test('a new service gets its secrets by four commands', () => {
  const { run, read, write, service } = aSecretService();
  expect(run(['resync']).code).toBe(0);
  expect(run(['secrets', 'status', 'dev'])).toMatchObject({
    code: 1,
    out: expect.stringMatching(
      /! orders-secrets: missing JWT_SECRET, API_KEY, REDIS_URL[^]*gitops-service secrets init dev/,
    ),
  });
  expect(run(['secrets', 'certificate', 'dev'])).toMatchObject({
    code: 0,
    out: expect.stringContaining('test-cluster'),
  });
  expect(read(`${folder}/sealing-certificate.pem`)).toBe(pem);
  expect(run(['secrets', 'init', 'dev'])).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringMatching(
      /orders-secrets\.secret\.yaml: random JWT_SECRET; derived REDIS_URL; to fill in API_KEY/,
    ),
  });
  expect(run(['seal', 'dev'])).toMatchObject({
    code: 2,
    err: expect.stringMatching(
      /API_KEY: still contains REPLACE_ME[^]*\.dockerconfigjson: still contains REPLACE_ME/,
    ),
  });
  for (const name of ['orders-secrets', 'registry-credentials'])
    write(
      `${folder}/${name}.secret.yaml`,
      read(`${folder}/${name}.secret.yaml`).replaceAll('REPLACE_ME', 'filled-in'),
    );
  expect(run(['seal', 'dev', '--remove'])).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringContaining('deleted k8s/overlays/dev'),
  });
  expect(existsSync(join(service, folder, 'orders-secrets.secret.yaml'))).toBe(false);
  expect(JSON.parse(run(['secrets', 'status', 'dev', '--json']).out)).toMatchObject({
    ok: true,
    environments: [{ environment: 'dev' }],
  });
  const before = openedFile(read(`${folder}/sealed-orders-secrets.yaml`), privateKey);
  expect(before['API_KEY']).toBe('filled-in');
  expect(run(['secrets', 'rotate', 'dev', 'redis-auth'])).toMatchObject({
    code: 0,
    out: expect.stringMatching(
      /then restart: redis, orders[^]*docs\/runbooks\/secret-rotation\.md/,
    ),
  });
  const [redis, after] = ['redis-auth', 'orders-secrets'].map((name) =>
    openedFile(read(`${folder}/sealed-${name}.yaml`), privateKey),
  );
  expect(after).toEqual({
    ...before,
    REDIS_URL: `redis://:${String(redis?.['REDIS_PASSWORD'])}@redis:6379`,
  });
  expect(run(['check']).code).toBe(0);
});

test('a store that now holds data keeps its secret: seal says so on the file, without any value', () => {
  const { run, read, write } = aSecretService();
  run(['resync']);
  write(`${folder}/sealing-certificate.pem`, pem);
  run(['seal', 'dev', 'redis-auth', '--stdin'], 'REDIS_PASSWORD=x\n');
  const sealed = `${folder}/sealed-redis-auth.yaml`;
  const before = read(sealed);
  write(
    '.projenrc.ts',
    read('.projenrc.ts').replace("kind: 'redis'", "kind: 'redis', persistence: {}"),
  );
  expect(run(['resync']).code).toBe(0);
  expect(run(['secrets', 'status', 'dev']).out).toMatch(
    /redis-auth: [^]*lacks argocd[^]*gitops-service seal dev redis-auth\n/,
  );
  expect(run(['seal', 'dev', 'redis-auth'])).toEqual({
    code: 0,
    err: '',
    out: `${sealed}: it now stays in the cluster with the data store that reads it\n`,
  });
  expect(read(sealed)).toContain('argocd.argoproj.io/compare-options: IgnoreExtraneous');
  expect(read(sealed).split('spec:')[1]).toBe(before.split('spec:')[1]);
  expect(run(['secrets', 'status', 'dev']).out).not.toContain('lacks');
  expect(run(['seal', 'dev', 'redis-auth'])).toMatchObject({ code: 2 });
});

test('no plain value leaves its file: not in answers, errors, children, temporary files or git', async () => {
  const { run, interrupted, read, write, commit, home, service, log } = aSecretService();
  const texts = disguises('canary/');
  run(['resync']);
  write(`${folder}/sealing-certificate.pem`, pem);
  const plain = `${folder}/redis-auth.secret.yaml`;
  const manifest = (rest: string): string =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: redis-auth, namespace: orders-dev}\nstringData:\n${rest}`;
  write(plain, manifest('  REDIS_PASSWORD: canary/1\n'));
  write('expired.pem', aCertificate({ until: new Date(Date.now() - day) }).pem);
  const answers = [
    [0, run(['seal', 'dev'])],
    [0, run(['seal', 'dev', '--all', '--json'])],
    [
      0,
      run(
        ['seal', 'dev', 'orders-secrets', '--stdin', '--context', 'other'],
        values(['API_KEY', 'JWT_SECRET']),
      ),
    ],
    [0, run(['secrets', 'rotate', 'dev', 'redis-auth', '--stdin'], 'canary/rotated\n')],
    [
      0,
      run(
        ['secrets', 'rotate', 'dev', 'orders-secrets', '--key', 'API_KEY', '--stdin', '--json'],
        'canary/rotated\n',
      ),
    ],
    [0, run(['secrets', 'init', 'dev', '--json'])],
    [1, run(['secrets', 'status'])],
    [2, run(['seal', 'dev', 'orders-secrets', '--stdin'], 'canary/without-key\n')],
    [2, run(['seal', 'dev', 'orders-secrets', '--stdin'], 'canary_as_key=\n')],
    [
      2,
      run(['seal', 'dev', '--stdin', '--json'], manifest('  REDIS_PASSWORD: "canary/" canary/\n')),
    ],
    [2, run(['seal', 'dev', '--stdin'], manifest('  OTHER: canary/\n'))],
    [
      3,
      run(
        ['seal', 'dev', '--stdin'],
        manifest('  REDIS_PASSWORD: canary/\n').replace('orders-dev', 'orders-prod'),
      ),
    ],
    [
      3,
      run(
        ['seal', 'dev', '--stdin', '--cert', 'expired.pem'],
        manifest('  REDIS_PASSWORD: canary/\n'),
      ),
    ],
    [2, run(['secrets', 'rotate', 'dev', 'registry-credentials', '--stdin'], 'canary/')],
    [2, run(['seal', 'dev', 'redis-auth', '--password', 'x'])],
  ] as const;
  expect(answers.map(([, { code }]) => code)).toEqual(answers.map(([code]) => code));
  const cut = [
    await interrupted(['seal', 'dev', 'orders-secrets', '--stdin'], values(['API_KEY']), 1500),
    ...(await Promise.all(
      [300, 500, 700].map((after) => interrupted(['seal', 'dev', '--all'], '', after)),
    )),
  ];
  const said = [...answers.map(([, answer]) => answer), ...cut]
    .map(({ out, err }) => out + err)
    .join('\n');
  expect(texts.filter((text) => said.includes(text))).toEqual([]);
  expect(said).not.toContain('canary_as_key');
  commit();
  expect(texts.filter((text) => gitObjects(service).includes(text))).toEqual([]);
  const kept = ['redis-auth', 'orders-secrets'].map(
    (name) => `orders/${folder}/${name}.secret.yaml`,
  );
  expect(filesWith(home, texts)).toEqual(
    kept.filter((file) => existsSync(join(home, file))).sort(),
  );
  expect(openedFile(read(`${folder}/sealed-redis-auth.yaml`), privateKey)).toEqual({
    REDIS_PASSWORD: 'canary/rotated',
  });
  expect(statSync(join(service, plain)).mode & 0o777).toBe(0o600);
  expect(read('../started.log')).toMatch(/^git .*ls-files[^]*^kubectl --context other/m);
  expect(statSync(log).size).toBeGreaterThan(1000);
});

test('seal --stdin --remove deletes nothing that is not sealed, and says why', () => {
  const { run, read, write, service } = aSecretService();
  run(['resync']);
  write(`${folder}/sealing-certificate.pem`, pem);
  const plain = `${folder}/orders-secrets.secret.yaml`;
  const text =
    'apiVersion: v1\nkind: Secret\nmetadata: {name: orders-secrets, namespace: orders-dev}\n' +
    'stringData: {API_KEY: canary/a, JWT_SECRET: canary/j}\n';
  write(plain, text);
  const words = ['seal', 'dev', 'orders-secrets', '--stdin', '--remove'];
  expect(run(words, 'API_KEY=canary/a\n')).toMatchObject({
    code: 0,
    err: `warning ${plain} was not deleted: its value of JWT_SECRET was not sealed in this run\n`,
  });
  expect(read(plain)).toBe(text);
  expect(JSON.parse(run([...words, '--json'], 'API_KEY=canary/a\n').out)).toMatchObject({
    removed: [],
    warnings: [expect.stringContaining('was not deleted')],
  });
  expect(run(words, 'API_KEY=canary/a\nJWT_SECRET=canary/j\n')).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringContaining(`deleted ${plain}`),
  });
  expect(existsSync(join(service, plain))).toBe(false);
});

describe('bad usage', () => {
  test.each([
    [['secrets'], /"secrets" needs a subcommand[^]*secrets status, secrets init/],
    [['secrets', 'staus'], /did you mean "secrets status"\?/],
    [['secret', 'status'], /did you mean "secrets"\?/],
    [['sael', 'dev'], /did you mean "seal"\?/],
    [['secrets', 'rotate', 'dev'], /<secret>/],
    [['seal', 'dve'], /unknown environment; did you mean "dev"\?/],
    [['seal', 'dev', 'redis-aut'], /unknown secret of dev; did you mean "redis-auth"\?/],
    [['seal', 'dev', '--scope', 'wide'], /scope/],
    [['seal', 'dev'], /nothing to seal[^]*secrets init dev/],
    [
      ['secrets', 'rotate', 'dev', 'orders-secrets', '--key', 'API_KEY'],
      /new value of \S+ is required[^]*--stdin/,
    ],
    [['seal', 'dev', '--stdin'], /KEY=value|must contain exactly one/],
  ] as const)('%j is told what to write instead', (words, message) => {
    expect(shared.run(words)).toEqual({ code: 2, out: '', err: expect.stringMatching(message) });
  });

  test.each<[string, string, number]>([
    ['seal dev hunter2', '', 2],
    ['seal dev redis-auth --stdin --cert hunter2', 'REDIS_PASSWORD=x\n', 2],
    ['seal dev redis-auth --stdin --context hunter2 --json', 'REDIS_PASSWORD=x\n', 3],
    ['secrets rotate dev PASSWORD=hunter2 --json', '', 2],
    ['secrets rotate dev redis-auth --key hunter2', '', 2],
  ])('"%s" does not repeat what may be a secret', (line, input, code) => {
    rmSync(join(shared.home, 'cluster.pem'), { force: true });
    const answer = shared.run(line.split(' '), input);
    expect(answer.code).toBe(code);
    expect(answer.out + answer.err).not.toContain('hunter2');
  });

  test.each([
    [['seal', 'dev', 'redis-auth', '--stdin'], Buffer.from('REDIS_PASSWORD=caf\u00e9', 'latin1')],
    [['secrets', 'rotate', 'dev', 'redis-auth', '--stdin'], Buffer.from([0xff, 0xfe, 0x61, 0])],
  ] as const)('%j takes no bytes that are not text', (words, input) => {
    expect(shared.run(words, input)).toEqual({
      code: 3,
      out: '',
      err: expect.stringMatching(/stdin is not UTF-8[^]*base64 in data/),
    });
  });

  test('a group of commands has its own help', () => {
    expect(shared.run(['secrets', '--help'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/secrets rotate <env> <secret>/),
    });
    expect(shared.run(['secrets', 'init', '--help'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/gitops-service secrets init <env>/),
    });
  });

  test('a cluster that does not answer is no bug of ours', () => {
    const { run, home } = shared;
    rmSync(join(home, 'cluster.pem'), { force: true });
    expect(run(['secrets', 'certificate', 'dev'])).toMatchObject({
      code: 3,
      out: '',
      err: expect.stringMatching(/cannot fetch the certificate[^]*--context/),
    });
  });
});

const shared = aSecretServiceOnce();

function aSecretServiceOnce(): Pick<ReturnType<typeof aSecretService>, 'run' | 'home'> {
  let made: ReturnType<typeof aSecretService> | undefined;
  const service = (): ReturnType<typeof aSecretService> => {
    if (made === undefined) {
      made = aSecretService();
      made.run(['resync']);
    }
    return made;
  };
  return {
    run: (words, input) => service().run(words, input),
    get home() {
      return service().home;
    },
  };
}
