import { basename } from 'node:path';
import type { ConfigInput } from '../config/schema/schema.ts';
import { STAND_IN } from '../domain/stand-in.ts';

/** What `projen new` passes to a project beside its options. */
interface NewOptions {
  readonly __new__?: object;
}

/** The config without projen's own keys; a new service gets what `projen new` cannot ask for. */
export function splitNewOptions<T extends object>(
  options: T & NewOptions,
  folder: string,
): { readonly input: Omit<T, '__new__'>; readonly __new__: object | undefined } {
  const { __new__, ...input } = options;
  if (__new__ === undefined) return { input, __new__ };
  return { input: { ...starter(basename(folder)), ...input }, __new__ };
}

const starter = (name: string): ConfigInput => ({
  name,
  repository: `https://github.com/${STAND_IN}/${name}`,
  components: { server: { port: 3000 } },
});
