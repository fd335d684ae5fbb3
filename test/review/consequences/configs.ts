import { parseConfig } from '../../../src/config/parse/parse.ts';
import type { Fact } from '../../../src/domain/fact.ts';
import { clusterFacts } from '../../../src/files/facts/cluster-facts.ts';
import { makePlan } from '../../plan/make-plan.ts';

/** Keys of a config; null takes one away. */
export type Tree = Readonly<Record<string, unknown>>;

const base: Tree = {
  name: 'orders',
  repository: 'https://github.com/acme/orders',
  components: {
    api: { build: { context: 'api' } },
    web: { build: { context: 'web' }, routes: [] },
  },
  environments: {
    dev: { branch: 'dev', deploy: 'on-push' },
    prod: { branch: 'main', deploy: 'on-promotion', production: false },
  },
};

/** The facts of the base with other keys. */
export const factsOf = (...changed: readonly Tree[]): readonly Fact[] =>
  clusterFacts(makePlan(parseConfig(changed.reduce(merged, base))));

function merged(tree: Tree, changed: Tree): Tree {
  const all = Object.keys({ ...tree, ...changed }).map((key): [string, unknown] => {
    const [known, value] = [tree[key], key in changed ? changed[key] : tree[key]];
    return [key, isTree(value) && isTree(known) ? merged(known, value) : value];
  });
  return Object.fromEntries(all.filter(([, value]) => value !== null));
}

/** A mapping whose keys can be changed one by one: a union changes as a whole, unless its kind stays. */
const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
