// What this repository's own package.json, tsconfig.json, ignore list and workflow are made of. Run: npx projen
import { JsonFile } from 'projen/lib/json.js';
import { License } from 'projen/lib/license.js';
import { Project } from 'projen/lib/project.js';
import { TextFile } from 'projen/lib/textfile.js';

const project = new Project({ name: 'create-gitops-service', outdir: '.' });
// Without its manifest projen deletes whatever mentions its marker, sources that only speak of it included.
project.addExcludeFromCleanup('**');
project.removeTask('eject');
for (const task of ['build', 'pre-compile', 'compile', 'post-compile', 'test', 'package'])
  project.removeTask(task);
project.defaultTask?.reset();
project.defaultTask?.execArgs(['node', 'node_modules/jiti/lib/jiti-cli.mjs', '.projenrc.ts']);
project.gitignore.exclude('/dist/', '/.jsii', '/schema.json', '*.tgz', '/demo*/', '/.cache/');

new JsonFile(project, 'package.json', {
  readonly: false,
  marker: false,
  obj: {
    name: 'create-gitops-service',
    version: '0.1.0',
    description:
      'One typed config becomes the whole GitOps deployment of a service, and npx projen keeps it so.',
    license: 'Apache-2.0',
    keywords: ['gitops', 'kubernetes', 'kustomize', 'argocd', 'projen', 'generator', 'create'],
    type: 'module',
    engines: { node: '>=20.19' },
    bin: {
      'create-gitops-service': 'dist/create-gitops-service.js',
      'gitops-service': 'dist/gitops-service.js',
    },
    main: 'dist/index.js',
    types: 'dist/types/index.d.ts',
    exports: {
      '.': { types: './dist/types/index.d.ts', default: './dist/index.js' },
      './projen': { types: './dist/types/projen/index.d.ts', default: './dist/projen.js' },
      './resync': { types: './dist/types/resync.d.ts', default: './dist/resync.js' },
      './schema.json': './schema.json',
      './package.json': './package.json',
      './.jsii': './.jsii',
    },
    files: ['dist', 'templates', '.jsii', 'schema.json', 'LICENSE', 'README.md'],
    scripts: {
      build: 'node scripts/build.mjs',
      prepare: 'npm run build',
      typecheck: 'tsc --noEmit',
      lint: 'oxlint --deny-warnings src test scripts bench .projenrc.ts',
      format: 'oxfmt',
      'format:check': 'oxfmt --check',
      test: 'npm run typecheck && npm run lint && npm run format:check && vitest run',
      conformance: 'vitest run --config vitest.conformance.config.ts',
      demo: 'node scripts/demo.mjs',
      examples: 'node scripts/examples.mjs',
      bench: 'node bench/run.mjs',
      docs: 'jiti scripts/docs.ts',
    },
    // zod is bundled too; it is listed because our type declarations name its types.
    dependencies: { constructs: '~10.8.1', jiti: '~2.7.0', projen: '~0.103.25', zod: '~4.6.7' },
    devDependencies: {
      '@clack/prompts': '~1.9.0',
      '@types/node': '~20.19.43',
      '@types/yargs': '~17.0.35',
      ajv: '~8.20.0',
      'ajv-formats': '~3.0.1',
      diff: '~9.0.0',
      esbuild: '~0.28.2',
      'fast-check': '~4.10.2',
      handlebars: '~4.7.10',
      kustomize: '~4.5.4',
      oxfmt: '0.79.0',
      oxlint: '1.89.0',
      typescript: '~6.0.3',
      vitest: '~4.1.12',
      yaml: '~2.9.1',
      yargs: '~18.2.0',
    },
  },
});

new JsonFile(project, 'tsconfig.json', {
  marker: false,
  readonly: false,
  obj: {
    compilerOptions: {
      target: 'ES2022',
      module: 'NodeNext',
      moduleResolution: 'NodeNext',
      lib: ['ES2023'],
      types: ['node'],
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noImplicitOverride: true,
      noFallthroughCasesInSwitch: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      verbatimModuleSyntax: true,
      erasableSyntaxOnly: true,
      allowImportingTsExtensions: true,
      rewriteRelativeImportExtensions: true,
      declaration: true,
      skipLibCheck: true,
      noEmit: true,
      // Examples import us by the name that their owners use.
      paths: {
        'create-gitops-service': ['./src/index.ts'],
        'create-gitops-service/projen': ['./src/projen/index.ts'],
      },
    },
    include: ['src', 'test', 'bench', 'examples/*/.projenrc.ts', '.projenrc.ts', '*.ts'],
  },
});

new TextFile(project, '.github/workflows/build.yaml', {
  lines: [
    '# Managed by .projenrc.ts: change it there, then run "npx projen".',
    'name: build',
    'on:',
    '  pull_request:',
    '  push:',
    '    branches: [main]',
    'permissions: {}',
    'concurrency:',
    '  group: build-${{ github.ref }}',
    '  cancel-in-progress: true',
    'jobs:',
    '  build:',
    '    name: Build, test and judge',
    '    runs-on: ubuntu-24.04',
    '    timeout-minutes: 45',
    '    permissions:',
    '      contents: read # to check out',
    '    steps:',
    '      - name: Check out',
    '        uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
    '        with:',
    '          persist-credentials: false',
    '      - name: Set up Node',
    '        uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0',
    '        with:',
    '          node-version: 24',
    '      - name: Everything',
    '        run: .ci/run',
    '',
  ],
});

new License(project, { spdx: 'Apache-2.0', copyrightPeriod: '2026' });
project.synth();
