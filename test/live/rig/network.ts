import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../judges/process.ts';
import { publicHosts } from './hosts.ts';
import { addresses, pki, type Rig } from './rig.ts';

/**
 * Lays out the private network that the process was started in: the loopback
 * device with the addresses of nodes and pods, and names for the git server
 * and the load balancer.
 * Nothing leaves it, and nothing outside of it is reached by mistake.
 */
export async function layOutNetwork(rig: Rig): Promise<void> {
  await requirePrivateNetwork();
  await must(['ip', 'link', 'set', 'lo', 'up']);
  for (const { host } of addresses.kubelets)
    await must(['ip', 'address', 'add', `${host}/32`, 'dev', 'lo']);
  // What listens on all addresses is reached at the address of every pod.
  await must(['ip', 'route', 'add', 'local', '10.244.0.0/16', 'dev', 'lo']);

  const file = join(rig.folder, 'hosts');
  const names = {
    '127.0.0.1': ['localhost'],
    [addresses.gitServer.host]: ['github.com'],
    [addresses.loadBalancer.host]: publicHosts,
  };
  const lines = Object.entries(names).map(([address, hosts]) => `${address} ${hosts.join(' ')}\n`);
  writeFileSync(file, lines.join(''));
  await must(['mount', '--bind', file, '/etc/hosts']);
}

/** What every program of the rig finds in its home: an identity for git, and no settings of the machine. */
export function layOutHome(rig: Rig): void {
  for (const folder of ['home', 'git', 'log', 'path'])
    mkdirSync(join(rig.folder, folder), { recursive: true });
  writeFileSync(
    join(rig.folder, 'gitconfig'),
    [
      '[user]\n\tname = Orders team\n\temail = orders@example.com',
      '[init]\n\tdefaultBranch = main',
      '[commit]\n\tgpgSign = false',
      '[safe]\n\tdirectory = *',
      `[http]\n\tsslCAInfo = ${pki(rig, 'ca.crt')}`,
      '',
    ].join('\n'),
  );
}

/** A fresh network namespace has the loopback device only, and that one down. */
async function requirePrivateNetwork(): Promise<void> {
  const { stdout } = await run(['ip', '-brief', 'link']);
  const devices = stdout.trim().split('\n');
  if (devices.length === 1 && devices[0]?.startsWith('lo ') === true) return;
  throw new Error(
    'The live cluster runs in a private network only, and this one has other devices. Start it with "npm run live".',
  );
}

async function must(command: readonly string[]): Promise<void> {
  const { code, stderr } = await run(command);
  if (code !== 0) throw new Error(`${command.join(' ')}: ${stderr}`);
}
