// Tells whether dist/ and what stands beside it come from the sources as they are.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import fs from 'fs-extra';

const inputs = [
  'src',
  'templates',
  'scripts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const outputs = ['dist', 'schema.json', '.jsii', 'THIRD-PARTY-NOTICES'];
const fileOf = (root) => join(root, 'node_modules/.cache/build-stamp');

/** Whether the last build was of the same sources, and what it wrote is still there. */
export const isBuilt = (root) =>
  outputs.every((path) => fs.pathExistsSync(join(root, path))) &&
  fs.pathExistsSync(fileOf(root)) &&
  fs.readFileSync(fileOf(root), 'utf8') === stampOf(root);

/** To be called after a build. */
export const noteBuilt = (root) => fs.outputFileSync(fileOf(root), stampOf(root));

function stampOf(root) {
  const hash = createHash('sha256');
  for (const path of [...inputs, ...outputs].flatMap((name) => filesAt(root, name))) {
    hash.update(`${path}\0`);
    hash.update(fs.readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

function filesAt(root, path) {
  if (!fs.statSync(join(root, path)).isDirectory()) return [path];
  return fs
    .readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesAt(root, join(path, name)));
}
