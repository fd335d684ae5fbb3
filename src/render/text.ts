import { compiled } from './compiled.ts';

/** Values of a text template: what the template names, and nothing else. */
export type TextValues = Readonly<Record<string, unknown>>;

/**
 * Renders `templates/<name>.hbs`, our own asset, which is part of the program.
 * An unknown name in the template is an error.
 */
export function text(name: string, values: TextValues = {}): string {
  const render = cache.get(name) ?? compiled(name);
  cache.set(name, render);
  return render(values);
}

const cache = new Map<string, (values: TextValues) => string>();
