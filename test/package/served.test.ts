import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aService } from '../cli/a-service.ts';
import { run, runProcess } from './program.ts';

test.each([
  ['check'],
  ['chek'],
  ['check', '--json'],
  ['rescued', 'restore', 'nope', '--json'],
  ['seal', 'dev', 'registry-credentials', '--stdin'],
])('the server answers %j as a process of its own does', (...words) => {
  const service = aService();
  const config = join(service, '.projenrc.ts');
  writeFileSync(
    config,
    "console.log('said', process.cwd(), process.env['WORD'], process.umask());\n" +
      "(await import('node:child_process')).execSync('echo child', { stdio: 'inherit' });\n" +
      "import { GitOpsService } from 'create-gitops-service';\n" +
      "new GitOpsService({ name: 'orders', repository: 'https://github.com/acme/orders', " +
      'components: { server: {} } }).synth();\n',
  );
  rmSync(join(service, 'Dockerfile'));
  const [env, input] = [{ WORD: 'é'.repeat(50_000) }, 'not a Secret'];
  const expected = runProcess('gitops-service', words, service, env, { input });
  expect(expected.out + expected.err).not.toBe('');
  expect(run('gitops-service', words, service, env, input)).toEqual(expected);
  expect(run('gitops-service', words, service, env, input)).toEqual(expected);
});
