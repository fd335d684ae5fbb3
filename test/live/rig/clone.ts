import { appendFileSync, cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { run, type Outcome } from '../../judges/process.ts';
import { environmentOf, type Rig } from './rig.ts';

/** A working copy of a repository that the git server of the rig serves as github.com. */
export interface Clone {
  readonly folder: string;
  readonly url: string;
  /** Runs a program in it, which must end well; gives what it printed. */
  run(...command: readonly string[]): Promise<string>;
  /** Runs a program in it; any exit code is an outcome. */
  tryRun(...command: readonly string[]): Promise<Outcome>;
  /** Runs the packed `gitops-service` in it, which must end well. */
  gitops(...words: readonly string[]): Promise<string>;
  /** Commits everything and pushes it to branches; gives the commit. */
  push(message: string, ...branches: readonly string[]): Promise<string>;
}

/**
 * Makes `https://github.com/<name>` out of a folder, such as an example, with
 * the packed tool in its node_modules, and pushes it to all `branches`; the
 * first one is checked out.
 */
export async function makeRepository(
  { rig, installed }: { readonly rig: Rig; readonly installed: string },
  name: string,
  source: string,
  branches: readonly string[],
): Promise<Clone> {
  const bare = join(rig.folder, 'git', `${name}.git`);
  const folder = join(rig.folder, 'clones', name);
  for (const path of [bare, folder]) {
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path, { recursive: true });
  }
  const url = `https://github.com/${name}`;
  const [branch = 'main'] = branches;
  const clone = openClone(rig, folder, url);
  await clone.run('git', 'init', '--quiet', '--bare', `--initial-branch=${branch}`, bare);
  await clone.run('git', '-C', bare, 'config', 'http.receivepack', 'true');
  cpSync(source, folder, { recursive: true, filter: (path) => !path.endsWith('/node_modules') });
  await clone.run('git', 'init', '--quiet', `--initial-branch=${branch}`);
  if (!existsSync(join(folder, 'node_modules')))
    symlinkSync(installed, join(folder, 'node_modules'));
  // A link is no folder, so the pattern that ends in a slash does not cover it.
  appendFileSync(join(folder, '.git', 'info', 'exclude'), 'node_modules\n');
  await clone.run('git', 'remote', 'add', 'origin', url);
  await clone.push('feat: first', ...branches);
  await clone.run('git', 'branch', '--quiet', `--set-upstream-to=origin/${branch}`);
  return clone;
}

function openClone(rig: Rig, folder: string, url: string): Clone {
  const tryRun = (...command: readonly string[]): Promise<Outcome> =>
    run(command, { cwd: folder, env: environmentOf(rig) });
  const must = async (...command: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await tryRun(...command);
    if (code !== 0)
      throw new Error(`${command.join(' ')}: exit code ${String(code)}\n${stdout}${stderr}`);
    return stdout;
  };
  const program = 'node_modules/create-gitops-service/dist/gitops-service.js';
  return {
    folder,
    url,
    run: must,
    tryRun,
    gitops: (...words) => must(process.execPath, program, ...words),
    push: async (message, ...branches) => {
      await must('git', 'add', '--all');
      await must('git', 'commit', '--quiet', '--allow-empty', '--message', message);
      for (const branch of branches)
        await must('git', 'push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
      return (await must('git', 'rev-parse', 'HEAD')).trim();
    },
  };
}
