import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { traps } from '../disk/traps.ts';
import { run } from '../package/program.ts';
import { aService } from './a-service.ts';

test('no part of the program waits for a manifest that is a pipe, or reads one without an end', () => {
  const service = aService();
  // Where the program is installed in the project, yargs would look for that manifest with it.
  const notices = join(inject('installed'), 'create-gitops-service', 'THIRD-PARTY-NOTICES');
  expect(readFileSync(notices, 'utf8')).not.toContain('escalade');
  for (const [name, trap, reason] of traps.filter(([kind]) => /pipe|terabyte/.test(kind))) {
    trap(service, 'package.json');
    const { code, out } = run('gitops-service', ['check', '--json'], service);
    expect(code, name).toBe(1);
    expect(out).toContain(reason);
  }
});

test('records are counted, listed and refused whatever stands in their place', () => {
  const service = aService();
  const path = `.gitops/rescued/${'a1'.repeat(32)}`;
  rmSync(join(service, '.gitops/rescued'), { recursive: true, force: true });
  for (const [, trap, reason] of traps.filter(([kind]) => /pipe|device/.test(kind))) {
    trap(service, path);
    expect(run('gitops-service', ['rescued'], service)).toMatchObject({
      code: 0,
      out: expect.stringContaining(reason) as string,
    });
    expect(
      run('gitops-service', ['rescued', 'restore', 'a1a1', '--to', 'x'], service),
    ).toMatchObject({ code: 3, err: expect.stringContaining(`${path} ${reason}`) as string });
  }
});

test('a name in the tree is one line, and one word of a command', () => {
  const service = aService();
  const name = 'a\n+ $(id)  create';
  writeFileSync(join(service, 'k8s/overlays/dev/custom', name), '');
  expect(run('gitops-service', ['explain'], service).out).toContain(
    '\n  k8s/overlays/dev/custom/a\\u000a+ $(id)  create\n',
  );
  writeFileSync(join(service, 'k8s/overlays/dev/secrets', name), '', { mode: 0o644 });
  const { out } = run('gitops-service', ['secrets', 'status', 'dev'], service);
  expect(out).toMatch(/^ {2}! other users can read .*a\\u000a\+ .*: chmod 600 \$'.*a\\x0A\+ .*'$/m);
});
