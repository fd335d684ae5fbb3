import type { EnvironmentPlan } from '../../../../plan/plan.ts';
import { listed } from '../../../../render/markdown.ts';

/** Names of environments, by who syncs their Applications. */
interface SyncedBy {
  readonly argocd: readonly string[];
  readonly people: readonly string[];
}

const syncedBy = (environments: readonly EnvironmentPlan[]): SyncedBy => ({
  argocd: environments.flatMap(({ isSyncedByHand, name }) => (isSyncedByHand ? [] : [name])),
  people: environments.flatMap(({ isSyncedByHand, name }) => (isSyncedByHand ? [name] : [])),
});

/** Words that depend on who syncs: the same for all environments, or different in some. */
interface Words {
  readonly argocd: string;
  readonly people: string;
  readonly some: (names: SyncedBy) => string;
}

const say = ({ argocd, people, some }: Words, environments: readonly EnvironmentPlan[]): string => {
  const names = syncedBy(environments);
  if (names.people.length === 0) return argocd;
  return names.argocd.length === 0 ? people : some(names);
};

/** Who brings what git says to the cluster, and when. */
export const whoSyncs = (environments: readonly EnvironmentPlan[]): string => {
  const argocd =
    'Argo CD polls every 2 to 3 minutes, prunes what was removed from git, and reverts live edits.';
  return say(
    {
      argocd,
      people:
        'Argo CD polls every 2 to 3 minutes and shows what differs; somebody looks at it and syncs.',
      some: ({ people }) =>
        `${argocd} In ${listed(people)} it only shows what differs: somebody looks at it and syncs.`,
    },
    environments,
  );
};

/** When the state in git is restored after something was changed past it. */
export const whenRestored = (environments: readonly EnvironmentPlan[]): string =>
  say(
    {
      argocd: 'within seconds',
      people: 'with the next sync',
      some: ({ people }) => `within seconds, or in ${listed(people)} with the next sync`,
    },
    environments,
  );

/** Why Argo CD rolls nothing back itself, where it does not. */
export const whyRefused = (environments: readonly EnvironmentPlan[]): string => {
  const way = 'roll back, and **enable it again**: until then, nothing you merge is deployed.';
  return say(
    {
      argocd: `Argo CD refuses a rollback while automated sync is on. Disable it, ${way}`,
      people: 'Let Argo CD deploy what it deployed before.',
      some: ({ argocd }) =>
        `Argo CD refuses a rollback while automated sync is on, as in ${listed(argocd)}. Disable it there, ${way}`,
    },
    environments,
  );
};

/** What follows a commit; nothing where Argo CD does it. */
export const thenSync = (environments: readonly EnvironmentPlan[]): string =>
  say(
    {
      argocd: '',
      people: ' Then sync it, as in step 1.',
      some: ({ people }) => ` In ${listed(people)}, then sync it, as in step 1.`,
    },
    environments,
  );

/** Where automated sync is disabled before that of the others. */
export const whereFirst = (environments: readonly EnvironmentPlan[]): string =>
  say(
    {
      argocd: 'Disable it there',
      people: '',
      some: ({ argocd }) => `For ${listed(argocd)}, disable it there`,
    },
    environments,
  );

/** Why an Application stays `OutOfSync`. */
export const whyOutOfSync = (environments: readonly EnvironmentPlan[]): string => {
  const argocd = 'A sync fails, or somebody edits live objects';
  return say(
    {
      argocd,
      people: `Nobody has synced it. If somebody has: ${argocd.toLowerCase()}`,
      some: ({ people }) =>
        `In ${listed(people)}, nobody has synced it. Otherwise: ${argocd.toLowerCase()}`,
    },
    environments,
  );
};

/** How a changed secret gets from git to the cluster: the end of a sentence. */
export const howSecretsArrive = (environments: readonly EnvironmentPlan[]): string => {
  const wait = 'argocd app wait <application> --sync --health --timeout 600';
  const argocd = `wait for the sync (\`${wait}\`)`;
  const people = '`argocd app sync <application> --prune`';
  return say(
    {
      argocd,
      people: `sync it (${people})`,
      some: (names) => `${argocd}; in ${listed(names.people)}, sync it first (${people})`,
    },
    environments,
  );
};

/** What follows when git says what shall run. */
export const arrival = ({ isSyncedByHand }: EnvironmentPlan): string =>
  isSyncedByHand
    ? 'Nothing is deployed yet: [look at the difference and sync it](#watch-a-deployment).'
    : '[Watch](#watch-a-deployment) the deployment.';

/** When Argo CD takes notice of it. */
export const detection = ({ isSyncedByHand }: EnvironmentPlan): string =>
  isSyncedByHand
    ? 'Argo CD shows the difference within 2 to 3 minutes, and deploys it when somebody syncs.'
    : 'Argo CD detects it within 2 to 3 minutes.';
