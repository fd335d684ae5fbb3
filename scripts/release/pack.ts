// Makes release/ of a built checkout: the tarball, its SBOM, the notes of the version and the checksums.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import fs from 'fs-extra';
import { bundle, bundledPackages } from '../bundle.mjs';
import { notesOf } from './notes.ts';
import { shippedSbom, type Sbom } from './sbom.ts';

const root = process.cwd();
const release = join(root, 'release');
const read = (path: string): string => fs.readFileSync(join(root, path), 'utf8');
const npm = (...words: readonly string[]): string =>
  execFileSync('npm', words, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}
const manifestOf = (folder: string): Manifest =>
  fs.readJsonSync(join(root, folder, 'package.json'));
const refOf = (folder: string): string => {
  const { name, version } = manifestOf(folder);
  return `${name}@${version}`;
};

const { name, version, dependencies = {} } = manifestOf('.');
fs.emptyDirSync(release);
npm('pack', '--ignore-scripts', '--pack-destination', release);
const sbom = shippedSbom(
  JSON.parse(npm('sbom', '--package-lock-only', '--sbom-format', 'cyclonedx')) as Sbom,
  {
    name,
    bundled: bundledPackages(await bundle(root, { write: false })).map(refOf),
    installed: Object.keys(dependencies).map((dependency) => refOf(`node_modules/${dependency}`)),
  },
);
fs.writeJsonSync(join(release, 'sbom.cdx.json'), sbom, { spaces: 2 });
fs.writeFileSync(join(release, 'NOTES.md'), notesOf(read('CHANGELOG.md'), version));

const sums = fs.readdirSync(release).map((file) => {
  const sum = createHash('sha256')
    .update(fs.readFileSync(join(release, file)))
    .digest('hex');
  return `${sum}  ${file}\n`;
});
fs.writeFileSync(join(release, 'SHA256SUMS'), sums.join(''));
process.stdout.write(
  `${fs
    .readdirSync(release)
    .map((file) => `release/${file}`)
    .join('\n')}\n`,
);
