import { createJiti } from 'jiti';
import { join } from 'node:path';

/** The config of an example, as its `.projenrc.ts` says it. */
export async function exampleConfig(name: string): Promise<unknown> {
  const given: unknown[] = [];
  (globalThis as Record<string, unknown>)['configOfExample'] = given;
  const file = join(import.meta.dirname, '../../examples', name, '.projenrc.ts');
  await createJiti(import.meta.url, {
    moduleCache: false,
    alias: { 'create-gitops-service': join(import.meta.dirname, 'recording-host.ts') },
  }).import(file);
  const [config] = given;
  if (config === undefined) throw new Error(`the example ${name} says no config`);
  return config;
}
