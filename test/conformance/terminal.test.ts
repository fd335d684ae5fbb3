import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { emptyFolder } from '../package/program.ts';
import { onTerminal } from './on-terminal.ts';

test.each([
  [{ CI: 'true' }, []],
  [{}, ['--yes']],
  [{}, ['--json']],
])('with %j and %j nobody is asked on a terminal either', (env, words) => {
  const folder = emptyFolder();
  const { code, shown } = onTerminal('create-gitops-service', words, folder, { env });
  expect([code, stripVTControlCharacters(shown)]).toEqual([
    2,
    expect.stringContaining('[dir] is required'),
  ]);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  [{}, true],
  [{ NO_COLOR: '1' }, false],
  [{ TERM: 'dumb' }, false],
])('on a terminal with %j, colours are shown: %s', (env, coloured) => {
  const folder = emptyFolder();
  writeFileSync(join(folder, '.projenrc.ts'), 'throw 1;\n');
  const { code, shown } = onTerminal('gitops-service', ['check'], folder, { env });
  expect([code, shown.includes('\u001b[')]).toEqual([2, coloured]);
});

test.each([
  ['the pager takes it', { PAGER: 'sed s/^/paged:/' }, /^paged:# /m],
  ['the pager fails', { PAGER: 'exit 1;' }, /^# /m],
  ['there is no pager', { PAGER: '' }, /^# /m],
])('on a terminal a page of the documentation is shown where %s', (_, env, shown) => {
  const answer = onTerminal('gitops-service', ['docs', 'config'], emptyFolder(), { env });
  expect(answer).toMatchObject({ code: 0, shown: expect.stringMatching(shown) });
});

test.each([40, 60, 80])('on a terminal of %i columns no line of the help is wider', (columns) => {
  for (const words of [['--help'], ['create', '--help'], ['promote', '--help']]) {
    const { code, shown } = onTerminal('gitops-service', words, emptyFolder(), { columns });
    const lines = stripVTControlCharacters(shown).split(/\r?\n/);
    expect([code, lines.filter((line) => line.length > columns)]).toEqual([0, []]);
    expect(Math.max(...lines.map((line) => line.length))).toBeGreaterThan(columns * 0.8);
  }
});
