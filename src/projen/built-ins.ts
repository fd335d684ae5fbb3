/*
 * What JavaScript and Node.js bring along is shared with every config, and a config can change
 * it under us. So nothing here calls a method of an object that a config may have changed: only
 * functions that were taken before, on lists that are gone through by their index.
 */
const { defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } =
  Reflect;
const { is, isFrozen } = Object;
const { String: textOf } = globalThis;

/** One object that came along, and what it said of each of its properties. */
interface Known {
  readonly owner: object;
  readonly name: string;
  readonly keys: readonly PropertyKey[];
  readonly properties: readonly PropertyDescriptor[];
  readonly isFrozen: boolean;
  /** Whether a property more may change what others do. */
  readonly isPrototype: boolean;
}

let known: Known[] | undefined;

/** Notes everything once, before the first config runs. */
export function noteBuiltIns(): void {
  if (known !== undefined) return;
  const all: Known[] = [];
  all.push(noted(globalThis, 'globalThis'));
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    const value: unknown = getOwnPropertyDescriptor(globalThis, name)?.value;
    if (!isObject(value) || value === globalThis) continue;
    all.push(noted(value, name));
    const { prototype } = value as { readonly prototype?: unknown };
    if (typeof value === 'function' && isObject(prototype))
      all.push(noted(prototype, `${name}.prototype`, true));
  }
  for (const list of [[], '', new Map(), new Set()]) {
    const iterator = getPrototypeOf(list[Symbol.iterator]());
    if (iterator !== null)
      all.push(noted(iterator, `the iterator of ${list.constructor.name}`, true));
  }
  for (const name of MODULES) all.push(noted(process.getBuiltinModule(name), `node:${name}`));
  known = all;
}

const MODULES = [
  'fs',
  'path',
  'crypto',
  'child_process',
  'os',
  'module',
  'util',
  'timers',
] as const;

function noted(owner: object, name: string, isPrototype = false): Known {
  const keys = ownKeys(owner);
  return {
    owner,
    name,
    keys,
    properties: keys.map((key) => getOwnPropertyDescriptor(owner, key) ?? {}),
    isFrozen: isFrozen(owner),
    isPrototype,
  };
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** Puts everything back as it was, as far as it lets itself be put back; gives the names of what was changed. */
export function restoreBuiltIns(): readonly string[] {
  const changed: string[] = [];
  for (let index = 0; index < (known?.length ?? 0); index += 1) {
    const one = known?.[index];
    if (one !== undefined) restoreOne(one, changed);
  }
  return changed;
}

function restoreOne({ owner, name, keys, properties, ...was }: Known, changed: string[]): void {
  const add = (text: string): void => {
    changed[changed.length] = text;
  };
  if (!was.isFrozen && isFrozen(owner)) add(`${name} (frozen)`);
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? '';
    const before = properties[index] ?? {};
    // Compilers set it to read stacks.
    if (key === 'prepareStackTrace') continue;
    if (isSame(before, getOwnPropertyDescriptor(owner, key))) continue;
    add(`${name}.${textOf(key)}`);
    defineProperty(owner, key, before);
  }
  if (!was.isPrototype) return;
  const now = ownKeys(owner);
  for (let index = 0; index < now.length; index += 1) {
    const key = now[index] ?? '';
    if (isIn(keys, key)) continue;
    add(`${name}.${textOf(key)}`);
    deleteProperty(owner, key);
  }
}

/**
 * Only what is called counts: a number that is set, as the depth of stacks, breaks nobody.
 * Some of Node.js is loaded when it is first asked for: what then stands there was got.
 */
function isSame(before: Property, now: Property | undefined): boolean {
  if (now === undefined) return typeof before.value !== 'function';
  if (before.get !== undefined) return now.get === undefined || is(before.get, now.get);
  return typeof before.value !== 'function' || is(before.value, now.value);
}

interface Property {
  readonly get?: unknown;
  readonly value?: unknown;
}

function isIn(keys: readonly PropertyKey[], key: PropertyKey): boolean {
  for (let index = 0; index < keys.length; index += 1) if (keys[index] === key) return true;
  return false;
}
