import type { Metafile } from 'esbuild';

/** Bundles the sources into dist/ as ES modules; says which files went into it. */
export function bundle(root: string, options: { readonly write: boolean }): Promise<Metafile>;

/** Folders of the packages, relative to the root, that a bundle is made of. */
export function bundledPackages(metafile: Metafile): string[];
