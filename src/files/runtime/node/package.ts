import type { FileSpec } from '../../../render/spec.ts';
import { checkScripts, configsOf, manifest, oxlintrc, strictOptions } from '../on-node/package.ts';
import type { StarterInput } from '../on-node/starter-input.ts';
import { held } from '../on-node/versions.ts';
import { sample } from '../starter/sample.ts';

/** What the package manager, the compiler and the linter read. */
export function packageFiles(input: StarterInput): readonly FileSpec[] {
  const { context } = input;
  return [
    ...manifest(input, {
      scripts: scriptsOf(input),
      dependencies: [
        '@opentelemetry/instrumentation',
        '@opentelemetry/instrumentation-http',
        'fastify',
      ],
      devDependencies: ['tsx'],
      packages: { unbuilt: ['esbuild'], held },
    }),
    sample(context, 'tsconfig.json', { kind: 'json', value: tsconfig(input) }),
    sample(context, 'tsconfig.build.json', { kind: 'json', value: buildTsconfig }),
    sample(context, '.oxlintrc.json', { kind: 'json', value: oxlintrc }),
  ];
}

/** `.env` is read where something stands in it: Node complains at each start where it is missing. */
const scriptsOf = (input: StarterInput) => ({
  build: 'tsc --project tsconfig.build.json',
  start: 'node --enable-source-maps dist/index.js',
  dev: `tsx watch ${input.hasEnvironment ? '--env-file-if-exists=.env ' : ''}src/index.ts`,
  typecheck: 'tsc',
  ...checkScripts,
});

const tsconfig = (input: StarterInput) => ({
  compilerOptions: strictOptions,
  include: ['src', 'test', ...configsOf(input)],
});

const buildTsconfig = {
  extends: './tsconfig.json',
  compilerOptions: { noEmit: false, rootDir: 'src', outDir: 'dist', sourceMap: true },
  include: ['src'],
};
