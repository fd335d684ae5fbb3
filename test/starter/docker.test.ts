import { describe, expect, test } from 'vitest';
import { dockerFiles } from '../../src/files/runtime/image/index.ts';
import { nodeBinaryOf } from '../../src/files/runtime/on-node/node-binary.ts';
import type { DockerInput } from '../../src/files/runtime/image/index.ts';
import { aNext, aNode, anImage, aPython } from './inputs.ts';

const texts = (input: DockerInput): Readonly<Record<string, string>> =>
  Object.fromEntries(
    dockerFiles(input).map(({ path, content }) => [
      path,
      content.kind === 'text' ? content.text : '',
    ]),
  );
const dockerfile = (input: Partial<DockerInput> = {}): string =>
  texts(anImage(input)).Dockerfile ?? '';

test('both files are ours', () => {
  expect(dockerFiles(anImage()).map(({ path, ownership }) => [path, ownership.kind])).toEqual([
    ['Dockerfile', 'managed'],
    ['.dockerignore', 'managed'],
  ]);
});

test('the files of a component stand in its context, and a second Dockerfile brings its own ignore file', () => {
  expect(
    Object.keys(
      texts(anImage({ context: 'services/orders', dockerfile: 'services/orders/Dockerfile' })),
    ),
  ).toEqual(['services/orders/Dockerfile', 'services/orders/.dockerignore']);
  expect(Object.keys(texts(anImage({ dockerfile: 'docker/worker.Dockerfile' })))).toEqual([
    'docker/worker.Dockerfile',
    'docker/worker.Dockerfile.dockerignore',
  ]);
});

const runtimes = {
  npm: aNode(),
  pnpm: aNode({ packageManager: 'pnpm', packageManagerVersion: '10.34.9' }),
  'next with npm': aNext(),
  'next with pnpm': aNext({ packageManager: 'pnpm', packageManagerVersion: '10.34.9' }),
  uv: aPython(),
  pip: aPython({ packageManager: 'pip', packageManagerVersion: '' }),
} as const;

test.each([
  ['npm', 'npm ci', 'package-lock.json'],
  ['pnpm', 'pnpm install --frozen-lockfile', 'pnpm-lock.yaml'],
  ['next with npm', 'npm ci', 'package-lock.json'],
  ['next with pnpm', 'pnpm install --frozen-lockfile', 'pnpm-lock.yaml'],
  ['uv', 'uv sync --locked', 'uv.lock'],
  ['pip', 'install --require-hashes --no-deps', 'requirements.txt'],
] as const)('%s installs from its lockfile, and only from it', (name, command, lockfile) => {
  const text = dockerfile({ runtime: runtimes[name] });
  expect(text).toContain(command);
  expect(text).toMatch(new RegExp(`^COPY .*${lockfile}`, 'm'));
  expect(text.includes('yarn')).toBe(false);
});

describe.each(Object.entries(runtimes))('%s', (_name, runtime) => {
  test('everything the build copies is let in, and nothing else is', () => {
    const { Dockerfile = '', '.dockerignore': ignore = '' } = texts(anImage({ runtime }));
    const copied = [...Dockerfile.matchAll(/^COPY (?!--from)(.*) \S+$/gm)]
      .flatMap(([, sources = '']) => sources.split(' '))
      .map((source) => source.replace(/\[(.)\]/, '$1'));
    const allowed = [...ignore.matchAll(/^!(.*)$/gm)].map(([, path = '']) => path);
    expect([...new Set(copied)].toSorted()).toEqual(allowed.toSorted());
    expect(ignore.split('\n')).toEqual(
      expect.arrayContaining(['*', '**/.env*', '**/*.secret.yaml']),
    );
  });

  test('it is built in one image and runs in another as a numeric user, from a full version, without a shell', () => {
    const text = dockerfile({ runtime, user: 10001, port: 8080 });
    const images = [...text.matchAll(/^FROM (\S+) AS (\S+)$/gm)].map(([, image, stage]) => ({
      image,
      stage,
    }));
    expect(images.at(0)).toEqual({ image: runtime.buildImage, stage: 'build' });
    expect(images.at(-1)).toEqual({ image: runtime.runImage, stage: 'runtime' });
    expect(text).toMatch(/\nUSER 10001:10001\nEXPOSE 8080\n/);
    for (const instruction of ['ENTRYPOINT', 'CMD', '  CMD']) {
      const [line = ''] = text
        .split('\n')
        .filter((candidate) => candidate.startsWith(`${instruction} `));
      expect(JSON.parse(line.slice(instruction.length + 1))).toEqual(
        expect.arrayContaining([expect.any(String)]),
      );
    }
    for (const [, target] of text.matchAll(/ --mount=type=cache,target=(\S+),sharing=locked/g))
      expect(target).toMatch(/^\/(root|pnpm)\//);
  });

  test('the version is baked in by a build argument, after the last thing that is copied', () => {
    const text = dockerfile({ runtime });
    expect(text).toMatch(/ARG APP_VERSION=development\n(.*\n)*ENV APP_VERSION=\$APP_VERSION\n/);
    expect(text.lastIndexOf('COPY')).toBeLessThan(text.indexOf('ARG APP_VERSION'));
  });
});

test('Python writes nothing beside the code, and starts the module', () => {
  const lines = dockerfile({ runtime: aPython({ module: 'app.mcp_main' }) }).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      '    PYTHONDONTWRITEBYTECODE=1 \\',
      'COPY --from=build /app/app ./app',
      'CMD ["-m", "app.mcp_main"]',
    ]),
  );
});

test('it runs as the numeric user, on the port, with the folders that are copied', () => {
  const lines = dockerfile({
    user: 10001,
    port: 8080,
    runtime: aNode({ copy: ['datasets', 'locales'] }),
  }).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'USER 10001:10001',
      'EXPOSE 8080',
      '    PORT=8080',
      'COPY datasets ./datasets',
      'COPY locales ./locales',
    ]),
  );
});

test('a label holds what people write', () => {
  expect(dockerfile()).toContain(String.raw`image.description="Takes \"orders\" for \$5"`);
});

test('the health check needs no shell, and node is where the image has it', () => {
  expect(dockerfile()).toContain('CMD ["/nodejs/bin/node", "-e", "fetch(');
  expect(dockerfile({ runtime: aNode({ runImage: 'node:24.11.1-bookworm-slim' }) })).toContain(
    'ENTRYPOINT ["node"]',
  );
  expect(
    [
      'gcr.io/distroless/nodejs24-debian12:nonroot',
      'mirror.example.com/distroless/nodejs24',
      'cgr.dev/chainguard/node',
    ].map(nodeBinaryOf),
  ).toEqual(['/nodejs/bin/node', '/nodejs/bin/node', 'node']);
});
