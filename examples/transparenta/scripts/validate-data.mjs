// Checks that every JSON and CSV file in the given folders can be parsed: node scripts/validate-data.mjs <folder>...
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const validators = { '.json': jsonProblem, '.csv': csvProblem };
const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('usage: node scripts/validate-data.mjs <folder>...');
  process.exit(2);
}
const files = folders.flatMap(filesBelow).filter((path) => extname(path) in validators);
const problems = files.flatMap((path) => {
  const problem = validators[extname(path)](readFileSync(path, 'utf8'));
  return problem === undefined ? [] : [`${path}: ${problem}`];
});
for (const problem of problems) console.error(problem);
console.log(`${files.length} file(s) checked, ${problems.length} problem(s)`);
process.exitCode = problems.length > 0 ? 1 : 0;

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function jsonProblem(text) {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error.message;
  }
}

function csvProblem(text) {
  const rows = csvRows(text.replace(/^\uFEFF/, ''));
  if (rows === undefined) return 'a quote is never closed';
  const [header, ...records] = rows;
  if (header === undefined) return 'it is empty';
  if (new Set(header).size !== header.length) return 'two columns have the same name';
  const wrong = records.findIndex((record) => record.length !== header.length);
  return wrong === -1 ? undefined : `row ${wrong + 2} has ${records[wrong].length} columns, the header has ${header.length}`;
}

/** Parses rows and cells as in RFC 4180; undefined if a quote is not closed. */
function csvRows(text) {
  const rows = [];
  let row = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted && character === '"' && text[at + 1] === '"') { cell += '"'; at += 1; }
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === ',') { row.push(cell); cell = ''; }
    else if (!quoted && character === '\n') { rows.push([...row, cell]); row = []; cell = ''; }
    else if (quoted || character !== '\r') cell += character;
  }
  if (quoted) return undefined;
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}
