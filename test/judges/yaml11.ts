import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import type { Finding } from './finding.ts';
import { workflows, yamlFiles } from './kinds.ts';
import type { Judge } from './tree.ts';

/**
 * Every YAML file means the same to readers of YAML 1.1 (kubectl, Helm) and 1.2 (everybody else).
 * What kustomize prints is not judged: its quoting is its own, made for Go's reader.
 */
export const yaml11: Judge = async (tree) => {
  const keepsOn = new Set(workflows(tree));
  return yamlFiles(tree).flatMap((file) => compared(file, tree.text(file), keepsOn.has(file)));
};

function compared(file: string, text: string, isWorkflow: boolean): Finding[] {
  const [old, current] = (['1.1', '1.2'] as const).map((version) =>
    read(text, version, isWorkflow),
  );
  if (old === undefined || current === undefined) return [];
  const problems = [...new Set([...old.problems, ...current.problems])];
  if (problems.length > 0) return problems.map((message) => ({ judge: 'yaml11', file, message }));
  return differences(old.values, current.values, '').map((message) => ({
    judge: 'yaml11',
    file,
    message,
  }));
}

function read(
  text: string,
  version: '1.1' | '1.2',
  isWorkflow: boolean,
): { values: unknown[]; problems: string[] } {
  const documents = [parseAllDocuments(text, { version, logLevel: 'silent' })].flat();
  const problems = documents.flatMap(({ errors, warnings }) =>
    [...errors, ...warnings].map(({ message }) => message),
  );
  if (problems.length > 0) return { values: [], problems };
  const values = documents.map((document): unknown =>
    document.toJS({ mapAsMap: true, maxAliasCount: -1 }),
  );
  return { values: isWorkflow ? values.map(withOn) : values, problems: [] };
}

// GitHub reads 1.2, and every workflow in the world has a bare `on:`.
function withOn(value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  return new Map(
    [...value].map(([key, item]: [unknown, unknown]) => [key === true ? 'on' : key, item]),
  );
}

/** Where two readings part, each place once. */
function differences(old: unknown, current: unknown, path: string): string[] {
  if (isDeepStrictEqual(old, current)) return [];
  if (
    old instanceof Map &&
    current instanceof Map &&
    isDeepStrictEqual([...old.keys()], [...current.keys()])
  ) {
    return [...old.keys()].flatMap((key) =>
      differences(old.get(key), current.get(key), `${path}/${String(key)}`),
    );
  }
  if (Array.isArray(old) && Array.isArray(current) && old.length === current.length) {
    return old.flatMap((item, index) => differences(item, current[index], `${path}/${index}`));
  }
  return [`${path || '/'} is ${shown(old)} in YAML 1.1 and ${shown(current)} in YAML 1.2`];
}

function shown(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Map) return `a map with the keys ${[...value.keys()].map(shown).join(', ')}`;
  return JSON.stringify(value);
}
