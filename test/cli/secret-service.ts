import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { emptyFolder, run, type Answer } from '../package/program.ts';
import { aCertificate } from '../secrets/a-certificate.ts';
import { commitAll } from '../release/a-project.ts';

const { pem, privateKey } = aCertificate();
export { pem, privateKey };

export const folder = 'k8s/overlays/dev/secrets';

/**
 * A created service with a database and a cache under git, and
 * programs on its PATH that write down what they are started with:
 * git, which then does its work, and kubectl, which knows one certificate.
 */
export function aSecretService() {
  const home = emptyFolder();
  const service = join(home, 'orders');
  expect(
    run(
      'create-gitops-service',
      [
        'orders',
        '--yes',
        '--no-install',
        '--repository',
        'https://github.com/acme/orders',
        '--store',
        'redis',
      ],
      home,
      { HOME: home, GIT_CONFIG_NOSYSTEM: '1' },
    ),
  ).toMatchObject({ code: 0, err: '' });
  const config = join(service, '.projenrc.ts');
  writeFileSync(
    config,
    readFileSync(config, 'utf8').replace(
      '{ port: 3000,',
      "{ port: 3000, secretEnv: ['JWT_SECRET', 'API_KEY'],",
    ),
  );
  // The folder of packages is where the compiled config is kept, so that not each command compiles it.
  for (const name of ['bin', 'tmp', 'orders/node_modules']) mkdirSync(join(home, name));
  const log = join(home, 'started.log');
  const path = process.env['PATH'] ?? '';
  const script = (name: string, rest: string): void => {
    writeFileSync(
      join(home, 'bin', name),
      `#!/bin/sh\n{ echo "${name} $*"; env; } >> '${log}'\n${rest}\n`,
    );
    chmodSync(join(home, 'bin', name), 0o755);
  };
  writeFileSync(join(home, 'cluster.pem'), pem);
  script('git', `PATH='${path}' exec git "$@"`);
  script(
    'kubectl',
    'case "$*" in *current-context) echo test-cluster ;; ' +
      `*hunter2*) echo 'error: context "hunter2" does not exist' >&2; exit 1 ;; ` +
      `*cert.pem) cat '${home}/cluster.pem' ;; *--raw*) echo ` +
      '\'{"spec":{"ports":[{"name":"http"}]}}\' ;; esac',
  );
  const env = {
    HOME: home,
    TMPDIR: join(home, 'tmp'),
    PATH: `${join(home, 'bin')}:${path}`,
    CI: '',
  };
  const program = [join(inject('installed'), 'create-gitops-service', 'dist', 'gitops-service.js')];
  return {
    home,
    service,
    log,
    read: (file: string): string => readFileSync(join(service, file), 'utf8'),
    write: (file: string, text: string): void => {
      writeFileSync(join(service, file), text);
    },
    commit: (): string => commitAll(service),
    /** Runs a command with this text on stdin. */
    run: (words: readonly string[], input: string | Buffer = ''): Answer =>
      run('gitops-service', words, service, env, input),
    /** Starts a command, gives it this text without closing stdin, and interrupts it after some time. */
    interrupted: (words: readonly string[], input: string, after: number): Promise<Answer> =>
      new Promise((done) => {
        const child = spawn(process.execPath, [...program, ...words], {
          cwd: service,
          env: { ...process.env, ...env },
        });
        let [out, err] = ['', ''];
        child.stdout.on('data', (chunk) => {
          out += String(chunk);
        });
        child.stderr.on('data', (chunk) => {
          err += String(chunk);
        });
        child.stdin.on('error', () => undefined);
        child.stdin.write(input);
        setTimeout(() => child.kill('SIGINT'), after);
        child.on('close', (code) => {
          done({ code, out, err });
        });
      }),
  };
}

/** Every file of a folder whose bytes hold one of these texts, git's objects unpacked. */
export function filesWith(root: string, texts: readonly string[]): readonly string[] {
  const found = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return found
    .filter((file) => texts.some((text) => readFileSync(file).includes(text)))
    .map((file) => file.slice(root.length + 1))
    .sort();
}

/** Everything that git has stored, reachable or not. */
export const gitObjects = (service: string): string =>
  spawnSync('git', ['-C', service, 'cat-file', '--batch', '--batch-all-objects'], {
    encoding: 'latin1',
    maxBuffer: 1 << 28,
  }).stdout;

/** A text as it is and as it looks in base64 (wherever it begins), in hexadecimal and in a URL. */
export function disguises(text: string): readonly string[] {
  const inBase64 = [0, 1, 2].map((shift) =>
    Buffer.from(`${' '.repeat(shift)}${text}`)
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  );
  return [text, ...inBase64, Buffer.from(text).toString('hex'), encodeURIComponent(text)];
}
