import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { expect, test } from 'vitest';
import { managedDocuments } from '../../src/files/docs/index.ts';
import { readme } from '../../src/files/docs/readme.ts';
import { templatesFolder } from '../../src/projen/templates.ts';
import { aClusterPlan } from '../bootstrap/plans.ts';
import { pushedPlan } from '../push/a-cluster.ts';
import { aPlan } from './a-plan.ts';

const watched = managedDocuments(aPlan({ monitoring: { kind: 'prometheus' } })).filter(
  ({ template }) => template.endsWith('/monitoring.md'),
);
const aboutClusters = managedDocuments(aClusterPlan()).filter(({ path }) =>
  /^docs\/(cost|requirements)\.md$/.test(path),
);
const documents = [
  ...managedDocuments(aPlan()),
  readme(aPlan()),
  ...managedDocuments(pushedPlan('helm')),
  ...watched,
  ...aboutClusters,
];

// Handlebars' strict mode takes an unknown list for an empty one, and never minds a value that nobody reads.
test.each(documents)(
  '$template names the values it gets, all of them and no other',
  ({ template, values }) => {
    const source = readFileSync(join(templatesFolder(), 'docs', `${template}.hbs`), 'utf8');
    expect([...new Set(namesIn(Handlebars.parse(source).body))].sort()).toEqual(
      Object.keys(values).sort(),
    );
  },
);

/** The names at the top of the template; inside `#each` strict mode does the work. */
function namesIn(statements: readonly hbs.AST.Statement[]): string[] {
  return statements.flatMap((statement) => {
    if (statement.type === 'MustacheStatement')
      return [pathOf((statement as hbs.AST.MustacheStatement).path)];
    if (statement.type !== 'BlockStatement') return [];
    const { path, params } = statement as hbs.AST.BlockStatement;
    expect(path.original).toBe('each');
    return params.map(pathOf);
  });
}

const pathOf = (expression: hbs.AST.Expression): string =>
  (expression as hbs.AST.PathExpression).original;
