import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../src');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'))
  .sort();

/** Who takes every failure for one answer, and why that is the careful one. */
const exceptions: Readonly<Record<string, string>> = {
  'projen/config-failure.ts': 'what a config threw may throw again when somebody looks at it',
  'cli/exit.ts': 'what cannot be said ends the process with the code of a failure',
  'write/lock-owner.ts': 'what cannot be found out about an owner is unknown, which is not dead',
  'write/settle.ts': 'it ends a run that has failed, and that failure is told',
  'secrets/public-key.ts': 'a key that OpenSSL does not take seals nothing, whatever its reason',
};

/** How a failure is told from others. */
const TELLS = /\binstanceof\b|\bcodeOf\(|\.code\b|\bis(?:Missing|Absent|Held)\(|\.aborted\b/;

/** What is wrong with a clause: it goes on without looking at the failure. */
function problemOf({ block, variableDeclaration }: ts.CatchClause): string | undefined {
  const last = block.statements.at(-1);
  if (last !== undefined && (ts.isThrowStatement(last) || exits(last))) return undefined;
  const text = block.getText();
  if (variableDeclaration === undefined) return 'looks at no failure, and goes on';
  // An answer that carries the reason is "unknown".
  if (/kind: 'unknown', reason\b/.test(text)) return undefined;
  return TELLS.test(text) ? undefined : 'goes on whatever the failure was';
}

/** A switch whose default throws is a test too; so is a call that never comes back. */
const exits = (statement: ts.Statement): boolean =>
  (ts.isSwitchStatement(statement) &&
    /default:\s*throw/.test(statement.caseBlock.getText().replaceAll('\n', ' '))) ||
  /\breallyExit\b/.test(statement.getText());

function clausesIn(text: string): ts.CatchClause[] {
  const file = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true);
  const found: ts.CatchClause[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCatchClause(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

test('a failure is never taken for an answer: who catches looks at what it was', () => {
  const wrong = sources
    .filter((path) => exceptions[path] === undefined)
    .flatMap((path) =>
      clausesIn(readFileSync(join(root, path), 'utf8')).flatMap((clause) => {
        const problem = problemOf(clause);
        const { line } = clause.getSourceFile().getLineAndCharacterOfPosition(clause.getStart());
        return problem === undefined ? [] : [`src/${path}:${String(line + 1)} ${problem}`];
      }),
    );
  expect(wrong).toEqual([]);
});

test.each([
  ['try { a(); } catch {}', 1],
  ['try { a(); } catch { return []; }', 1],
  ['try { a(); } catch (error) { return []; }', 1],
  ['try { a(); } catch (error) { log(error); }', 1],
  ['try { a(); } catch { throw new UserError(); }', 0],
  ['try { a(); } catch (error) { if (codeOf(error) === "ENOENT") return []; throw error; }', 0],
])('the law sees %s', (text, problems) => {
  expect(clausesIn(text).filter((clause) => problemOf(clause) !== undefined)).toHaveLength(
    problems,
  );
});

test('nobody asks whether a path exists in a way that says no to every failure', () => {
  const wrong = sources.filter((path) =>
    /\bexistsSync\b|\baccessSync\b/.test(readFileSync(join(root, path), 'utf8')),
  );
  expect(wrong).toEqual([]);
});

test('an answer of git is never turned into a value for want of one', () => {
  // A text, a list or a number that stands for "git failed" is read as what git said.
  const wrong = sources.filter((path) =>
    /await (?:git|askGit|runGit)\([^;]*\)\)?(?:\?\.|\s*\?\?)/.test(
      readFileSync(join(root, path), 'utf8'),
    ),
  );
  expect(wrong).toEqual([]);
});
