import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { findWords } from './words.ts';

const isProse = /^(templates|docs|examples)\/|^(README|CONTRIBUTING)\.md$/;
const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0');

test.each([
  ['a page', 'It waits for ever.', ['"for ever": write indefinitely']],
  ['a table head', '| Store | Is it there? |', ['"Is it there?": write Check']],
  ['plain English', 'It waits indefinitely.', []],
] as const)('the list finds what %s must not say', (_, text, found) => {
  expect(findWords(text)).toEqual(found);
});

test('what users read in templates, pages and examples has none of the words that must not come back', () => {
  const found = tracked
    .filter((path) => isProse.test(path))
    .flatMap((path) => findWords(readFileSync(path, 'utf8')).map((word) => `${path}: ${word}`));
  expect(found).toEqual([]);
});

test('neither has a text in the sources', () => {
  const found = tracked
    .filter((path) => path.startsWith('src/') && path.endsWith('.ts'))
    .flatMap((path) =>
      textsOf(readFileSync(path, 'utf8'))
        .flatMap(findWords)
        .map((word) => `${path}: ${word}`),
    );
  expect(found).toEqual([]);
});

/** The string literals and template texts of a source file; comments are for contributors. */
function textsOf(source: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) texts.push(node.text);
    if (ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) texts.push(node.text);
    if (ts.isBinaryExpression(node)) texts.push(joined(node));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest));
  return texts;
}

/** A text that is written over several lines with `+`. */
const joined = (node: ts.Node): string => {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
  return ts.isBinaryExpression(node) ? joined(node.left) + joined(node.right) : '';
};
