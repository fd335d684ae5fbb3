import { InternalError } from '../errors.ts';

/** Values of a text template: what the template names, and nothing else. */
export type TextValues = Readonly<Record<string, unknown>>;

/** One template, ready to render. */
export type Template = (values: TextValues) => string;

/** The templates by name: the path below `templates/`, without `.hbs`. */
export type Templates = (name: string) => Template;

/** Hands the engine its templates: whoever runs it knows whether they are files or part of a bundle. */
export function useTemplates(templates: Templates): void {
  if (templates === current) return;
  current = templates;
  known.clear();
}

/**
 * Renders `templates/<name>.hbs`, our own asset, which is part of the program.
 * An unknown name in the template is an error.
 */
export function text(name: string, values: TextValues = {}): string {
  const template = known.get(name) ?? current(name);
  known.set(name, template);
  return template(values);
}

let current: Templates = (name) => {
  throw new InternalError(`the template ${name} is needed before useTemplates was called`);
};

const known = new Map<string, Template>();
