import { spawnSync } from 'node:child_process';
import { UserError } from '../../errors.ts';

/** What a build gave: the manifests, or why there are none. */
export type Built = { readonly kind: 'built'; readonly text: string } | { readonly kind: 'failed'; readonly message: string };

/** Builds a folder with the kustomize, or else the kubectl, of this machine. */
export function built(folder: string): Built {
  for (const [program, ...words] of PROGRAMS) {
    const { status, stdout, stderr, error } = spawnSync(program, [...words, folder], { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (error !== undefined && 'code' in error && error.code === 'ENOENT') continue;
    if (error !== undefined) return { kind: 'failed', message: error.message };
    return status === 0 ? { kind: 'built', text: stdout } : { kind: 'failed', message: reasonIn(stderr, folder) };
  }
  throw new UserError('neither kustomize nor kubectl is installed, and one of them has to build the manifests', { hint: 'Install kubectl (https://kubernetes.io/docs/tasks/tools/) or kustomize (https://kubectl.docs.kubernetes.io/installation/kustomize/).' });
}

const PROGRAMS = [['kustomize', 'build'], ['kubectl', 'kustomize']] as const;

/** The start of the message, without the folder that only this run knows. */
const reasonIn = (stderr: string, folder: string): string => stderr.trim().replaceAll(folder, '.').replace(/\s+/g, ' ').slice(0, 400);
