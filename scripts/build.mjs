// Builds dist/ (ESM with code splitting, and type declarations), schema.json and .jsii.
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { compiledTemplates } from './compiled-templates.mjs';
import { jsiiManifest } from './jsii-manifest.mjs';

const root = join(fileURLToPath(import.meta.url), '..', '..');
process.chdir(root);
rmSync('dist', { recursive: true, force: true });

await build({
  entryPoints: {
    index: 'src/index.ts',
    projen: 'src/projen/index.ts',
    resync: 'src/resync.ts',
    'create-gitops-service': 'src/cli/create-gitops-service.ts',
    'gitops-service': 'src/cli/gitops-service.ts',
    'json-schema': 'src/cli/json-schema.ts',
  },
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  // A user's projen and constructs must be the ones that we check against; jiti finds its transformer beside itself.
  external: ['projen', 'projen/*', 'constructs', 'jiti'],
  // CommonJS packages in the bundle call require for what Node brings along.
  banner: {
    js: "import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);",
  },
  plugins: [compiledTemplates],
  alias: {
    // Its ES modules: of these the bundle takes only what is used.
    yaml: './node_modules/yaml/browser/index.js',
    'string-width': './scripts/string-width.mjs',
  },
  logLevel: 'warning',
});
for (const bin of ['create-gitops-service', 'gitops-service']) chmodSync(`dist/${bin}.js`, 0o755);

execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});

const { jsonSchema } = await import(pathToFileURL(join(root, 'dist/json-schema.js')).href);
const schema = jsonSchema();
writeFileSync('schema.json', `${JSON.stringify(schema, null, 2)}\n`);
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
writeFileSync('.jsii', `${JSON.stringify(jsiiManifest(manifest, schema), null, 2)}\n`);
