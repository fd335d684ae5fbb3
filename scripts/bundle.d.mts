import type { Metafile } from 'esbuild';

interface Options {
  readonly write: boolean;
  readonly entryPoints?: Readonly<Record<string, string>>;
  readonly outdir?: string;
}

/** Bundles the sources, those of dist/ unless told others, as ES modules; says which files went into it. */
export function bundle(root: string, options: Options): Promise<Metafile>;

/** Folders of the packages, relative to the root, that a bundle is made of. */
export function bundledPackages(metafile: Metafile): string[];
