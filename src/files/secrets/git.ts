import type { FileSpec } from '../spec.ts';
import { text } from '../text.ts';
import { origin } from './origin.ts';

/** What git must not know, and how it treats what it does know. */
export const gitFiles = (): readonly FileSpec[] => [block('.gitignore', 'gitignore'), block('.gitattributes', 'gitattributes')];

const block = (path: string, template: string): FileSpec => ({
  path,
  content: { kind: 'text', text: text(`scripts/${template}`) },
  ownership: { kind: 'shared', ours: { kind: 'block' } },
  executable: false,
  origin,
});
