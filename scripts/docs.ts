// Writes what documents say about the code: the option tables of docs/config.md and docs/api-surface.md.
import { fileURLToPath } from 'node:url';
import fs from 'fs-extra';
import { jsonSchema } from '../src/cli/json-schema.ts';
import { describeConfig } from '../src/config/schema/describe.ts';
import { apiSurface } from './api-surface.ts';
import { declarations } from './declarations.ts';
import { withOptionTables } from './option-tables.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const config = `${root}docs/config.md`;
fs.writeFileSync(config, withOptionTables(fs.readFileSync(config, 'utf8'), describeConfig()));
fs.writeFileSync(`${root}docs/api-surface.md`, apiSurface(await declarations(root, jsonSchema())));
