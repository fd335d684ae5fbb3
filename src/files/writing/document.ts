import type { FileSpec } from '../../render/spec.ts';
import { text, type TextValues } from '../../render/text.ts';
import { tidy } from '../../render/markdown.ts';

/** A Markdown file of the generated repository: which template says it, with which values. */
export interface Document {
  readonly path: string;
  readonly template: string;
  readonly values: TextValues;
}

/** The file of a document that stays ours. */
export const managedDocument = (document: Document): FileSpec => ({
  ...fileOf(document),
  ownership: { kind: 'managed' },
});

/** The file of a document that we only start, and whose block we keep up to date. */
export const sampleDocument = (document: Document): FileSpec => ({
  ...fileOf(document),
  ownership: { kind: 'sample', restored: false, block: true },
});

const fileOf = ({ path, template, values }: Document): Omit<FileSpec, 'ownership'> => ({
  path,
  content: { kind: 'text', text: tidy(text(`docs/${template}`, values)) },
  executable: false,
  origin: {
    feature: 'docs',
    keys: [
      'name',
      'description',
      'repository',
      'components',
      'dataStores',
      'environments',
      'delivery',
      'secrets',
      'routing',
      'monitoring',
      'decisions',
    ],
  },
});
