import type { Tree } from './repair.ts';

export interface Names {
  readonly components: readonly string[];
  readonly stores: readonly string[];
  readonly routing: Tree;
}

export const treeAt = (tree: Tree, key: string): Tree =>
  typeof tree[key] === 'object' && tree[key] !== null ? (tree[key] as Tree) : {};

export const defined = (tree: Tree): Tree =>
  Object.fromEntries(Object.entries(tree).filter(([, value]) => value !== undefined));

export const nonEmpty = (tree: Tree, key: string, value: Tree): Tree =>
  Object.keys(tree).length === 0 ? { [key]: value } : tree;

export const mapped = (
  tree: Tree,
  change: (value: Tree, key: string, index: number) => Tree,
): Tree =>
  Object.fromEntries(
    Object.entries(tree).map(([key, value], index) => [key, change(value as Tree, key, index)]),
  );
