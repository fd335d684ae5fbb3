// Builds what is published beside the sources of documentation: dist/, schema.json, .jsii and THIRD-PARTY-NOTICES.
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fs from 'fs-extra';
import { createJiti } from 'jiti';
import { noteBuilt } from './build-stamp.mjs';
import { bundle, bundledPackages } from './bundle.mjs';
import { jsiiManifest } from './jsii-manifest.mjs';
import { noticesOf } from './notices.mjs';

const root = join(fileURLToPath(import.meta.url), '..', '..');
const inRoot = (path) => join(root, path);

fs.removeSync(inRoot('dist'));
const metafile = await bundle(root, { write: true });
for (const bin of ['create-gitops-service', 'gitops-service'])
  fs.chmodSync(inRoot(`dist/${bin}.js`), 0o755);
fs.writeFileSync(inRoot('THIRD-PARTY-NOTICES'), noticesOf(root, bundledPackages(metafile)));

const { jsonSchema } = await import(pathToFileURL(inRoot('dist/json-schema.js')).href);
const schema = jsonSchema();
fs.writeJsonSync(inRoot('schema.json'), schema, { spaces: 2 });
const manifest = fs.readJsonSync(inRoot('package.json'));
fs.writeJsonSync(inRoot('.jsii'), jsiiManifest(manifest, schema), { spaces: 2 });

const { declarations } = await createJiti(import.meta.url).import('./declarations.ts');
for (const [name, text] of Object.entries(await declarations(root, schema)))
  fs.writeFileSync(inRoot(`dist/${name}`), text);
noteBuilt(root);
