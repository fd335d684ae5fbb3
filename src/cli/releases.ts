import { resolve } from 'node:path';
import { entryAt } from '../disk/entry-at.ts';
import { kindAt } from '../disk/what-is-at.ts';
import { UserError } from '../errors.ts';
import { paths } from '../plan/paths.ts';
import { projectFolder, trustFolder } from '../projen/project-folder.ts';
import { runConfig } from '../projen/run-config.ts';
import {
  deliver,
  onKnownFiles,
  overviewOf,
  promote,
  rollback,
  setImages,
  tableOf,
} from '../release/index.ts';
import type { Repository } from '../git/repository.ts';
import type { Edit, Promotion, Rollback, Service } from '../release/index.ts';
import type { Outcome } from './command.ts';
import type { ReleaseFlags } from './release-flags.ts';
import { version } from '../version.ts';

/** Writes images into the release file of an environment. */
export const writeImages = (
  folder: string,
  environment: string,
  { flags, assignments }: { readonly flags: ReleaseFlags; readonly assignments: readonly string[] },
): Promise<Outcome> =>
  deliverEdit(folder, flags, (service) =>
    setImages(service, environment, { assignments, force: flags.force === true, push: flags.push }),
  );

/** Copies the images of one environment into the release file of another. */
export const promoteRelease = (
  folder: string,
  flags: ReleaseFlags,
  promotion: Omit<Promotion, 'force' | 'push'>,
): Promise<Outcome> =>
  deliverEdit(folder, flags, (service) =>
    promote(service, { ...promotion, force: flags.force === true, push: flags.push }),
  );

/** Writes images that ran before into the release file of an environment. */
export const rollBackRelease = (
  folder: string,
  flags: ReleaseFlags,
  wanted: Rollback,
): Promise<Outcome> =>
  deliverEdit(folder, flags, (service, target) => rollback(service, target, wanted));

/** What runs where. */
export async function listReleases(folder: string, repo: string | undefined): Promise<Outcome> {
  const { service, target } = await loadService(folder, { repo, timeout: undefined });
  const found = await overviewOf(service, target);
  return { text: tableOf(found).join('\n'), data: found, code: 0 };
}

async function deliverEdit(
  folder: string,
  flags: ReleaseFlags,
  editOf: (service: Service, target: Repository) => Edit,
): Promise<Outcome> {
  const delivery = {
    push: flags.push,
    pullRequest: flags['pull-request'],
    message: messageOf(flags.message),
    attempts: numberOf('attempts', flags.attempts, 20),
  };
  const { service, target } = await loadService(folder, flags);
  const { lines, data } = await deliver(
    target,
    onKnownFiles(editOf(service, target), version()),
    delivery,
  );
  return {
    text: lines.join('\n'),
    data: data.pullRequest === undefined ? data : { ...data, ...data.pullRequest },
    code: 0,
  };
}

/** The config where we stand, or in the other clone; images are built from where we stand. */
async function loadService(
  folder: string,
  { repo, timeout }: Pick<ReleaseFlags, 'repo' | 'timeout'>,
): Promise<{ readonly service: Service; readonly target: Repository }> {
  const seconds = numberOf('timeout', timeout, 120);
  const other = repo === undefined ? undefined : resolve(folder, repo);
  if (other !== undefined && kindAt(other) !== 'folder')
    throw new UserError(`folder ${other} does not exist`, {
      hint: 'Clone the repository first, and pass its folder with --repo.',
    });
  // What is pushed comes from there, whichever config says how.
  if (other !== undefined) trustFolder(other);
  const root = projectFolder(
    other !== undefined && entryAt(other, paths.config).kind !== 'absent' ? other : folder,
  );
  const { plan } = await runConfig(root);
  return {
    service: { plan, sources: { folder: other === undefined ? root : folder, seconds } },
    target: { folder: other ?? root, seconds },
  };
}

function numberOf(flag: string, typed: string | undefined, usual: number): number {
  if (typed === undefined) return usual;
  if (/^[1-9][0-9]{0,3}$/.test(typed)) return Number(typed);
  throw new UserError(`--${flag}: "${typed}" is not a number from 1 to 9999`);
}

function messageOf(typed: string | undefined): string | undefined {
  if (typed === undefined || typed.trim() !== '') return typed?.trim();
  throw new UserError('--message is empty', {
    hint: 'Omit it to use the default message.',
  });
}
