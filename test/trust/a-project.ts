import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { emptyInventory, inventoryText } from '../../src/write/inventory.ts';

/** A user who is nobody here. */
const STRANGER = 65_534;

export const isRoot = process.getuid?.() === 0;

/** Gives an entry to a stranger; who is not root lets everybody write there, which is refused in the same way. */
export function giveAway(path: string): void {
  if (isRoot) lchownSync(path, STRANGER, STRANGER);
  else chmodSync(path, lstatSync(path).mode | 0o002);
}

/** Takes it back. */
export function takeBack(path: string): void {
  if (isRoot) lchownSync(path, 0, 0);
  else chmodSync(path, lstatSync(path).mode & ~0o002);
}

export const emptyFolder = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'trust-')));

export function write(folder: string, path: string, text = ''): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

export const git = (folder: string, ...words: readonly string[]): void => {
  execFileSync('git', ['-C', folder, ...words], { stdio: 'ignore' });
};

export const config =
  "import { GitOpsService } from 'create-gitops-service';\n" +
  "import { name } from './projenrc/name.js';\n" +
  "new GitOpsService({ name, repository: 'https://github.com/acme/orders', " +
  'components: { server: { port: 3000 } } }).synth();\n';

/** A project two folders below the top of its repository, with one of everything that decides. */
export function aProject(): { readonly top: string; readonly root: string } {
  const top = emptyFolder();
  const root = join(top, 'services/orders');
  git(top, 'init', '--quiet');
  for (const [path, text] of Object.entries({
    '.projenrc.ts': config,
    'projenrc/name.ts': "import './deep/part';\nexport const name = 'orders';\n",
    'projenrc/deep/part/index.ts': 'export {};\n',
    'package.json': '{}\n',
    '.npmrc': '',
    '.projen/tasks.json': '{}\n',
    '.gitops/inventory.json': inventoryText(emptyInventory),
    '.gitops/lock': '',
    '.gitops/rescued/0a1b': '',
    '.gitops/local/fingerprints.json': '{}\n',
    'node_modules/any/package.json': '{}\n',
    'k8s/overlays/dev/secrets/sealing-certificate.pem': '',
    'k8s/overlays/dev/secrets/orders.secret.yaml': '',
    'linked/real.ts': '',
  }))
    write(root, path, text);
  write(top, '.git/hooks/pre-push');
  write(top, 'node_modules/any/package.json', '{}\n');
  return { top, root };
}

/** Puts a link in place of a file, which stands elsewhere from then on. */
export function replaceByLink(root: string, path: string, target: string): void {
  execFileSync('mv', [join(root, path), join(root, target)]);
  symlinkSync(join(root, target), join(root, path));
}
