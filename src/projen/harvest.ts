import { fileAt } from '../disk/file-at.ts';
import type { Found } from '../disk/file-at.ts';
import { allBelow } from '../disk/folder-at.ts';
import { withScratch } from '../disk/scratch.ts';
import { textIn } from '../disk/utf8.ts';
import { UserError } from '../errors.ts';
import type { FileSpec } from '../render/spec.ts';
import { attempt } from './attempt.ts';
import { SampleDir, SampleFile, type Component, type Project } from './projen.ts';

/**
 * The files of components that write to disk by themselves: they
 * write into a scratch folder, and we pick them up there.
 */
export function harvestFiles(project: Project, components: readonly Component[]): FileSpec[] {
  return components.flatMap((component) =>
    withScratch((scratch) => {
      withOutdir(project, scratch, () =>
        attempt(component, 'synthesize', () => component.synthesize()),
      );
      return allBelow(scratch, '').map(({ name }) => specOf(component, scratch, name));
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

function specOf(component: Component, scratch: string, path: string): FileSpec {
  const isSample = component instanceof SampleFile || component instanceof SampleDir;
  const feature = `projen component ${component.constructor.name}`;
  const found = fileAt(scratch, path);
  const text = found.kind === 'file' ? textIn(found.bytes) : undefined;
  if (found.kind !== 'file' || text === undefined)
    throw new UserError(`${feature} writes ${path}, which ${reasonOf(found)}`, {
      hint: 'Only text can be generated: commit the file, and leave it out of the component.',
    });
  return {
    path,
    content: { kind: 'text', text },
    ownership: isSample ? { kind: 'sample', restored: false } : { kind: 'managed' },
    executable: found.executable === true,
    origin: { feature, keys: [] },
  };
}

const reasonOf = (found: Found): string =>
  found.kind === 'blocked'
    ? found.reason
    : found.kind === 'file'
      ? 'is not UTF-8'
      : 'has a name that is not UTF-8';
