import { expect, test } from 'vitest';
import { dockerFiles, nodeBinaryOf } from '../../src/files/docker/index.ts';
import type { DockerInput } from '../../src/files/docker/index.ts';
import { anImage, pnpm } from './inputs.ts';

const texts = (input: DockerInput): Readonly<Record<string, string>> =>
  Object.fromEntries(dockerFiles(input).map(({ path, content }) => [path, content.kind === 'text' ? content.text : '']));
const dockerfile = (input: Partial<DockerInput> = {}): string => texts(anImage(input)).Dockerfile ?? '';

test('both files are ours', () => {
  expect(dockerFiles(anImage()).map(({ path, ownership }) => [path, ownership.kind])).toEqual([['Dockerfile', 'managed'], ['.dockerignore', 'managed']]);
});

test('the files of a component stand in its context, and a second Dockerfile brings its own ignore file', () => {
  expect(Object.keys(texts(anImage({ context: 'services/orders', dockerfile: 'services/orders/Dockerfile' })))).toEqual(['services/orders/Dockerfile', 'services/orders/.dockerignore']);
  expect(Object.keys(texts(anImage({ dockerfile: 'docker/worker.Dockerfile' })))).toEqual(['docker/worker.Dockerfile', 'docker/worker.Dockerfile.dockerignore']);
});

test.each([
  ['npm', {}, 'npm ci', 'package-lock.json'],
  ['pnpm', { packageManager: pnpm }, 'pnpm install --frozen-lockfile', 'pnpm-lock.yaml'],
])('%s installs from its lockfile, and only from it', (_name, input, command, lockfile) => {
  const text = dockerfile(input);
  expect(text).toContain(command);
  expect(text).toMatch(new RegExp(`^COPY .*${lockfile}`, 'm'));
  expect(text.includes('yarn')).toBe(false);
});

test('everything the build copies is let in, and nothing else is', () => {
  for (const input of [anImage(), anImage({ packageManager: pnpm })]) {
    const { Dockerfile = '', '.dockerignore': ignore = '' } = texts(input);
    const copied = [...Dockerfile.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, sources = '']) => sources.split(' ')).map((source) => source.replace(/\[(.)\]/, '$1'));
    const allowed = [...ignore.matchAll(/^!(.*)$/gm)].map(([, path = '']) => path);
    expect(copied.toSorted()).toEqual(allowed.toSorted());
    expect(ignore.split('\n')).toContain('*');
  }
});

test('it runs as the numeric user, on the port, with the folders that are copied', () => {
  const lines = dockerfile({ user: 10001, port: 8080, copy: ['datasets', 'locales'] }).split('\n');
  expect(lines).toEqual(expect.arrayContaining(['USER 10001:10001', 'EXPOSE 8080', '    PORT=8080', 'COPY datasets ./datasets', 'COPY locales ./locales']));
});

test('the version is baked in by a build argument, in the last layers', () => {
  const text = dockerfile();
  expect(text).toMatch(/ARG APP_VERSION=development\n(.*\n)*ENV APP_VERSION=\$APP_VERSION\n/);
  expect(text.lastIndexOf('COPY')).toBeLessThan(text.indexOf('ARG APP_VERSION'));
});

test('a label holds what people write', () => {
  expect(dockerfile()).toContain(String.raw`image.description="Takes \"orders\" for \$5"`);
  expect(dockerfile({ description: 'two\nlines' })).toContain('image.description="two lines"');
});

test('the health check needs no shell, and node is where the image has it', () => {
  expect(dockerfile()).toContain('CMD ["/nodejs/bin/node", "-e", "fetch(');
  expect(dockerfile({ images: { build: 'node:24.11.1-bookworm-slim', runtime: 'node:24.11.1-bookworm-slim' } })).toContain('ENTRYPOINT ["node"]');
  expect(['gcr.io/distroless/nodejs24-debian12:nonroot', 'mirror.example.com/distroless/nodejs24', 'cgr.dev/chainguard/node'].map(nodeBinaryOf)).toEqual(['/nodejs/bin/node', '/nodejs/bin/node', 'node']);
});
