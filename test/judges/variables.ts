import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What stands for a variable that only CI knows; each has another, so that two hosts stay two. */
const sampleOf = (name: string): string =>
  `${name.toLowerCase().replaceAll('_', 'x0')}.example.com`;

/** Names of the variables that the deploy script of a repository puts into hosts. */
export function variablesIn(root: string): readonly string[] {
  const script = join(root, 'scripts/deploy.sh');
  if (!existsSync(script)) return [];
  return [
    ...new Set(
      [...readFileSync(script, 'utf8').matchAll(/^ +variables="([A-Z0-9_\n]+)"$/gm)].flatMap(
        ([, names = '']) => names.split('\n'),
      ),
    ),
  ];
}

/** A text with samples in the places of these variables. */
export const sampled = (text: string, names: readonly string[]): string =>
  names.reduce((so, name) => so.replaceAll(`\${${name}}`, sampleOf(name)), text);

/** Puts samples into the values of charts, as the deploy script puts what CI knows. */
export function sampleCharts(root: string, names = variablesIn(root)): void {
  const charts = [
    join(root, 'chart'),
    join(root, 'charts'),
    ...foldersIn(join(root, 'charts')),
  ].filter((folder) => names.length > 0 && existsSync(folder));
  for (const folder of charts) {
    for (const file of readdirSync(folder).filter((name) =>
      /^(values|custom)(-.+)?\.yaml$/.test(name),
    )) {
      const path = join(folder, file);
      writeFileSync(path, sampled(readFileSync(path, 'utf8'), names));
    }
  }
}

const foldersIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => join(folder, name))
    : [];
