import type { FileSpec } from '../../../render/spec.ts';
import { checkScripts, configsOf, manifest, oxlintrc, strictOptions } from '../on-node/package.ts';
import type { StarterInput } from '../on-node/starter-input.ts';
import { held } from '../on-node/versions.ts';
import { sample } from '../starter/sample.ts';
import { runsTypeScript } from './sources.ts';

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
      devDependencies: ['nodemon', 'tsx'],
      packages: { unbuilt: ['esbuild'], held },
    }),
    sample(context, 'tsconfig.json', { kind: 'json', value: tsconfig(input) }),
    sample(context, 'tsconfig.build.json', { kind: 'json', value: buildTsconfig }),
    sample(context, '.oxlintrc.json', { kind: 'json', value: oxlintrc }),
  ];
}

const scriptsOf = (input: StarterInput) => ({
  build: 'tsc --project tsconfig.build.json',
  start: 'node --enable-source-maps dist/index.js',
  dev: developCommand(input),
  typecheck: 'tsc',
  ...checkScripts,
});

/**
 * Starts again at every save below `src`, with SIGTERM first, as in the cluster. `node --watch` is not for this: on
 * Linux it loses a file that an editor replaces by another one. `.env` is read where something stands in it: Node
 * complains at each start where it is missing.
 */
function developCommand({ hasEnvironment }: StarterInput): string {
  const environment = hasEnvironment ? '--env-file-if-exists=.env ' : '';
  const program = `node ${environment}--import ./${runsTypeScript} src/index.ts`;
  return `nodemon --watch src --ext ts --delay 50ms --signal SIGTERM --exec "${program}"`;
}

const tsconfig = (input: StarterInput) => ({
  compilerOptions: strictOptions,
  include: ['src', 'test', ...configsOf(input)],
});

const buildTsconfig = {
  extends: './tsconfig.json',
  compilerOptions: { noEmit: false, rootDir: 'src', outDir: 'dist', sourceMap: true },
  include: ['src'],
};
