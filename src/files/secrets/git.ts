import { paths } from '../../plan/paths.ts';
import type { Plan } from '../../plan/plan.ts';
import type { FileSpec } from '../../render/spec.ts';
import { text, type TextValues } from '../../render/text.ts';
import { runtimeOf } from '../runtime/index.ts';
import type { SecretBackend } from './contract.ts';
import { origin } from './origin.ts';

/** What git must not know, how it treats what it does know, and what may look like a secret in it. */
export const gitFiles = (
  { components }: Plan,
  { ignored, leakRules }: SecretBackend,
): readonly FileSpec[] => [
  block('.gitignore', 'gitignore', {
    plain: ignored(),
    made: [...new Set(components.flatMap(({ runtime }) => runtimeOf(runtime).ignored))],
  }),
  block('.gitattributes', 'gitattributes'),
  {
    path: paths.gitleaks,
    content: { kind: 'text', text: leakRules() },
    ownership: { kind: 'managed' },
    executable: false,
    origin,
  },
];

const block = (path: string, template: string, values: TextValues = {}): FileSpec => ({
  path,
  content: { kind: 'text', text: text(`scripts/${template}`, values) },
  ownership: { kind: 'shared', ours: { kind: 'block' } },
  executable: false,
  origin,
});
