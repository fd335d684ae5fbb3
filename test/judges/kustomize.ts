import { join } from 'node:path';
import type { Finding } from './finding.ts';
import { tool } from './install.ts';
import { inParallel } from './parallel.ts';
import { run } from './process.ts';
import type { Judge, Overlay } from './tree.ts';
import { sampled, variablesIn } from './variables.ts';

/** Everything builds, and without a warning: what `rendered` met when the tree was read. */
export const kustomize: Judge = async ({ unbuilt }) => unbuilt;

/** Builds every folder, keeps the manifests of the overlays. */
export async function rendered(
  root: string,
  folders: readonly string[],
): Promise<{ overlays: Overlay[]; findings: Finding[] }> {
  const variables = variablesIn(root);
  const builds = await inParallel(2, folders, async (folder) => ({
    folder,
    ...(await run([...tool('kustomize'), 'build', join(root, folder)])),
  }));
  const findings = builds
    .filter(({ code, stderr }) => code !== 0 || stderr !== '')
    .map(({ folder, stderr }) => ({
      judge: 'kustomize',
      file: folder,
      message: stderr.replaceAll(root, '.'),
    }));
  const overlays = builds
    .filter(({ folder, code, stdout }) => code === 0 && folder !== 'k8s/base' && stdout !== '')
    .map(({ folder, stdout }) => ({ folder, manifests: sampled(stdout, variables) }));
  return { overlays, findings };
}

/** The base and every overlay, by their kustomization files; beside a chart an overlay holds secrets alone. */
export function buildFolders(files: readonly string[]): string[] {
  return files.flatMap((path) => {
    const folder =
      /^(k8s\/(?:base|overlays\/[^/]+|overlays\/[^/]+\/secrets))\/kustomization\.yaml$/.exec(
        path,
      )?.[1];
    return folder === undefined ? [] : [folder];
  });
}
