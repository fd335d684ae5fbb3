import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '..', '..');

/** A type error of the sources: in which file, relative to the root, and what the compiler says. */
export interface TypeIssue {
  readonly file: string;
  readonly message: string;
}

/** Edits of a source: what stands there once, and what takes its place. */
export type Edits = readonly (readonly [anchor: string, replacement: string])[];

/** What the type check says of src/ when some of its files are edited, on a copy that is in memory only. */
export function typeIssues(edited: ReadonlyMap<string, Edits>): TypeIssue[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) =>
    readFileSync(path, 'utf8'),
  );
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    { ...config, include: ['src'] },
    ts.sys,
    root,
  );
  const sources = new Map(
    [...edited].map(([file, edits]) => [join(root, file), editedText(file, edits)]),
  );
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  const getSourceFile = host.getSourceFile.bind(host);
  host.readFile = (path) => sources.get(path) ?? readFile(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = sources.get(path);
    return text === undefined
      ? getSourceFile(path, version, ...rest)
      : ts.createSourceFile(path, text, version, true);
  };
  const program = ts.createProgram(fileNames, options, host);
  return [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()].map(
    ({ file, messageText }) => ({
      file: file === undefined ? '' : relative(root, file.fileName).replaceAll('\\', '/'),
      message: ts.flattenDiagnosticMessageText(messageText, '\n'),
    }),
  );
}

/** An edit that finds nothing, or two places, would prove nothing. */
function editedText(file: string, edits: Edits): string {
  return edits.reduce(
    (text, [anchor, replacement]) => {
      if (text.split(anchor).length !== 2)
        throw new Error(`${file}: "${anchor}" stands there not once`);
      return text.replace(anchor, () => replacement);
    },
    readFileSync(join(root, file), 'utf8'),
  );
}
