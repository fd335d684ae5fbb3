import { paths } from '../../plan/paths.ts';
import type { FileSpec } from '../spec.ts';
import { text } from '../text.ts';
import { origin } from './origin.ts';

/** What git must not know, how it treats what it does know, and what may look like a secret in it. */
export const gitFiles = (): readonly FileSpec[] => [
  block('.gitignore', 'gitignore'),
  block('.gitattributes', 'gitattributes'),
  { path: paths.gitleaks, content: { kind: 'text', text: text('scripts/gitleaks.toml') }, ownership: { kind: 'managed' }, executable: false, origin },
];

const block = (path: string, template: string): FileSpec => ({
  path,
  content: { kind: 'text', text: text(`scripts/${template}`) },
  ownership: { kind: 'shared', ours: { kind: 'block' } },
  executable: false,
  origin,
});
