import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject, vi } from 'vitest';
import { tool } from '../judges/install.ts';
import { emptyFolder } from '../package/program.ts';
import { freePort, succeeds } from './service.ts';

/** A registry on loopback that has this package, and everything else from the registry of this machine. */
export interface Registry {
  readonly url: string;
  readonly stop: () => void;
}

export async function startRegistry(): Promise<Registry> {
  const folder = emptyFolder();
  const url = `http://127.0.0.1:${await freePort()}/`;
  const upstream = (await succeeds(['npm', 'config', 'get', 'registry'], folder)).trim();
  const open = { access: '$all', publish: '$all' };
  const settings = {
    storage: join(folder, 'storage'),
    uplinks: { upstream: { url: upstream, timeout: '60s', max_fails: 100 } },
    packages: { 'create-gitops-service': open, '**': { ...open, proxy: 'upstream' } },
    log: { type: 'stdout', level: 'error' },
  };
  // JSON is YAML.
  writeFileSync(join(folder, 'config.yaml'), JSON.stringify(settings));
  const [, verdaccio = ''] = tool('verdaccio');
  const [node = ''] = tool('node-24');
  const server = spawn(
    node,
    [verdaccio, '--config', join(folder, 'config.yaml'), '--listen', url.slice(7, -1)],
    { cwd: folder, stdio: 'ignore' },
  );
  await vi.waitFor(() => fetch(`${url}-/ping`), { timeout: 60_000, interval: 100 });
  const login = join(folder, 'npmrc');
  writeFileSync(login, `registry=${url}\n${url.slice(5)}:_authToken=anybody\n`);
  const made = join(inject('installed'), 'create-gitops-service');
  await succeeds(['npm', 'publish', made, '--ignore-scripts', '--userconfig', login], folder);
  return { url, stop: () => void server.kill() };
}

/** A home whose package managers know the registry, and nothing else. */
export function homeWith({ url }: Registry): string {
  const home = join(emptyFolder(), 'home');
  mkdirSync(home);
  writeFileSync(join(home, '.npmrc'), `registry=${url}\nupdate-notifier=false\n`);
  writeFileSync(
    join(home, '.yarnrc.yml'),
    // What was published a minute ago is under quarantine otherwise.
    `npmRegistryServer: "${url}"\nunsafeHttpWhitelist: ["127.0.0.1"]\nnpmMinimalAgeGate: 0\n` +
      'enableTelemetry: false\n',
  );
  writeFileSync(join(home, '.bunfig.toml'), `[install]\nregistry = "${url}"\n`);
  return home;
}
