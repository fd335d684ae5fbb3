import {
  labelOf,
  waitForApplication,
  type ApplicationStatus,
  type Resource,
} from '../../controllers/application.ts';
import type { Clone } from '../../rig/clone.ts';
import { kubectl } from '../../rig/kubectl.ts';
import type { Stage } from '../../scenario.ts';
import type { ConfigChange } from './changes.ts';
import type { Deployed } from './service.ts';

/** A change of a config, in git. */
export interface CommittedChange {
  readonly change: Omit<ConfigChange, 'change'>;
  readonly commit: string;
}

/** An environment that gets one change of its config after the other. */
export interface Follower {
  /** How long each change took, by its name. */
  readonly seconds: ReadonlyMap<string, number>;
  /** Gives it a change, and waits until it has what the change says, and nothing else. */
  deploy(committed: CommittedChange): Promise<void>;
  /** Fails where Argo CD has written to an object since the last change was there. */
  requireUnchanged(): Promise<void>;
}

/** Follows an environment, and what stays in its cluster after it has left git. */
export function follow(
  { rig, proving }: Stage,
  clone: Clone,
  { environment, application, namespace, branch }: Deployed,
): Follower {
  const kept = new Set<string>();
  const seconds = new Map<string, number>();
  let resources: readonly Resource[] = [];
  let writings = '';

  const deploy = async ({ change, commit }: CommittedChange): Promise<void> => {
    const begun = performance.now();
    await clone.run('git', 'push', '--quiet', 'origin', `${commit}:refs/heads/${branch}`);
    const status = await waitForApplication(rig, application, {
      commit,
      ...(proving ? { seconds: 20 } : {}),
    });
    for (const object of change.keeps ?? []) kept.add(object);
    for (const object of change.adds ?? []) kept.delete(object);
    seconds.set(change.name, (performance.now() - begun) / 1000);
    const wrong = [
      ...mistakesOf(status, change, kept),
      ...(await present(change.removes ?? [])).map((object) => `${object} is in the cluster`),
    ];
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
    ({ resources } = status);
    writings = await writingsOf(resources);
  };

  /** Which of some objects the cluster has, whatever Argo CD knows of them. */
  const present = async (objects: readonly string[]): Promise<readonly string[]> => {
    if (objects.length === 0) return [];
    const names = ['--ignore-not-found', '--output=name', ...objects];
    const found = await kubectl(rig, ['get', `--namespace=${namespace}`, ...names]);
    return found.split('\n').filter((line) => line !== '');
  };

  /** When Argo CD has written to each object the last time, as text. */
  const writingsOf = (objects: readonly Resource[]): Promise<string> =>
    kubectl(rig, [
      'get',
      ...objects.map(({ group = '', kind, name }) =>
        `${kind}${group === '' ? '' : `.${group}`}/${name}`.toLowerCase(),
      ),
      `--namespace=${namespace}`,
      '--show-managed-fields',
      `--output=jsonpath=${lastWritings}`,
    ]);

  /** Says which environment did not get which change. */
  const telling = async (what: string, act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new Error(`${environment}, ${what}: ${message}`, { cause: error });
    }
  };

  return {
    seconds,
    deploy: (committed) => telling(committed.change.name, () => deploy(committed)),
    requireUnchanged: () =>
      telling('unchanged', async () => {
        const now = await writingsOf(resources);
        if (now !== writings) throw new Error(`was\n${writings}\nand is\n${now}`);
      }),
  };
}

const lastWritings =
  '{range .items[*]}{.kind}/{.metadata.name} {.metadata.uid} ' +
  '{.metadata.managedFields[?(@.manager=="argocd-controller")].time}{"\\n"}{end}';

/** What an Application has or lacks although a change says otherwise. */
function mistakesOf(
  { resources, extra, different }: ApplicationStatus,
  { adds = [], removes = [], keeps = [] }: Omit<ConfigChange, 'change'>,
  kept: ReadonlySet<string>,
): readonly string[] {
  const has = new Set(resources.map(labelOf));
  const left = new Set(extra.map(labelOf));
  return [
    ...different.map((line) => `${line}, although the Application is Synced`),
    ...adds.filter((object) => !has.has(object)).map((object) => `${object} has not come`),
    ...[...removes, ...keeps]
      .filter((object) => has.has(object))
      .map((object) => `${object} has not left git`),
    ...[...left].filter((object) => !kept.has(object)).map((object) => `${object} was not pruned`),
    ...[...kept].filter((object) => !left.has(object)).map((object) => `${object} was not kept`),
  ];
}
