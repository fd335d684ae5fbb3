import { build } from 'esbuild';
import { compiledTemplates } from './compiled-templates.mjs';

const published = {
  index: 'src/index.ts',
  projen: 'src/projen/index.ts',
  resync: 'src/resync.ts',
  'create-gitops-service': 'src/cli/create-gitops-service.ts',
  'gitops-service': 'src/cli/gitops-service.ts',
  'json-schema': 'src/cli/json-schema.ts',
};

/** Bundles the sources, those of dist/ unless told others, as ES modules; says which files went into it. */
export async function bundle(root, { write, entryPoints = published, outdir = 'dist' }) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    // THIRD-PARTY-NOTICES holds them all.
    legalComments: 'none',
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
      'escalade/sync': './scripts/no-search.mjs',
    },
    logLevel: 'warning',
    metafile: true,
    write,
  });
  return metafile;
}

/** Folders of the packages, relative to the root, that a bundle is made of. */
export function bundledPackages({ outputs }) {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  const folders = inputs.map(
    (path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0],
  );
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}
