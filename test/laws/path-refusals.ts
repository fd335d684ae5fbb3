import { python, server, store, with_ } from '../config/inputs.ts';
import type { Refusal } from '../config/refusals/refusal.ts';

const two = (a: object, b: object, more: object = {}): object =>
  with_({
    components: {
      a: { build: { context: 'apps/a' }, ...a },
      b: { build: { context: 'apps/b' }, routes: [], ...b },
    },
    ...more,
  });
const dockerfile = (path: string): object =>
  two({ build: { context: 'apps/a', dockerfile: path } }, {});
const context = (path: string): object => two({ build: { context: path } }, {});
const copy = (path: string): object => two({ runtime: { kind: 'node', copy: [path] } }, {});

/** What keys of a config cannot have, because other keys, people or our own files have it. */
export const pathRefusals: readonly Refusal[] = [
  [
    'a Dockerfile as package.json',
    dockerfile('package.json'),
    [
      'components.a.build.dockerfile: ' +
        '"package.json" is already a generated file (starter)' +
        ': use another path, such as "apps/a/Dockerfile.a"',
    ],
  ],
  [
    'a Dockerfile as a lockfile',
    dockerfile('package-lock.json'),
    [
      'components.a.build.dockerfile: ' +
        '"package-lock.json" is already a file of the package manager' +
        ': use another path, such as "apps/a/Dockerfile.a"',
    ],
  ],
  [
    'a Dockerfile as a lockfile of its folder',
    dockerfile('apps/b/package-lock.json'),
    [
      'components.a.build.dockerfile: ' +
        '"apps/b/package-lock.json" is already a file of the package manager' +
        ': use another path, such as "apps/a/Dockerfile.a"',
    ],
  ],
  [
    'a Dockerfile as a workflow',
    dockerfile('.github/workflows/pull-request.yaml'),
    [
      'components.a.build.dockerfile: ' +
        '".github/workflows/pull-request.yaml" is already a generated file (ci)' +
        ': use another path, such as "apps/a/Dockerfile.a"',
    ],
  ],
  [
    'a Dockerfile beside the workflows',
    dockerfile('.github/workflows/x.yaml'),
    [
      'components.a.build.dockerfile: ' +
        '".github/workflows/x.yaml" must stay apart from ".github/workflows", which belongs to the deployment' +
        ': use another path, such as "apps/a/Dockerfile.a"',
    ],
  ],
  [
    'a Dockerfile as a release file',
    dockerfile('k8s/overlays/dev/release/kustomization.yaml'),
    [
      'components.a.build.dockerfile: ' +
        '"k8s/overlays/dev/release/kustomization.yaml" is already a generated file (release)' +
        ': use another path, such as "apps/a/Dockerfile.a"',
    ],
  ],
  [
    'a Dockerfile among the secrets',
    dockerfile('k8s/overlays/dev/secrets/x'),
    [
      'components.a.build.dockerfile: ' +
        '"k8s/overlays/dev/secrets/x" must stay apart from "k8s/overlays", which belongs to the deployment' +
        ': use another path, such as "apps/a/Dockerfile.a"',
    ],
  ],
  [
    'a Dockerfile in other letters',
    dockerfile('Readme.md'),
    [
      'components.a.build.dockerfile: ' +
        '"Readme.md" and "README.md", a generated file (docs), are the same on macOS and Windows' +
        ': use another path, such as "apps/a/Dockerfile.a"',
    ],
  ],
  [
    'a Dockerfile as a folder of ours',
    dockerfile('docs'),
    [
      'components.a.build.dockerfile: ' +
        '"docs" must be a file here, but is a folder for a generated file (docs)' +
        ': use another path, such as "apps/a/Dockerfile.a"',
    ],
  ],
  [
    'a Dockerfile as a file of another component',
    dockerfile('apps/b/src/index.ts'),
    [
      'components.a.build.dockerfile: ' +
        '"apps/b/src/index.ts" is already a generated file (starter) in components.b.build.context' +
        ': use another path, such as "apps/a/Dockerfile.a"',
    ],
  ],
  [
    'a Dockerfile whose ignore file has a long name',
    dockerfile('x'.repeat(195)),
    [
      `components.a.build.dockerfile: ` +
        `"${'x'.repeat(195)}.dockerignore" contains a segment of more than 200 bytes` +
        `: use another path, such as "apps/a/Dockerfile.a"`,
    ],
  ],
  [
    'a context as a file of ours',
    context('README.md'),
    [
      'components.a.build.context: ' +
        '"README.md" must be a folder here, but is a generated file (docs)' +
        ': use another folder, such as "a"',
    ],
  ],
  [
    'a context in other letters',
    context('compose.YAML'),
    [
      'components.a.build.context: ' +
        '"compose.YAML" must be a folder here, but "compose.yaml" is a generated file (compose)' +
        ': use another folder, such as "a"',
    ],
  ],
  [
    'a context in a custom folder',
    context('k8s/overlays/prod/custom'),
    [
      'components.a.build.context: ' +
        '"k8s/overlays/prod/custom" must stay apart from "k8s/overlays", which belongs to the deployment' +
        ': use another folder, such as "a"',
    ],
  ],
  [
    'data where a file of the starter is',
    copy('src/index.ts'),
    [
      'components.a.runtime.copy.0: ' +
        '"apps/a/src/index.ts" must be a folder here, but is a generated file (starter) in components.a.build.context' +
        ': use another folder, such as "data"',
    ],
  ],
  [
    'data where the Dockerfile is',
    copy('dockerfile'),
    [
      'components.a.runtime.copy.0: ' +
        '"apps/a/dockerfile" must be a folder here, but "apps/a/Dockerfile" ' +
        'is a generated file (docker) in components.a.build.context' +
        ': use another folder, such as "data"',
    ],
  ],
  [
    'secrets as data',
    server({ runtime: { kind: 'node', copy: ['k8s'] } }),
    [
      'components.server.runtime.copy.0: ' +
        '"k8s" must stay apart from "k8s/base", which belongs to the deployment' +
        ': use another folder, such as "data"',
    ],
  ],
  [
    'two keys, one path',
    two(
      { runtime: { kind: 'node', copy: ['x'] } },
      { runtime: { kind: 'custom' }, build: { context: 'apps/b', dockerfile: 'apps/a/x' } },
    ),
    [
      'components.b.build.dockerfile: "apps/a/x" must be a file here, but is a folder ' +
        'for a generated file (starter) in components.a.runtime.copy.0: ' +
        'use another path, such as "apps/b/Dockerfile.b"',
    ],
  ],
  [
    'a Dockerfile of people that we write',
    two({ runtime: { kind: 'custom' }, build: { dockerfile: 'package.json' } }, {}),
    [
      'components.a.build.dockerfile: ' +
        '"package.json" is already a generated file (starter)' +
        ': use another path, such as "Dockerfile.a"',
    ],
  ],
  [
    'one Dockerfile under two spellings',
    python({}, {}, 'dockerfile'),
    [
      'components.b.build.dockerfile: ' +
        '"dockerfile" and "Dockerfile", a generated file (docker), are the same on macOS and Windows' +
        ': use another path, such as "Dockerfile.b"',
    ],
  ],
  [
    'a module that Windows takes for a device',
    server({ runtime: { kind: 'python', module: 'app.aux' } }),
    [
      'components.server.runtime.module: ' +
        '"app/aux.py" contains a name that Windows reserves for a device' +
        ': use another module, such as app.server_main',
    ],
  ],
  [
    'two modules with one test',
    python({ module: 'app.x_y.z' }, { module: 'app.x.y_z' }, 'Dockerfile.b'),
    [
      'components.a.runtime.module: ' +
        '"tests/integration/test_app_x_y_z.py" is already a generated file (starter)' +
        ': use another module, such as app.a_main',
    ],
  ],
  [
    'a secret that is a device',
    store({ secretName: 'con' }),
    [
      'dataStores.db.secretName: ' +
        '"k8s/overlays/dev/secrets/con.secret.yaml.example" contains a name that Windows reserves for a device' +
        ': use another name',
    ],
  ],
  [
    'a secret of one environment that is a device',
    with_({
      environments: {
        dev: {
          branch: 'dev',
          deploy: 'on-push',
          overrides: { components: { server: { secretEnv: { X: { secret: 'nul', key: 'X' } } } } },
        },
      },
    }),
    [
      'environments.dev.overrides.components.server.secretEnv.X.secret: ' +
        '"k8s/overlays/dev/secrets/nul.secret.yaml.example" contains a name that Windows reserves for a device' +
        ': use another name',
    ],
  ],
  [
    'a pull secret that is a device',
    with_({ registry: { kind: 'ghcr', pullSecret: 'prn' } }),
    [
      'registry.pullSecret: ' +
        '"k8s/overlays/dev/secrets/prn.secret.yaml.example" contains a name that Windows reserves for a device' +
        ': use another name',
    ],
  ],
  [
    'a decision that is a device',
    with_({ decisions: { Aux: 'because' } }),
    [
      'decisions.Aux: ' +
        '"docs/decisions/aux.md" contains a name that Windows reserves for a device' +
        ': use another name',
    ],
  ],
  [
    'a check that is a device',
    server({ runtime: { kind: 'python' }, checks: ['com1'] }),
    [
      'components.server.checks.0: ' +
        '"scripts/com1.py" contains a name that Windows reserves for a device' +
        ': use another name',
    ],
  ],
  [
    'a store in the place of the list of resources',
    with_({ dataStores: { kustomization: { kind: 'redis' } } }),
    [
      'dataStores.kustomization: ' +
        '"k8s/base/kustomization.yaml" is already a generated file (kustomize)' +
        ': use another name',
    ],
  ],
];
