import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { answer } from '../../src/cli/answer.ts';
import { commands } from '../../src/cli/commands.ts';
import { inventoryText } from '../../src/write/inventory.ts';
import { isNewer } from '../../src/write/is-newer.ts';

/** How each command is called in a project; what is asked about no project has no row. */
const lines: Readonly<Record<string, readonly string[]>> = {
  create: ['.', '--yes', '--no-install', '--no-git'],
  'add component': ['pricing'],
  'add environment': ['qa', '--branch', 'qa'],
  'add route': ['server', '/api'],
  'add store': ['cache', '--kind', 'redis'],
  resync: [],
  check: [],
  diff: [],
  explain: ['Dockerfile'],
  eject: ['Dockerfile'],
  rescued: [],
  'set-image': ['dev', 'server=1.2.3'],
  promote: ['dev', 'prod'],
  rollback: ['dev'],
  releases: [],
  seal: ['dev'],
  'secrets status': [],
  'secrets init': ['dev'],
  'secrets rotate': ['dev', 'database'],
  'secrets certificate': ['dev'],
};
const withoutProject = ['schema', 'docs', 'completion'];

afterEach(() => {
  vi.restoreAllMocks();
});

test('the table names every command', () => {
  expect([...Object.keys(lines), ...withoutProject].sort()).toEqual(
    commands.map(({ name }) => name).sort(),
  );
});

test.each(Object.entries(lines))('%s refuses files of a newer version', async (name, words) => {
  const folder = aProject('99.0.0');
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  await expect(answer('gitops-service', [...name.split(' '), ...words])).rejects.toMatchObject({
    message: expect.stringContaining('written by create-gitops-service 99.0.0'),
    exitCode: 3,
  });
});

test('releases into another clone are refused where that was written by a newer version', async () => {
  const [folder, other] = [aProject('0.0.1'), aProject('99.0.0')];
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  for (const words of [
    ['set-image', 'dev', 'server=1.2.3'],
    ['promote', 'dev', 'prod'],
    ['releases'],
  ])
    await expect(answer('gitops-service', [...words, '--repo', other])).rejects.toMatchObject({
      message: expect.stringContaining('99.0.0'),
      exitCode: 3,
    });
});

test.each([
  ['1.10.0', '1.9.9', true],
  ['1.9.9', '1.10.0', false],
  ['1.0.0', '1.0.0', false],
  ['1.0.0', '1.0.0-next.1', true],
  ['1.0.0-next.1', '1.0.0', false],
  ['1.0.0-next.10', '1.0.0-next.9', true],
  ['1.0.0-next', '1.0.0-next.1', false],
  ['1.0.0-rc.1', '1.0.0-beta.2', true],
  ['1.0.0-beta', '1.0.0-1', true],
  ['1.0.0', '', true],
  ['', '1.0.0', false],
])('%s is newer than %s: %s', (version, other, expected) => {
  expect(isNewer(version, other)).toBe(expected);
});

/** A folder with a config, whose record says which version wrote there. */
function aProject(toolVersion: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'version-'));
  writeFileSync(
    join(folder, '.projenrc.ts'),
    `import { GitOpsService } from 'create-gitops-service';
new GitOpsService({
  name: 'orders',
  repository: 'https://github.com/acme/orders',
  components: { server: { port: 3000 } },
}).synth();
`,
  );
  mkdirSync(join(folder, '.gitops'));
  writeFileSync(
    join(folder, '.gitops/inventory.json'),
    inventoryText({ toolVersion, entries: new Map() }),
  );
  return folder;
}
