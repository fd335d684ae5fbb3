import { diffLines } from 'diff';
import { expect } from 'vitest';
import { editConfig, pastesOf, type Edit, type Edited } from '../../src/config-editor/index.ts';

/** The lines that an edit takes away and adds, or why there is none, with the text to paste. */
export function written(source: string, edit: Edit): readonly string[] {
  const outcome = editConfig(source, [edit]);
  switch (outcome.kind) {
    case 'unchanged':
      return ['unchanged'];
    case 'refused':
      return [
        `refused, line ${outcome.line}: ${outcome.reason}`,
        ...pastesOf(source, [edit], said).map(({ where, text }) => `paste ${where}: ${text}`),
      ];
    case 'edited':
    default:
      return diffLines(source, outcome.text).flatMap(({ added, removed, value }) =>
        added || removed
          ? value
              .replace(/\n$/, '')
              .split('\n')
              .map((line) => `${added ? '+' : '-'}${visible(line)}`)
          : [],
      );
  }
}

/** What every config of the table has a place for. */
const said = { components: { server: { routes: [] } }, dataStores: {}, environments: {} };

const visible = (line: string): string => line.replaceAll('\t', '→').replaceAll('\r', '␍');

/** That only white space was taken away, and that taking away what came gives the old bytes back. */
export function expectInsertions(
  source: string,
  outcome: Extract<Edited, { readonly kind: 'edited' }>,
): void {
  let text = source;
  const texts = [text];
  for (const step of outcome.steps) {
    for (const { start, end } of step) expect(text.slice(start, end)).toMatch(/^\s*$/);
    text = replaced(text, step);
    texts.push(text);
  }
  expect(text).toBe(outcome.text);
  for (const [index, step] of [...outcome.steps.entries()].reverse()) {
    const before = texts[index] ?? '';
    let moved = 0;
    const back = step
      .toSorted((a, b) => a.start - b.start)
      .map(({ start, end, text: piece }) => {
        const from = start + moved;
        moved += piece.length - (end - start);
        return { start: from, end: from + piece.length, text: before.slice(start, end) };
      });
    text = replaced(text, back);
    expect(text).toBe(before);
  }
  expect(text).toBe(source);
}

type Step = Extract<Edited, { readonly kind: 'edited' }>['steps'][number];

const replaced = (text: string, step: Step): string =>
  step
    .map((splice, index) => ({ ...splice, index }))
    .toSorted((a, b) => b.start - a.start || b.index - a.index)
    .reduce(
      (all, { start, end, text: piece }) => all.slice(0, start) + piece + all.slice(end),
      text,
    );
