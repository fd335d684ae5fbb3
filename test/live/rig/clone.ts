import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
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
  const folder = emptied(join(rig.folder, 'clones', name));
  const url = `https://github.com/${name}`;
  const [branch = 'main'] = branches;
  const clone = openClone(rig, folder, url);
  await makeBare(rig, clone, { name, branch });
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

/** Lets a clone push to another repository instead, which the git server serves to nobody else without this login. */
export async function makePrivate(
  rig: Rig,
  clone: Clone,
  { name, login }: { readonly name: string; readonly login: Login },
): Promise<void> {
  const bare = await makeBare(rig, clone, { name, branch: 'main' });
  writeFileSync(loginFile(bare), `${login.user}:${login.password}`);
  await clone.run('git', 'remote', 'set-url', 'origin', bare);
}

/** Who may read a repository. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** The file with the login of a repository that is not public: `user:password`. */
export const loginFile = (bare: string): string => join(bare, 'login');

async function makeBare(
  rig: Rig,
  clone: Clone,
  { name, branch }: { readonly name: string; readonly branch: string },
): Promise<string> {
  const bare = emptied(join(rig.folder, 'git', `${name}.git`));
  await clone.run('git', 'init', '--quiet', '--bare', `--initial-branch=${branch}`, bare);
  await clone.run('git', '-C', bare, 'config', 'http.receivepack', 'true');
  return bare;
}

function emptied(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
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
