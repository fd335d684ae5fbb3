// An esbuild plugin: the bundle gets the text templates compiled, and of Handlebars only what renders them.
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import Handlebars from 'handlebars';
import { createJiti } from 'jiti';

export const compiledTemplates = {
  name: 'compiled-templates',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]projen[\\/]templates\.ts$/ }, async ({ path }) => {
      const { compilerOptions, templatesFolder } = await createJiti(import.meta.url).import(path);
      const folder = templatesFolder();
      const specs = templateNames(folder).map(
        (name) =>
          `${JSON.stringify(name)}: () => (${compiledText(join(folder, `${name}.hbs`), compilerOptions)})`,
      );
      return { contents: moduleOf(specs) };
    });
  },
};

const compiledText = (file, options) =>
  String(Handlebars.precompile(readFileSync(file, 'utf8'), options));

const templateNames = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.hbs'))
    .map((file) =>
      file
        .split(sep)
        .join('/')
        .replace(/\.hbs$/, ''),
    )
    .sort();

const moduleOf = (specs) => `
import Handlebars from 'handlebars/runtime.js';
const specs = { ${specs.join(',\n')} };
export const templates = (name) => Handlebars.template(specs[name]());
`;
