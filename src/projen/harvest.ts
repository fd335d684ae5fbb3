import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { withScratch } from '../disk/scratch.ts';
import type { FileSpec } from '../render/spec.ts';
import { SampleDir, SampleFile, type Component, type Project } from './projen.ts';

/**
 * The files of components that write to disk by themselves: they
 * write into a scratch folder, and we pick them up there.
 */
export function harvestFiles(project: Project, components: readonly Component[]): FileSpec[] {
  return components.flatMap((component) =>
    withScratch((scratch) => {
      withOutdir(project, scratch, () => component.synthesize());
      return filesIn(scratch).map((file) => specOf(component, scratch, file));
    }),
  );
}

function withOutdir(project: Project, outdir: string, action: () => void): void {
  const original = project.outdir;
  Reflect.set(project, 'outdir', outdir); // readonly in projen's types, a plain property in its code
  try {
    action();
  } finally {
    Reflect.set(project, 'outdir', original);
  }
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

function specOf(component: Component, scratch: string, file: string): FileSpec {
  const isSample = component instanceof SampleFile || component instanceof SampleDir;
  return {
    path: relative(scratch, file).split(sep).join('/'),
    content: { kind: 'text', text: readFileSync(file, 'utf8') },
    ownership: isSample ? { kind: 'sample', restored: false } : { kind: 'managed' },
    executable: (statSync(file).mode & 0o100) !== 0,
    origin: { feature: `projen component ${component.constructor.name}`, keys: [] },
  };
}
