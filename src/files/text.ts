import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import { InternalError } from '../errors.ts';

/** Values of a text template: what the template names, and nothing else. */
export type TextValues = Readonly<Record<string, unknown>>;

/**
 * Renders `templates/<name>.hbs`, our own asset, which is part of the program and read as such.
 * An unknown name in the template is an error.
 */
export function text(name: string, values: TextValues = {}): string {
  return compiled(name)(values);
}

/** The folder that holds the text templates, in a checkout and in the package alike. */
export function templatesFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'templates', 'scripts'))) return join(folder, 'templates');
  }
  throw new InternalError('the folder templates/ is missing from the package');
}

const cache = new Map<string, Handlebars.TemplateDelegate>();

function compiled(name: string): Handlebars.TemplateDelegate {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const source = readFileSync(join(templatesFolder(), `${name}.hbs`), 'utf8');
  const template = Handlebars.compile(source, { strict: true, noEscape: true, knownHelpersOnly: true });
  cache.set(name, template);
  return template;
}
