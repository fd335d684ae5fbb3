import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, run } from '../package/program.ts';

const folder = emptyFolder();
const repository = join(import.meta.dirname, '../..');

test('without a topic every page of docs/ is listed with its title', () => {
  const { code, out } = run('gitops-service', ['docs'], folder);
  const listed = out.match(/^ {2}\S+ {2,}\S.*$/gm) ?? [];
  const pages = readdirSync(join(repository, 'docs'), { recursive: true, encoding: 'utf8' });
  expect(code).toBe(0);
  expect(listed).toHaveLength(pages.filter((path) => path.endsWith('.md')).length);
  expect(out).toMatch(/^ {2}add-a-store +Add a data store$/m);
  expect(out).toMatch(/^ {2}decisions +Decisions$/m);
});

test('no two pages have one topic', () => {
  const { topics } = JSON.parse(run('gitops-service', ['docs', '--json'], folder).out) as {
    topics: { topic: string }[];
  };
  expect(new Set(topics.map(({ topic }) => topic)).size).toBe(topics.length);
});

test.each(['config', 'docs/config.md', 'config.md'])('%s prints the page as it is', (topic) => {
  const text = readFileSync(join(repository, 'docs/config.md'), 'utf8');
  // No pager is started where nobody sits at a terminal.
  const answer = run('gitops-service', ['docs', topic], folder, { PAGER: 'false' });
  expect(answer).toEqual({ code: 0, out: text, err: '' });
});

test('--json answers topic, title and text', () => {
  const answer = run('gitops-service', ['docs', 'how-to/leave', '--json'], folder);
  expect(JSON.parse(answer.out)).toMatchObject({ topic: 'leave', title: expect.any(String) });
});

test('an unknown topic is refused with the nearest one', () => {
  const answer = run('gitops-service', ['docs', 'add-a-stor'], folder);
  expect(answer).toMatchObject({ code: 2, out: '' });
  expect(answer.err).toMatch(/did you mean "add-a-store"\?[\s\S]*Topics: .*config/);
});
