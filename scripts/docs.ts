// Writes what documents say about the code: the options in docs/config.md, docs/api-surface.md, the tests in
// docs/internals/platforms.md, what `create` asks, the consequences in docs/how-to/change-what-lives.md,
// and the scenarios in docs/testing.md.
import { fileURLToPath } from 'node:url';
import fs from 'fs-extra';
import { jsonSchema } from '../src/cli/json-schema.ts';
import { describeConfig } from '../src/config/schema/describe.ts';
import { apiSurface } from './api-surface.ts';
import { rows as consequences } from '../src/review/consequences/table.ts';
import { withConsequences } from './consequence-table.ts';
import { declarations } from './declarations.ts';
import { withOptionTables } from './option-tables.ts';
import { scenarios } from '../test/live/scenarios.ts';
import { posixTests, withPosixTests } from './posix-tests.ts';
import { withQuestions } from './question-table.ts';
import { withScenarios } from './scenario-table.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const rewrite = (path: string, change: (text: string) => string): void =>
  fs.writeFileSync(`${root}${path}`, change(fs.readFileSync(`${root}${path}`, 'utf8')));

rewrite('docs/config.md', (text) => withOptionTables(text, describeConfig()));
rewrite('docs/internals/platforms.md', (text) => withPosixTests(text, posixTests(root)));
rewrite('docs/how-to/create-a-service.md', withQuestions);
rewrite('docs/how-to/change-what-lives.md', (text) => withConsequences(text, consequences));
rewrite('docs/testing.md', (text) => withScenarios(text, scenarios));
fs.writeFileSync(`${root}docs/api-surface.md`, apiSurface(await declarations(root, jsonSchema())));
