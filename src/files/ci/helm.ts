import type { Packaging } from '../../plan/plan.ts';
import { action } from './workflow.ts';
import type { Mapping } from './workflow.ts';

/** Helm as Argo CD 3.5 has it. */
const version = 'v4.2.4';

/** The step that installs Helm where a chart is rendered; kustomize comes with the kubectl of the runner. */
export const helmOf = (packaging: Packaging): readonly Mapping[] => (packaging === 'helm' ? [action('Install Helm', 'azure/setup-helm', { version })] : []);
