import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, run } from '../package/program.ts';
import { listing } from './a-service.ts';

test('without git a service is made, and it is said that there is no repository', () => {
  const folder = emptyFolder();
  const answer = run('create-gitops-service', ['orders', '--yes', '--no-install'], folder, { PATH: folder });
  expect(answer).toMatchObject({ code: 0, err: '', out: expect.stringContaining('git is not installed') });
  expect(existsSync(join(folder, 'orders/.git'))).toBe(false);
  expect(run('gitops-service', ['check'], join(folder, 'orders'), { PATH: folder })).toMatchObject({ code: 0, err: '' });
});

test('an existing repository keeps its bytes: package.json only gains our keys, and nothing is committed', () => {
  const folder = emptyFolder();
  execFileSync('git', ['init', '--quiet', folder]);
  execFileSync('git', ['-C', folder, 'remote', 'add', 'origin', 'git@github.com:acme/mine.git']);
  const manifest = '{\n    "name": "@acme/mine",\n    "private": true,\n    "scripts": {"test": "jest", "start": "node ."},\n    "dependencies": {"zod": "^3.0.0"}\n}';
  mkdirSync(join(folder, 'src'));
  const texts = { 'src/index.ts': 'console.log(1)\r\n', 'README.md': '# Mine', '.gitignore': 'secret.txt\n' };
  for (const [path, text] of Object.entries({ ...texts, 'package.json': manifest })) writeFileSync(join(folder, path), text);
  expect(run('create-gitops-service', ['.', '--name', 'mine', '--yes', '--no-install'], folder)).toMatchObject({ code: 0, err: '' });
  for (const path of ['src/index.ts', 'README.md'] as const) expect(readFileSync(join(folder, path), 'utf8')).toBe(texts[path]);
  expect(readFileSync(join(folder, '.gitignore'), 'utf8').startsWith(texts['.gitignore'])).toBe(true);
  const after = readFileSync(join(folder, 'package.json'), 'utf8');
  expect(after.startsWith(manifest.slice(0, -2))).toBe(true);
  expect(JSON.parse(after)).toMatchObject(JSON.parse(manifest) as object);
  expect(readFileSync(join(folder, '.projenrc.ts'), 'utf8')).toContain('https://github.com/acme/mine');
  expect(execFileSync('git', ['-C', folder, 'status', '--porcelain', 'src/index.ts'], { encoding: 'utf8' })).toBe('?? src/index.ts\n');
  const before = listing(folder).filter((line) => !line.includes('.git/') && !line.startsWith('.git '));
  expect(run('create-gitops-service', ['.', '--yes', '--no-install'], folder).code).toBe(0);
  expect(listing(folder).filter((line) => !line.includes('.git/') && !line.startsWith('.git '))).toEqual(before);
});
