import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { nextStarterFiles } from '../../src/files/runtime/next/starter.ts';
import { starterFiles } from '../../src/files/runtime/node/starter.ts';
import { tool } from '../judges/install.ts';
import { run } from '../judges/process.ts';
import { inTemporaryFolder } from '../judges/tree.ts';
import { emptyFolder } from '../package/program.ts';
import { dealt } from '../sample.ts';
import { aStarter, pnpm } from '../starter/inputs.ts';
import { succeeds, writeFiles } from './service.ts';

const starters = { node: starterFiles, next: nextStarterFiles };
const nodes = ['node-20', 'node-22', 'node-24'] as const;
/** The npm that came with Node 20 and 22, the newest one, and the pnpm that a service pins. */
const managers = ['npm-10', 'npm-11', 'pnpm'] as const;

const pairs = managers.flatMap((manager) =>
  (['node', 'next'] as const).map((runtime) => ({ manager, runtime })),
);
const casesOf = (node: (typeof nodes)[number]) => pairs.map((pair) => ({ node, ...pair }));

/** What is said of a registry that is slow or away for a moment, and of settings of the machine. */
const notOurs = /Request took \d+ms|Will retry in|Unknown (?:env|user|global) config/;

let tarball = '';
beforeAll(async () => {
  const folder = emptyFolder();
  const made = join(folder, 'package');
  cpSync(join(inject('installed'), 'create-gitops-service'), made, { recursive: true });
  // npm warns of "prepare" where a package comes from a file; from a registry it never runs.
  const manifest = join(made, 'package.json');
  const { scripts, ...published } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const { prepare: _, ...others } = scripts;
  writeFileSync(manifest, JSON.stringify({ ...published, scripts: others }));
  const packed = await succeeds(['npm', 'pack', made, '--ignore-scripts', '--silent'], folder);
  tarball = join(folder, packed.trim());
});

// Each Node, always, with another manager or runtime each; with `--all` each with each. They wait for the network.
test.concurrent.each(nodes.flatMap((node, hand) => dealt(casesOf(node), pairs.length, hand)))(
  'a service in $runtime installs with $manager and $node without a warning, this tool included',
  async ({ node, manager, runtime }) => {
    await inTemporaryFolder(async (root) => {
      const input = aStarter(manager === 'pnpm' ? { packageManager: pnpm } : {});
      writeFiles(root, starters[runtime](input));
      const manifest = join(root, 'package.json');
      const value = JSON.parse(readFileSync(manifest, 'utf8')) as { devDependencies: object };
      const devDependencies = {
        ...value.devDependencies,
        'create-gitops-service': `file:${tarball}`,
      };
      writeFileSync(manifest, JSON.stringify({ ...value, devDependencies }));

      const [binary = ''] = tool(node);
      const { code, stdout, stderr } = await run(
        [binary, tool(manager)[1] ?? '', 'install', ...(manager === 'pnpm' ? [] : ['--no-audit'])],
        {
          cwd: root,
          env: { PATH: [dirname(binary), process.env['PATH'] ?? ''].join(delimiter) },
        },
      );
      const said = `${stdout}${stderr}`;
      expect(code, said).toBe(0);
      const warnings = said.split('\n').filter((line) => /\bwarn/i.test(line));
      expect(warnings.filter((line) => !notOurs.test(line))).toEqual([]);
    });
  },
);
