import { differenceOf, isPulled, type EnvironmentChange } from './environment-change.ts';
import type { Row } from './row.ts';

const applied =
  'Apply argocd/applications/<environment>.yaml when it is merged, unless a root app does.';

/** Whether an environment is synced by hand before and after; nothing where who delivers changes, or it leaves. */
const syncOf = (change: EnvironmentChange): { was: boolean; is: boolean } | undefined => {
  const { before, after } = change;
  if (!isPulled(change) || after === undefined || differenceOf(change, 'delivery') !== undefined)
    return undefined;
  const [was, is] = [before, after].map(
    (facts) => facts.get('environment')?.['sync'] !== undefined,
  );
  return { was: was === true, is: is === true };
};

const syncStarts: Row = {
  id: 'sync-by-itself',
  level: 'dangerous',
  change: 'Argo CD syncs what somebody synced: `sync`, from manual to auto',
  happens:
    'What git says and nobody has synced is deployed at once, and what left git is deleted. From then on live ' +
    'edits are reverted.',
  way: `Look at what differs first (argocd app diff), and sync it. ${applied}`,
  find: (change) => {
    const sync = syncOf(change);
    return sync?.was === true && !sync.is ? [{ what: 'sync manual becomes auto' }] : [];
  },
};

const syncStops: Row = {
  id: 'sync-by-hand',
  level: 'note',
  change: 'Somebody syncs what Argo CD synced: `sync`, from auto to manual',
  happens:
    'Nothing that is merged is deployed until somebody syncs it, sealed secrets and releases included. Live edits ' +
    'stay.',
  way: `Sync after each release: docs/runbooks/deploy.md. ${applied}`,
  find: (change) => {
    const sync = syncOf(change);
    return sync?.is === true && !sync.was ? [{ what: 'sync auto becomes manual' }] : [];
  },
};

/** Rows about who syncs. */
export const syncRows: readonly Row[] = [syncStarts, syncStops];
