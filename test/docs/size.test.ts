import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { allFiles } from '../../src/files/index.ts';
import { render } from '../../src/render/render.ts';
import { makePlan } from '../plan/make-plan.ts';
import { documents, plans } from './plans.ts';

/** Whoever starts with a service reads all of it, once. */
const limit = 400;

const small = (choice: object) =>
  makePlan(
    parseConfig({
      name: 'orders',
      repository: 'https://github.com/acme/orders',
      components: { server: {} },
      ...choice,
    }),
  );

test.each([
  ['as it is created', {}],
  ['with a chart', { packaging: { kind: 'helm' } }],
  ['with secrets by hand', { secrets: { kind: 'manual' } }],
])('README and docs of a minimal service %s have fewer than 400 lines', (_, choice) => {
  const counts = documents(small(choice)).map(
    ({ path, text }) => [path, text.split('\n').length - 1] as const,
  );
  expect(counts.map(([path]) => path)).toContain('README.md');
  const sum = counts.reduce((before, [, lines]) => before + lines, 0);
  expect(sum, JSON.stringify(counts)).toBeLessThan(limit);
});

test.each(plans)('%s: a link to a section leads to its heading', (_, plan) => {
  const pages = new Map(
    allFiles(plan)
      .filter(({ path }) => path.endsWith('.md'))
      .map((spec) => [spec.path, render(spec)]),
  );
  for (const [path, text] of pages)
    for (const [, file = '', anchor = ''] of text.matchAll(/\]\(([\w./-]*)#([\w-]+)\)/g)) {
      const target = file === '' ? path : new URL(file, `file:///${path}`).pathname.slice(1);
      expect(anchorsOf(pages.get(target) ?? ''), `${path}: ${file}#${anchor}`).toContain(anchor);
    }
});

/** Anchors as GitHub makes them of headings. */
const anchorsOf = (text: string): readonly string[] =>
  [...text.replace(/```[\s\S]*?```/g, '').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
