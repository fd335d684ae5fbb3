import { paths } from '../../plan/paths.ts';
import type { Plan } from '../../plan/plan.ts';
import type { RuntimePlan } from '../../plan/runtime/runtime.ts';
import type { FileSpec } from '../../render/spec.ts';
import { text, type TextValues } from '../../render/text.ts';
import type { SecretBackend } from './contract.ts';
import { origin } from './origin.ts';

/** What git must not know, how it treats what it does know, and what may look like a secret in it. */
export const gitFiles = (
  { components }: Plan,
  { ignored, leakRules }: SecretBackend,
): readonly FileSpec[] => [
  block('.gitignore', 'gitignore', {
    plain: ignored(),
    made: [...new Set(components.flatMap(({ runtime }) => made[runtime.kind]))],
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

/** What the tools of a runtime leave behind, beside what every repository has. */
const made: Readonly<Record<RuntimePlan['kind'], readonly string[]>> = {
  node: [],
  custom: [],
  next: ['.next/', 'next-env.d.ts', '*.tsbuildinfo'],
  python: ['.venv/', '__pycache__/'],
};

const block = (path: string, template: string, values: TextValues = {}): FileSpec => ({
  path,
  content: { kind: 'text', text: text(`scripts/${template}`, values) },
  ownership: { kind: 'shared', ours: { kind: 'block' } },
  executable: false,
  origin,
});
