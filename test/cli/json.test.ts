import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { emptyFolder, run } from '../package/program.ts';
import { digestOf } from '../release/a-project.ts';
import { aService } from './a-service.ts';

const image = `server=${'c'.repeat(40)}@${digestOf('a')}`;
let service = '';
beforeAll(() => {
  service = aService();
});

// In this order: promote needs what set-image wrote.
test.each([
  ['resync', { files: expect.any(Number) }],
  ['resync --dry-run', { files: expect.any(Number) }],
  ['check', { clean: true }],
  ['--json check', { clean: true }],
  ['explain Dockerfile', { path: 'Dockerfile', state: 'unchanged' }],
  [`set-image dev ${image}`, { environment: 'dev', changed: true }],
  ['promote dev prod', { environment: 'prod', changed: true }],
  ['schema', { type: 'object' }],
  ['--help', { text: expect.stringContaining('set-image') }],
  ['check --help', { text: expect.stringContaining('check') }],
  ['--version', { text: expect.stringMatching(/^\d+\.\d+\.\d+/) }],
])('%s --json is one answer', (line, data) => {
  const { code, out, err } = run(
    'gitops-service',
    [...line.split(' '), '--json'].filter((word, index, all) => all.indexOf(word) === index),
    service,
  );
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(JSON.parse(out)).toMatchObject(data);
});

test.each([
  ['chek', 2],
  ['check --foo', 2],
  ['explain nope', 2],
  ['promote dev', 2],
  ['promote prod dev', 3],
  ['set-image dev server=latest', 3],
  ['set-image qa server=x', 2],
  ['create', 2],
  ['create Orders', 2],
  ['create orders --store mysql', 2],
  ['create orders --name', 2],
])('%s --json is one error, and stderr is empty', (line, code) => {
  const answer = run('gitops-service', [...line.split(' '), '--json'], service);
  expect(answer).toMatchObject({ code, err: '' });
  expect(JSON.parse(answer.out)).toEqual({
    error: { message: expect.stringMatching(/\S/), hint: expect.any(String), code },
  });
});

test('create --json is one answer', () => {
  const answer = run(
    'create-gitops-service',
    ['orders', '--no-install', '--no-git', '--json'],
    emptyFolder(),
  );
  expect(answer).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(answer.out)).toMatchObject({
    folder: 'orders',
    changes: expect.any(Array),
    nextSteps: expect.any(Array),
  });
});

test('what a config file prints does not mix with the answer', () => {
  const chatty = aService();
  const config = join(chatty, '.projenrc.ts');
  writeFileSync(
    config,
    `console.log('hello');\nconsole.info('there');\n${readFileSync(config, 'utf8')}`,
  );
  const answer = run('gitops-service', ['check', '--json'], chatty);
  expect(answer).toMatchObject({ code: 0, err: 'hello\nthere\n' });
  expect(JSON.parse(answer.out)).toMatchObject({ clean: true });
  expect(run('gitops-service', ['check'], chatty)).toMatchObject({
    out: expect.stringMatching(/^\d+ file/),
    err: 'hello\nthere\n',
  });
});

test('what a config should think about again is said once on stderr, or beside the data', () => {
  const warned = aService();
  const config = join(warned, '.projenrc.ts');
  writeFileSync(
    config,
    readFileSync(config, 'utf8').replace(
      /\n}\)\.synth/,
      "\n  routing: { kind: 'ingress' },\n}).synth",
    ),
  );
  for (const line of ['check', 'resync --dry-run', 'resync', 'check']) {
    const { out, err } = run('gitops-service', line.split(' '), warned);
    expect(err.match(/retired upstream/g), line).toHaveLength(1);
    expect(err).toMatch(/^warning ingress-nginx was retired/);
    expect(out).not.toContain('retired');
  }
  const { out, err } = run('gitops-service', ['check', '--json'], warned);
  expect(err).toBe('');
  expect(JSON.parse(out)).toMatchObject({
    clean: true,
    warnings: [expect.stringContaining('retired upstream')],
  });
});

test('without a reason to warn the list of warnings is empty', () => {
  expect(JSON.parse(run('gitops-service', ['check', '--json'], service).out)).toMatchObject({
    warnings: [],
  });
});
