import { spawnSync } from 'node:child_process';
import { shellWord } from '../domain/shell-word.ts';
import { UserError } from '../errors.ts';
import { doubtsAbout, ownUsers } from '../disk/owners.ts';
import type { Doubt, Owned, Origin } from '../disk/owners.ts';
import { fixHint } from './answer.ts';
import { isSafe, safeDirectories } from './safe-directory.ts';

interface Trusted {
  /** What must be the caller's own. */
  readonly own?: readonly Owned[];
  /** What may belong to root as well. */
  readonly handedOver?: readonly Owned[];
  /** What git says where it does not trust the repository. */
  readonly distrust?: string | undefined;
}

/**
 * Refuses what others than the caller may change, unless git's `safe.directory` allows the folder
 * that it belongs to. Windows has no such owners: nothing is checked there.
 */
export function requireOwn(folder: string, { own = [], handedOver = [], distrust }: Trusted): void {
  const doubts = [...doubtsIn(own, 'project'), ...doubtsIn(handedOver, 'handed over')];
  if (doubts.length === 0 && distrust === undefined) return;
  const safe = safeDirectories(folder);
  if (safe.kind === 'yes' && isSafe(folder, safe.folders)) return;
  throw new UserError(
    [
      `${folder} is not trusted: somebody other than you${caller()} can change what is run or trusted there`,
      ...listed(doubts.length > 0 ? outermost(doubts).map(lineOf) : [`git: ${String(distrust)}`]),
      ...(safe.kind === 'unknown'
        ? [`Whether safe.directory allows it is unknown: ${safe.reason}`]
        : []),
    ].join('\n'),
    {
      exitCode: 3,
      hint: [
        ...(safe.kind === 'unknown' ? [fixHint(safe.reason)] : []),
        ...hints(folder, doubts),
      ].join('\n'),
    },
  );
}

/** Whether nobody but the caller may change these entries, whatever `safe.directory` allows. */
export const areOwn = (entries: readonly Owned[]): boolean =>
  doubtsIn(entries, 'project').length === 0;

function doubtsIn(entries: readonly Owned[], origin: Origin): readonly Doubt[] {
  const euid = process.geteuid?.();
  if (euid === undefined) return [];
  const users = ownUsers(euid, process.env['SUDO_UID']);
  const doubts = entries.flatMap((entry) => doubtsAbout(entry, users, origin));
  return [...new Map(doubts.map((doubt) => [`${doubt.kind} ${doubt.path}`, doubt])).values()];
}

const caller = (): string => {
  const euid = process.geteuid?.();
  return euid === undefined ? '' : ` (${nameOf(euid)})`;
};

/** Without what is in a folder of the same stranger: one line says it all. */
const outermost = (doubts: readonly Doubt[]): readonly Doubt[] =>
  doubts.filter((doubt) => !doubts.some((other) => isWithin(doubt, other)));

const isWithin = (inner: Doubt, outer: Doubt): boolean =>
  inner.kind === 'foreign' &&
  outer.kind === 'foreign' &&
  inner.uid === outer.uid &&
  inner.path.startsWith(`${outer.path}/`);

const lineOf = (doubt: Doubt): string =>
  doubt.kind === 'foreign'
    ? `${doubt.path} belongs to ${nameOf(doubt.uid)}`
    : `${doubt.path} is writable by everybody (mode ${doubt.mode.toString(8).padStart(4, '0')})`;

function hints(folder: string, doubts: readonly Doubt[]): readonly string[] {
  const open = doubts.filter(({ kind }) => kind === 'open').map(({ path }) => path);
  return [
    ...(open.length === 0 ? [] : [`To close it to others: chmod ${modeChange(folder, open)}`]),
    `If you trust everything in it: git config --global --add safe.directory ${shellWord(folder)}`,
    'To read more: gitops-service docs run-as-another-user',
  ];
}

const modeChange = (folder: string, open: readonly string[]): string =>
  open.length > SHOWN
    ? `-R o-w ${shellWord(folder)}`
    : `o-w ${open.map((path) => shellWord(path)).join(' ')}`;

const SHOWN = 10;

const listed = (lines: readonly string[]): readonly string[] => [
  ...lines.slice(0, SHOWN).map((line) => `  ${line}`),
  ...(lines.length > SHOWN ? [`  and ${String(lines.length - SHOWN)} more`] : []),
];

/** A user as people know them; the number alone where the system has no name for it. */
function nameOf(uid: number): string {
  const { stdout } = spawnSync('id', ['-nu', String(uid)], { encoding: 'utf8' });
  const name = (stdout ?? '').trim();
  return name === '' ? `uid ${String(uid)}` : `${name}, uid ${String(uid)}`;
}
