import { checkFileOf } from './check-file.ts';
import type { PythonStarterInput } from './starter-input.ts';
import type { StarterTemplate } from '../starter/template.ts';

/** Extra checks: they look at the static data where there is some, and otherwise fail until somebody writes them. */
export function scriptTemplates({ components }: PythonStarterInput): readonly StarterTemplate[] {
  const paths = [...new Set(components.flatMap(({ scripts }) => scripts.map(checkFileOf)))];
  const folders = [...new Set(components.flatMap(({ copy }) => copy))]
    .map((folder) => JSON.stringify(folder))
    .join(', ');
  return paths.map((path) =>
    folders === ''
      ? { path, template: 'starter/python/scripts/unwritten.py', values: { path } }
      : { path, template: 'starter/python/scripts/validate_data.py', values: { folders } },
  );
}
