import { oneLine } from '../domain/printable.ts';
import { UserError } from '../errors.ts';
import { projectFolder } from '../projen/project-folder.ts';
import { reportLines } from '../write/report.ts';
import { inventoryFor } from '../write/resync.ts';
import { readRescuedContents, rescuedBytes } from '../write/rescued-contents.ts';
import type { RescuedContent } from '../write/rescued-contents.ts';
import { restore } from '../write/restore.ts';
import { changeData } from './changes.ts';
import type { Outcome } from './command.ts';
import { projectPath } from './project-path.ts';

/** What is kept under `.gitops/rescued/`: where it stood, when it was replaced and why. */
export async function listRescued(folder: string): Promise<Outcome> {
  const all = readRescuedContents(projectFolder(folder));
  const lines = all.flatMap((content) => [
    `${shortOf(content)}  ${content.at.slice(0, 16).replace('T', ' ')}  ${stateOf(content)}`,
    ...content.origins.map(({ path, reason }) => `  ${path}  ${oneLine(reason)}`),
  ]);
  const text =
    all.length === 0
      ? 'Nothing was rescued.'
      : [...lines, '', 'To restore one: gitops-service rescued restore <hash> --to <path>'].join(
          '\n',
        );
  return {
    text,
    data: {
      rescued: all.map(({ hash, at, size, origins, problem }) => ({
        hash,
        at,
        size,
        origins,
        ...(problem === undefined ? {} : { problem }),
      })),
    },
    code: 0,
  };
}

/** Writes a kept content to where it stood, or to another place. */
export async function restoreRescued(
  folder: string,
  [action, wanted]: readonly string[],
  to: string | undefined,
): Promise<Outcome> {
  if (action !== 'restore')
    throw new UserError(`unknown action "${String(action)}"`, {
      hint: 'gitops-service rescued, or: gitops-service rescued restore <hash|path>',
    });
  if (wanted === undefined)
    throw new UserError('<hash|path> is required', {
      hint: 'To list them: gitops-service rescued',
    });
  const root = projectFolder(folder);
  const path = projectPath(root, folder, wanted);
  const content = findContent(readRescuedContents(root), wanted, path);
  const target = to === undefined ? targetOf(content, path) : projectPath(root, folder, to);
  const changes = [restore(root, target, rescuedBytes(root, content.hash))];
  const isOurs = inventoryFor(root, '').entries.get(target)?.ownership === 'managed';
  const advice = isOurs
    ? [`The next resync replaces it again. To keep it: gitops-service eject ${target}`]
    : [];
  return {
    text: [...reportLines(changes), ...advice].join('\n'),
    data: { hash: content.hash, ...changeData(changes) },
    code: 0,
  };
}

const stateOf = ({ size, problem }: RescuedContent): string => problem ?? `${String(size)} bytes`;

const shortOf = ({ hash }: RescuedContent): string => hash.slice(0, 12);

function findContent(all: readonly RescuedContent[], wanted: string, path: string): RescuedContent {
  const matching = /^[0-9a-f]{4,64}$/.test(wanted)
    ? all.filter(({ hash }) => hash.startsWith(wanted))
    : [];
  // Of several contents of one path, the newest is the one that people miss.
  const [found, second] =
    matching.length > 0
      ? matching
      : all.filter(({ origins }) => origins.some((origin) => origin.path === path)).slice(0, 1);
  if (found === undefined)
    throw new UserError(`no rescued content matches "${wanted}"`, {
      hint: 'To list them: gitops-service rescued',
    });
  if (second !== undefined)
    throw new UserError(`"${wanted}" is ambiguous: ${matching.map(shortOf).join(', ')}`, {
      hint: 'Use more digits.',
    });
  return found;
}

function targetOf({ hash, origins }: RescuedContent, path: string): string {
  const places = [...new Set(origins.map((origin) => origin.path))];
  const [place] = places.includes(path) ? [path] : places;
  if (place === undefined || (places.length > 1 && place !== path))
    throw new UserError(
      `${hash.slice(0, 12)} was at ${places.length === 0 ? 'an unknown path' : places.join(', ')}`,
      { hint: 'Set where to restore it: --to <path>' },
    );
  return place;
}
