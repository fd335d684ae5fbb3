import { UserError } from '../errors.ts';
import type { FileSpec } from '../render/spec.ts';
import { clashText, pathClashes } from '../domain/path-clashes.ts';
import { outsidePathProblem } from './outside-file.ts';

/** Our files and those of components as one list; what components add to the two git files joins our block there. */
export function combineFiles(
  ours: readonly FileSpec[],
  components: readonly FileSpec[],
): FileSpec[] {
  const joined = new Map(ours.map((spec) => [spec.path, spec]));
  const lines: string[] = [];
  for (const spec of components) {
    const problem = problemOf(spec, joined);
    const added = gitFiles.has(spec.path) ? withAdditions(joined.get(spec.path), spec) : spec;
    if (problem !== undefined) lines.push(problem);
    else if (added !== undefined) joined.set(spec.path, added);
  }
  const files = [...joined.values()];
  lines.push(
    ...(lines.length > 0 ? [] : pathClashes(files)).map(
      (clash) => `${clash.item.origin.feature}: ${clashText(clash)}`,
    ),
  );
  if (lines.length > 0)
    throw new UserError(lines.join('\n'), {
      hint: 'Change the components in .projenrc.ts; change a generated file with "customize" instead.',
    });
  return files;
}

function problemOf(
  { path, content, origin }: FileSpec,
  joined: ReadonlyMap<string, FileSpec>,
): string | undefined {
  const problem = outsidePathProblem(path);
  if (problem !== undefined)
    return `the path ${JSON.stringify(path)} of a ${origin.feature} ${problem}`;
  const other = joined.get(path);
  if (other !== undefined && !gitFiles.has(path))
    return other.origin.feature.startsWith('projen component')
      ? `a ${origin.feature} writes ${path}, which a ${other.origin.feature} writes too`
      : `a ${origin.feature} writes ${path}, which is a generated file`;
  return content.kind === 'text' && /\p{Cs}/u.test(content.text)
    ? `a ${origin.feature} writes half of a surrogate pair, which is no text, to ${path}`
    : undefined;
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
