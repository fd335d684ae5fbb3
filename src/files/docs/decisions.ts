import { slugOf } from '../../domain/names.ts';
import { paths } from '../../plan/paths.ts';
import type { Decision } from '../../plan/decision.ts';
import type { Plan } from '../../plan/plan.ts';
import { text } from '../../render/text.ts';
import { upkeepTexts } from '../writing/upkeep.ts';
import type { Document } from '../writing/document.ts';
import { codes, prose, table, title } from '../../render/markdown.ts';

/** One page for all decisions, and a short record for each that somebody made. */
export function decisionLog(plan: Plan): readonly Document[] {
  const { decisions, service } = plan;
  const { records: howToAdd, change } = upkeepTexts(plan);
  const records = withSlugs(decisions.filter(({ assumed }) => assumed === undefined));
  return [
    {
      path: paths.decision('README'),
      template: 'decisions/index.md',
      values: {
        made: madeOf(records),
        heading: records.length === 0 ? '' : '## Assumed',
        assumed: assumedOf(plan),
        records: howToAdd,
      },
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

const madeOf = (records: readonly Recorded[]): string =>
  records.length === 0
    ? ''
    : text('docs/decisions/made.md', {
        table: table(
          ['Decision', 'Why'],
          records.map(({ title: words, slug, rationale }) => [
            `[${title(words)}](${slug}.md)`,
            rationale,
          ]),
        ),
      });

function assumedOf({ decisions, upkeep }: Plan): string {
  const found = decisions.flatMap(({ assumed, ...decision }) =>
    assumed === undefined ? [] : [{ ...decision, keys: assumed }],
  );
  if (found.length === 0) return '';
  const hasKeys = upkeep === 'generated';
  return text('docs/decisions/assumed.md', {
    table: table(
      ['Assumption', 'Why', ...(hasKeys ? ['Changed by'] : [])],
      found.map(({ title: words, rationale, keys }) => [
        words,
        rationale,
        ...(hasKeys ? [codes(keys)] : []),
      ]),
    ),
  });
}

type Recorded = Decision & { readonly slug: string };

/** File names from titles: lower case, dashes, each one once. */
function withSlugs(decisions: readonly Decision[]): readonly Recorded[] {
  const taken = new Set(['readme', '']);
  return decisions.map((decision, index) => {
    const plain = slugOf(decision.title);
    const slug = taken.has(plain) ? `${plain}-${index + 1}`.replace(/^-/, 'decision-') : plain;
    taken.add(slug);
    return { ...decision, slug };
  });
}
