import { slugOf } from '../../domain/names.ts';
import { paths } from '../../plan/paths.ts';
import type { Decision } from '../../plan/decision.ts';
import type { Plan } from '../../plan/plan.ts';
import { upkeepTexts } from '../writing/upkeep.ts';
import type { Document } from '../writing/document.ts';
import { prose, table, title } from '../../render/markdown.ts';

/** The decision log: an index, and one short record for each decision. */
export function decisionLog(plan: Plan): readonly Document[] {
  const { decisions, service } = plan;
  const { records: howToAdd, change } = upkeepTexts(plan);
  const records = withSlugs(decisions);
  const rows = records.map((record) => [
    `[${title(record.title)}](${record.slug}.md)`,
    record.rationale,
  ]);
  return [
    {
      path: paths.decision('README'),
      template: 'decisions/index.md',
      values: { records: howToAdd, table: table(['Decision', 'Why'], rows) },
    },
    ...records.map((record): Document => ({
      path: paths.decision(record.slug),
      template: 'decisions/record.md',
      values: {
        title: title(record.title),
        rationale: prose(record.rationale),
        service: service.name,
        change,
      },
    })),
  ];
}

/** File names from titles: lower case, dashes, each one once. */
function withSlugs(
  decisions: readonly Decision[],
): readonly (Decision & { readonly slug: string })[] {
  const taken = new Set(['readme', '']);
  return decisions.map((decision, index) => {
    const plain = slugOf(decision.title);
    const slug = taken.has(plain) ? `${plain}-${index + 1}`.replace(/^-/, 'decision-') : plain;
    taken.add(slug);
    return { ...decision, slug };
  });
}
