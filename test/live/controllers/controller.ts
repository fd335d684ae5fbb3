import { readFileSync, readdirSync } from 'node:fs';
import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';
import { join } from 'node:path';
import type { DefinitionsFolder } from '../build/definitions.ts';
import { applyObjects, kubectl, tryKubectl } from '../rig/kubectl.ts';
import { lastLines, until, type Program } from '../rig/programs.ts';
import { pki, type Rig } from '../rig/rig.ts';

/** Starts a controller with all that it needs in the cluster, and waits until it works. */
export type StartController = (rig: Rig) => Promise<Program>;

/** The released files of a project, by the kind of object that they hold. */
export const releasedFiles = (
  rig: Rig,
  folder: DefinitionsFolder,
  kind: string,
): readonly string[] =>
  readdirSync(join(rig.definitions, folder))
    .map((name) => join(rig.definitions, folder, name))
    .filter((path) => readFileSync(path, 'utf8').includes(`\nkind: ${kind}\n`));

/** Applies the custom resource definitions of projects, and waits until the API server serves their kinds. */
export async function applyDefinitions(
  rig: Rig,
  ...folders: readonly DefinitionsFolder[]
): Promise<void> {
  const files = folders
    .flatMap((folder) => releasedFiles(rig, folder, 'CustomResourceDefinition'))
    .map((file) => `--filename=${file}`);
  const applied = await kubectl(rig, [
    'apply',
    '--server-side',
    '--force-conflicts',
    '--output=name',
    ...files,
  ]);
  const served = ['wait', '--for=condition=Established', ...applied.trim().split('\n')];
  // A definition that has no status yet is an error to `kubectl wait`.
  await until(`kinds of ${folders.join(' and ')} are served`, async () =>
    (await tryKubectl(rig, served)).code === 0 ? true : undefined,
  );
}

/** Creates a namespace, unless it is there. */
export const applyNamespace = (rig: Rig, name: string): Promise<string> =>
  applyObjects(rig, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }]);

/** Waits until a program answers at a URL, with whatever code that says that it is there. */
export const untilAnswers = (rig: Rig, { name }: Program, url: string): Promise<true> =>
  until(`${name} answers at ${url}`, () => answers(rig, url), {
    state: () => Promise.resolve(lastLines(rig, name)),
  });

const answers = (rig: Rig, url: string): Promise<true | undefined> =>
  new Promise((resolve) => {
    const ca = readFileSync(pki(rig, 'ca.crt'));
    const get = url.startsWith('https:') ? getSecure : getPlain;
    get(url, { ca }, (answer) => {
      answer.resume();
      resolve((answer.statusCode ?? 500) < 500 ? true : undefined);
    }).on('error', () => resolve(undefined));
  });
