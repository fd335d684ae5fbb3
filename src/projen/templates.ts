import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import { isThere } from '../disk/what-is-at.ts';
import { InternalError } from '../errors.ts';
import type { Templates } from '../render/text.ts';

/** How each template is compiled: an unknown name is an error, and nothing is escaped as HTML. */
export const compilerOptions = { strict: true, noEscape: true, knownHelpersOnly: true } as const;

/** The templates of this checkout. The build puts a module in this one's place that holds all of them compiled. */
export const templates: Templates = (name) =>
  Handlebars.compile(readFileSync(join(templatesFolder(), `${name}.hbs`), 'utf8'), compilerOptions);

/** The folder that holds the text templates. */
export function templatesFolder(): string {
  for (
    let folder = dirname(fileURLToPath(import.meta.url));
    folder !== dirname(folder);
    folder = dirname(folder)
  ) {
    if (isThere(join(folder, 'templates', 'scripts'))) return join(folder, 'templates');
  }
  throw new InternalError('the folder templates/ is missing from the checkout');
}
