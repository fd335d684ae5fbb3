import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Content, FileSpec, Ownership, Value } from '../../src/render/spec.ts';

export const managed: Ownership = { kind: 'managed' };
export const sample: Ownership = { kind: 'sample', restored: false };
export const block: Ownership = { kind: 'shared', ours: { kind: 'block' } };
export const options = { takeOver: false, toolVersion: '1.2.3' };

/** A file spec; text files are JSON-named by default so that they carry no marker. */
export function aFile(
  path: string,
  text: string,
  ownership: Ownership = managed,
  executable = false,
): FileSpec {
  return aSpec(path, { kind: 'text', text }, ownership, executable);
}

export function aSpec(
  path: string,
  content: Content,
  ownership: Ownership,
  executable = false,
): FileSpec {
  return { path, content, ownership, executable, origin: { feature: 'test', keys: [] } };
}

export const yamlKeys = (path: string, document: Value, ...paths: string[][]): FileSpec =>
  aSpec(
    path,
    { kind: 'yaml', documents: [document] },
    { kind: 'shared', ours: { kind: 'keys', paths } },
  );
export const jsonKeys = (path: string, value: Value, ...paths: string[][]): FileSpec =>
  aSpec(path, { kind: 'json', value }, { kind: 'shared', ours: { kind: 'keys', paths } });
export const yamlEntries = (path: string, document: Value, list: string[], key: string): FileSpec =>
  aSpec(
    path,
    { kind: 'yaml', documents: [document] },
    { kind: 'shared', ours: { kind: 'entries', path: list, key } },
  );

/** An empty folder that goes when the test ends. */
export function aFolder(files: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'write-'));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  for (const [path, text] of Object.entries(files)) put(root, path, text);
  return root;
}

export function put(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

export const get = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');

/** Every file with its bytes, inode, mode and time. */
export function treeOf(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    files.map((path) => {
      const stat = statSync(join(root, path));
      const state = `${String(stat.ino)} ${stat.mode.toString(8)} ${String(stat.mtimeMs)}`;
      return [
        path,
        stat.isDirectory() ? 'folder' : `${state} ${readFileSync(join(root, path), 'base64')}`,
      ];
    }),
  );
}
