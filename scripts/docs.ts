// Writes the option tables of docs/config.md from the schema.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describeConfig } from '../src/config/describe.ts';
import { withOptionTables } from './option-tables.ts';

const file = fileURLToPath(new URL('../docs/config.md', import.meta.url));
writeFileSync(file, withOptionTables(readFileSync(file, 'utf8'), describeConfig()));
