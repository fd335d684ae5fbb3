import { basename, dirname, join } from 'node:path';
import { ownedAt, ownedBelow } from '../disk/owned-at.ts';
import { namesIn, whatIsAt } from '../disk/what-is-at.ts';
import type { Owned } from '../disk/owners.ts';
import { foldersOf } from '../domain/file-paths.ts';
import { paths } from '../plan/paths.ts';
import { importedFiles } from './imported-files.ts';

/**
 * Whatever decides what is run or trusted in a project: its folder and those above it, up to the
 * top of the repository, what projen runs there, the config with the files that it imports,
 * our records, and the folders with secrets and the certificates that they are sealed with.
 */
export function decidingEntries(folders: readonly string[]): readonly Owned[] {
  const [root = '.'] = folders;
  return [
    ...folders.flatMap((folder) => ownedAt(folder)),
    ...RUN.flatMap((path) => ownedAt(join(root, path))),
    ...ownedAt(join(root, RECORDS)),
    ...ownedBelow(join(root, RECORDS)),
    ...secretPaths(root).flatMap((path) => ownedAt(join(root, path))),
    // Last, because it reads them.
    ...importedFiles(join(root, paths.config)).flatMap((file) => [
      ...ownedAt(dirname(file)),
      ...ownedAt(file),
    ]),
  ];
}

/** What decides which code git runs. */
export const gitEntries = ({ folder, git }: { readonly folder: string; readonly git: string }) => [
  ...ownedAt(join(folder, '.git')),
  ...['.', 'config', 'hooks'].flatMap((path) => ownedAt(join(git, path))),
  ...ownedBelow(join(git, 'hooks')),
];

/** The folders of packages in which Node.js looks, up to the root of the disk. What is in them is npm's. */
export function packageEntries(folder: string): readonly Owned[] {
  const above = dirname(folder);
  return [
    ...ownedAt(join(folder, 'node_modules')),
    ...(above === folder ? [] : packageEntries(above)),
  ];
}

const RUN: readonly string[] = [
  paths.config,
  'package.json',
  '.npmrc',
  '.projen',
  '.projen/tasks.json',
];
const RECORDS = '.gitops';

/** For each environment, the folders down to its secrets, the plain files there, and the certificate. */
function secretPaths(root: string): readonly string[] {
  const overlays = dirname(dirname(dirname(paths.sealingCertificate('any'))));
  const found = namesAt(join(root, overlays)).flatMap((environment) => {
    const certificate = paths.sealingCertificate(environment);
    const folder = dirname(certificate);
    const plain = namesAt(join(root, folder)).filter((name) => name.endsWith('.secret.yaml'));
    return [certificate, ...plain.map((name) => join(folder, basename(name)))];
  });
  return [...new Set(found.flatMap((path) => [...foldersOf(path), path]))];
}

const namesAt = (folder: string): readonly string[] =>
  whatIsAt(folder).kind === 'folder' ? namesIn(folder) : [];
