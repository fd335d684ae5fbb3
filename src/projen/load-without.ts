import { createRequire, Module } from 'node:module';

/**
 * What `load` loads; the named packages, as the file `from` finds
 * them, are loaded only when the loaded code first uses them.
 */
export function loadWithout<T>(names: readonly string[], from: string, load: () => T): T {
  const find = createRequire(from);
  const files = names
    .map((name) => find.resolve(name))
    .filter((file) => find.cache[file] === undefined);
  for (const file of files)
    find.cache[file] = Object.assign(new Module(file), {
      loaded: true,
      exports: lateExports(() => find(file)),
    });
  try {
    return load();
  } finally {
    // Whoever else asks for these packages gets them as they are.
    for (const file of files) delete find.cache[file];
  }
}

/** Stands in for what a CommonJS package exports, until the first look at it. */
function lateExports(load: () => object): object {
  return new Proxy(() => undefined, {
    // As an ES module it is not copied name by name, which would load it.
    get: (_, name) => (name === '__esModule' ? true : Reflect.get(load(), name)),
    apply: (_, self, values) => Reflect.apply(load() as () => unknown, self, values),
  });
}
