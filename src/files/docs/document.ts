import type { FileSpec } from '../spec.ts';
import { text, type TextValues } from '../text.ts';
import { tidy } from './markdown.ts';

/** A Markdown file of the generated repository: which template says it, with which values. */
export interface Document {
  readonly path: string;
  readonly template: string;
  readonly values: TextValues;
}

/** The file of a document that stays ours. */
export const managed = (document: Document): FileSpec => ({
  ...fileOf(document),
  ownership: { kind: 'managed' },
});

/** The file of a document that we only start. */
export const sample = (document: Document): FileSpec => ({
  ...fileOf(document),
  ownership: { kind: 'sample', restored: false },
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
