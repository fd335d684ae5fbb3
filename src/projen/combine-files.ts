import { UserError } from '../errors.ts';
import type { FileSpec } from '../render/spec.ts';
import { pathProblem } from '../domain/file-paths.ts';

/** Our files and those of components as one list; what components add to the two git files joins our block there. */
export function combineFiles(
  ours: readonly FileSpec[],
  components: readonly FileSpec[],
): FileSpec[] {
  const joined = new Map(ours.map((spec) => [spec.path, spec]));
  for (const spec of components) {
    refuseBadPath(spec);
    const added = gitFiles.has(spec.path) ? withAdditions(joined.get(spec.path), spec) : spec;
    if (!gitFiles.has(spec.path) && joined.has(spec.path))
      throw new UserError(`a component writes ${spec.path}, which is a generated file`, {
        hint: 'Change the generated file with "customize" instead.',
      });
    if (added !== undefined) joined.set(spec.path, added);
  }
  return [...joined.values()];
}

function refuseBadPath({ path, origin }: FileSpec): void {
  const problem = pathProblem(path);
  if (problem !== undefined)
    throw new UserError(`the path "${path}" of a ${origin.feature} ${problem}`);
}

const gitFiles: ReadonlySet<string> = new Set(['.gitignore', '.gitattributes']);

function withAdditions(mine: FileSpec | undefined, added: FileSpec): FileSpec | undefined {
  const [known, wanted] = [linesOf(mine), linesOf(added)];
  // projen un-ignores each of its files, which matters only to those who ignore their parent folders.
  const lines = [
    ...known,
    ...wanted.filter((line) => line !== '' && !line.startsWith('!/') && !known.includes(line)),
  ];
  if (lines.length === 0) return undefined;
  return {
    ...(mine ?? added),
    content: { kind: 'text', text: `${lines.join('\n')}\n` },
    ownership: mine?.ownership ?? { kind: 'shared', ours: { kind: 'block' } },
  };
}

const linesOf = (spec: FileSpec | undefined): string[] =>
  spec?.content.kind === 'text' ? spec.content.text.trimEnd().split('\n') : [];
