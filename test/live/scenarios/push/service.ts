import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tool } from '../../../judges/install.ts';
import type { Outcome } from '../../../judges/process.ts';
import { makeRepository, type Clone } from '../../rig/clone.ts';
import { kubectl } from '../../rig/kubectl.ts';
import { until } from '../../rig/programs.ts';
import { environmentOf, type Rig } from '../../rig/rig.ts';
import { follow } from '../../rig/runbook.ts';
import type { Stage } from '../../scenario.ts';

const example = join(import.meta.dirname, '../../../../examples/todo');

/** The variable of CI that the hosts of the example use. */
export const domain = { DOMAIN: 'example.com' };

/** An environment of the example that CI deploys, in a repository of its own. */
export interface Pushed {
  readonly rig: Rig;
  readonly clone: Clone;
  readonly environment: string;
  readonly namespace: string;
  /** Of Helm. */
  readonly release: string;
  /** The components whose images are released. */
  readonly components: readonly string[];
}

/** Makes the repository and creates the secrets, as the document of the first deployment says. */
export async function makePushed(
  stage: Stage,
  repository: string,
  { environment, release }: Pick<Pushed, 'environment' | 'release'>,
): Promise<Pushed> {
  const { rig } = stage;
  stage.watches(environment);
  const clone = await stage.step('makes the repository', () =>
    makeRepository(stage, repository, example, ['main']),
  );
  await stage.step('creates the secrets', async () => {
    const page = 'docs/first-deploy.md';
    await follow(clone, page, {
      under: /Create the secrets$/,
      // The page shows the commands of production, and says what another environment has instead.
      instead: environment === 'production' ? {} : { production: environment },
      values: { [`<context-of-${environment}>`]: environment },
      answers,
    });
  });
  const components = ['frontend', 'backend', 'mcp', 'notification', 'sse-gateway'];
  return { rig, clone, environment, namespace: environment, release, components };
}

/** What only the owners of the service know. */
const answers = `
app-secrets/FRONTEND_DATABASE_URL=postgresql://todo:secret@neon.example.com/todo
app-secrets/DATABASE_URL=postgresql://todo:secret@pooler.neon.example.com/todo
app-secrets/OPENAI_API_KEY=secret
app-secrets/REDPANDA_BROKERS=kafka.example.com:9092
app-secrets/REDPANDA_USERNAME=todo
app-secrets/REDPANDA_PASSWORD=secret
app-secrets/SLACK_WEBHOOK_URL=https://hooks.slack.com/services/T/B/secret
ghcr-pull-secret/username=robot
ghcr-pull-secret/password=secret`;

/** Changes the text of the config, and everything that follows from it. */
export async function change(
  { clone }: Pushed,
  changes: readonly (readonly [from: string | RegExp, to: string])[],
): Promise<void> {
  const path = join(clone.folder, '.projenrc.ts');
  let config = readFileSync(path, 'utf8');
  for (const [from, to] of changes) {
    const changed = config.replaceAll(from, to);
    if (changed === config) throw new Error(`${path} does not have ${String(from)}`);
    config = changed;
  }
  writeFileSync(path, config);
  await clone.gitops('resync', '--accept', 'all');
  await clone.push('feat: change the config', 'main');
}

/** Runs the deployment script as its workflow does. */
export const deploy = (
  { rig, clone, environment }: Pushed,
  { isLater = false }: { readonly isLater?: boolean } = {},
): Promise<Outcome> =>
  clone.tryRun(
    'env',
    `DOMAIN=${domain.DOMAIN}`,
    `PATH=${programs(rig, environment, isLater)}:${environmentOf(rig)['PATH'] ?? ''}`,
    'scripts/deploy.sh',
    environment,
    '--context',
    environment,
  );

/**
 * What the workflow of a release does with images of a tag, which says what
 * becomes of their pods: it deploys them, and records them once they run.
 */
export async function release(pushed: Pushed, tag: string): Promise<Outcome> {
  const { clone, environment } = pushed;
  const words = await setImages(pushed, tag);
  const outcome = await deploy(pushed);
  if (outcome.code === 0) await clone.gitops(...words, '--push');
  await clone.run('git', 'restore', `chart/release-${environment}.yaml`);
  await clone.run('git', 'pull', '--quiet', '--ff-only');
  return outcome;
}

/** Writes the images of a tag into the release file, and gives the words that did it. */
export async function setImages(
  { clone, environment, components }: Pushed,
  tag: string,
): Promise<readonly string[]> {
  const digest = `sha256:${Buffer.from(tag).toString('hex').padEnd(64, '0').slice(0, 64)}`;
  const images = components.map((component) => `${component}=${tag}@${digest}`);
  const words = ['set-image', environment, ...images];
  await clone.gitops(...words);
  return words;
}

/** The images of the environment's pods that are ready, by the name of the pod. */
export async function servingPods({ rig, namespace }: Pushed): Promise<Record<string, string>> {
  const template =
    '{range .items[?(@.status.containerStatuses[0].ready==true)]}' +
    '{.metadata.name} {.spec.containers[0].image}{"\\n"}{end}';
  const selector = 'app.kubernetes.io/part-of=todo-app';
  const lines = await kubectl(rig, [
    'get',
    'pods',
    `--namespace=${namespace}`,
    `--selector=${selector}`,
    `--output=jsonpath=${template}`,
  ]);
  return Object.fromEntries(
    lines
      .trim()
      .split('\n')
      .map((line) => line.split(' ')),
  ) as Record<string, string>;
}

/** Holds the outcome of a deployment to its exit code and its words. */
export function expectOutcome(
  { code, stdout, stderr }: Outcome,
  wanted: number,
  words: string,
): void {
  if (code !== wanted || !stderr.includes(words))
    throw new Error(
      `wanted exit code ${String(wanted)} and "${words}", but got exit code ${String(code)} and\n${stdout}${stderr}`,
    );
}

/** Waits until Helm has begun a revision. */
export const untilPending = ({ rig, namespace, release: name }: Pushed): Promise<string> =>
  until(`a revision of ${name} is pending`, async () => {
    const pending = await kubectl(rig, [
      'get',
      'secrets',
      `--namespace=${namespace}`,
      '--output=name',
      `--selector=owner=helm,name=${name},status in (pending-install,pending-upgrade)`,
    ]);
    return pending.trim() || undefined;
  });

/** Kills the Helm that upgrades the environment, as a machine that is turned off would. */
export function killHelm({ rig, environment }: Pushed): void {
  process.kill(Number(readFileSync(join(folderOf(rig, environment), 'pid'), 'utf8')), 'SIGKILL');
}

const folderOf = (rig: Rig, environment: string): string =>
  join(rig.folder, 'deploys', environment);

/**
 * Programs that stand before the machine's: Helm, which leaves word which
 * process upgrades; a `sleep` that takes no time; and a clock that may be an
 * hour ahead, so that nobody waits until what is pending counts as killed.
 */
function programs(rig: Rig, environment: string, isLater: boolean): string {
  const folder = join(folderOf(rig, environment), isLater ? 'later' : 'now');
  mkdirSync(folder, { recursive: true });
  const pid = join(folderOf(rig, environment), 'pid');
  const texts = {
    helm: `[ "$1" != upgrade ] || echo $$ >${pid}\nexec ${tool('helm-4').join(' ')} "$@"`,
    sleep: 'exit 0',
    ...(isLater ? { date: '[ "$1" != +%s ] || set -- -d "1 hour" +%s\nexec /bin/date "$@"' } : {}),
  };
  for (const [name, text] of Object.entries(texts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}
