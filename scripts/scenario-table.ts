import type { Scenario } from '../test/live/scenario.ts';

const begin = '<!-- scenarios: begin, written by npm run docs -->';
const end = '<!-- scenarios: end -->';

/** The page with the table of scenarios as they are; all else is kept. */
export function withScenarios(page: string, scenarios: readonly Scenario[]): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`the page needs the lines ${begin} and ${end}`);
  return `${page.slice(0, from + begin.length)}\n\n${tables(scenarios)}\n${page.slice(to)}`;
}

const tables = (scenarios: readonly Scenario[]): string =>
  [
    '| Scenario | Proves | Goes red with |',
    '| --- | --- | --- |',
    ...scenarios.map(({ name, proves, fault }) => `| ${name} | ${proves} | ${fault.breaks} |`),
    '',
  ].join('\n');
