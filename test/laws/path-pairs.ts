import { with_ } from '../config/inputs.ts';

/** Values that are taken, reserved, or taken for something else somewhere. */
const values = [
  '.',
  'app',
  'apps/a',
  'apps/a/src',
  'apps/b/Dockerfile',
  'src',
  'src/index.ts',
  'docs',
  'docs/Architecture.md',
  'scripts',
  'k8s',
  'k8s/overlays/dev/custom',
  'k8s/overlays/dev/secrets',
  'k8s/overlays/dev/release/kustomization.yaml',
  'chart/values.yaml',
  '.github/workflows',
  '.github/workflows/pull-request.yaml',
  '.gitignore',
  '.git/hooks/pre-commit',
  '.gitops/inventory.json',
  '.projenrc.ts',
  'package.json',
  'PACKAGE.JSON',
  'package-lock.json/x',
  'pyproject.toml',
  'Dockerfile.dockerignore',
  '.dockerignore',
  'dockerfile',
  'con',
  `a/${'x'.repeat(198)}`,
];

type Change = (path: string) => Part;
interface Part {
  readonly component: 'a' | 'b' | 'c';
  readonly build?: object;
  readonly runtime?: object;
}

const changes: readonly Change[] = [
  (context) => ({ component: 'a', build: { context } }),
  (dockerfile) => ({ component: 'a', build: { dockerfile } }),
  (path) => ({ component: 'a', runtime: { copy: [path] } }),
  (path) => ({ component: 'a', runtime: { module: moduleOf(path) } }),
  (context) => ({ component: 'b', build: { context } }),
  (dockerfile) => ({ component: 'b', build: { dockerfile } }),
  (path) => ({ component: 'b', runtime: { copy: [path] } }),
  (context) => ({ component: 'c', build: { context } }),
  (dockerfile) => ({ component: 'c', build: { dockerfile } }),
];

/** A module whose file has nearly that name; Python has no dashes and few dots. */
const moduleOf = (path: string): string =>
  `tests.${path.replace(/[^A-Za-z0-9_/]/g, '_').toLowerCase()}`.replaceAll('/', '.');

/** Configs in which two keys say one path, or one key says it twice. */
export const pathPairs: readonly object[] = changes.flatMap((one, index) =>
  changes
    .slice(index)
    .flatMap((other) => values.map((value) => configOf([one(value), other(value)]))),
);

function configOf(parts: readonly Part[]): object {
  const component = (name: Part['component'], kind: string): object => {
    const own = parts.filter((part) => part.component === name);
    return {
      routes: [],
      build: Object.assign({ context: `apps/${name}` }, ...own.map(({ build }) => build)) as object,
      runtime: Object.assign({ kind }, ...own.map(({ runtime }) => runtime)) as object,
    };
  };
  return with_({
    components: {
      a: component('a', 'python'),
      b: component('b', 'node'),
      c: component('c', 'custom'),
    },
  });
}
