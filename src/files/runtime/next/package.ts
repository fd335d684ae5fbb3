import type { FileSpec } from '../../../render/spec.ts';
import type { StarterInput } from '../on-node/starter-input.ts';
import { checkScripts, configsOf, manifest, oxlintrc, strictOptions } from '../on-node/package.ts';
import { sample } from '../starter/sample.ts';

/** What the package manager, the compiler and the linter read. */
export const nextPackageFiles = (input: StarterInput): readonly FileSpec[] => [
  ...manifest(input, {
    scripts,
    dependencies: ['next', 'react', 'react-dom'],
    devDependencies: ['@types/react', '@types/react-dom'],
    packages: { unbuilt: ['esbuild', 'sharp'], held: {} },
  }),
  sample(input.context, 'tsconfig.json', { kind: 'json', value: tsconfig(input) }),
  sample(input.context, '.oxlintrc.json', {
    kind: 'json',
    value: {
      ...oxlintrc,
      plugins: [...oxlintrc.plugins, 'react', 'nextjs'],
      ignorePatterns: ['.next'],
      rules: { ...oxlintrc.rules, 'react/react-in-jsx-scope': 'off' },
    },
  }),
];

const scripts = {
  build: 'next build',
  start: 'node .next/standalone/server.js',
  dev: 'next dev',
  typecheck: 'next typegen && tsc',
  ...checkScripts,
};

const { rewriteRelativeImportExtensions: _onlyForEmit, ...options } = strictOptions;

/** With everything that Next.js demands, so that it leaves the file alone. */
const tsconfig = (input: StarterInput) => ({
  compilerOptions: {
    ...options,
    module: 'ESNext',
    moduleResolution: 'Bundler',
    lib: ['DOM', 'DOM.Iterable', 'ES2023'],
    jsx: 'react-jsx',
    allowJs: true,
    esModuleInterop: true,
    isolatedModules: true,
    resolveJsonModule: true,
    incremental: true,
    plugins: [{ name: 'next' }],
  },
  include: [
    'next-env.d.ts',
    'next.config.ts',
    ...configsOf(input),
    'src',
    'test',
    '.next/types/**/*.ts',
    '.next/dev/types/**/*.ts',
  ],
  exclude: ['node_modules'],
});
