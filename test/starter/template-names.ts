import Handlebars from 'handlebars';
import type { TextValues } from '../../src/render/text.ts';

/** What a template and the values it gets disagree about: a name only one of them knows, in an #if and an #each too. */
export function disagreements(source: string, values: TextValues): readonly string[] {
  const used = new Set<string>();
  const unknown = namesIn(Handlebars.parse(source).body, values, used);
  const unused = Object.keys(values)
    .filter((name) => !used.has(name))
    .map((name) => `nobody reads ${name}`);
  return [...unknown, ...unused];
}

function namesIn(
  body: readonly hbs.AST.Statement[],
  values: TextValues,
  used: Set<string>,
): string[] {
  return body.flatMap((statement) => {
    if (statement.type === 'MustacheStatement')
      return nameIn((statement as hbs.AST.MustacheStatement).path, values, used);
    if (statement.type !== 'BlockStatement') return [];
    const {
      path,
      params: [subject],
      program,
      inverse,
    } = statement as hbs.AST.BlockStatement;
    if (subject === undefined) return ['a block without a subject'];
    const name = (subject as hbs.AST.PathExpression).original;
    const inner = path.original === 'each' ? elementsOf(values[name]) : [values];
    return [
      ...nameIn(subject, values, used),
      ...inner.flatMap((element) => namesIn(program.body, element, used)),
      ...namesIn(inverse?.body ?? [], values, used),
    ];
  });
}

function nameIn(expression: hbs.AST.Node, values: TextValues, used: Set<string>): string[] {
  const name = (expression as hbs.AST.PathExpression).original;
  used.add(name);
  return name === 'this' || name in values ? [] : [`nobody passes ${name}`];
}

const elementsOf = (value: unknown): readonly TextValues[] =>
  Array.isArray(value)
    ? value.map((element: unknown) =>
        typeof element === 'object' && element !== null ? { ...element } : {},
      )
    : [];
