import type { FileSpec } from '../../../render/spec.ts';
import { text, type TextValues } from '../../../render/text.ts';
import { sample } from './sample.ts';

/** A text template of a starter, with the values it names. */
export interface StarterTemplate {
  readonly path: string;
  readonly template: string;
  readonly values: TextValues;
}

/** The file that a template makes in the folder of a component. */
export const fileOf = (context: string, { path, template, values }: StarterTemplate): FileSpec =>
  sample(context, path, { kind: 'text', text: text(template, values) });
