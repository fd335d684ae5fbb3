import type { FileSpec } from '../../../render/spec.ts';
import { folderReadmes } from '../starter/folder-readmes.ts';
import type { PythonStarterInput } from './starter-input.ts';
import { projectTemplate } from './project.ts';
import { scriptTemplates } from './scripts.ts';
import { componentTemplates, sharedTemplates } from './sources.ts';
import { fileOf, type StarterTemplate } from '../starter/template.ts';

export type { PythonComponentInput, PythonStarterInput } from './starter-input.ts';

/** A small application in Python that runs, tests and answers its probes: written once, then the service's own. */
export function pythonStarterFiles(input: PythonStarterInput): readonly FileSpec[] {
  const {
    context,
    components: [first, ...more],
  } = input;
  const copied = [...new Set([first, ...more].flatMap(({ copy }) => copy))];
  return [
    ...templatesOf(input).map((template) => fileOf(context, template)),
    ...folderReadmes(context, first.name, copied),
  ];
}

/** Which template makes which file. */
export const templatesOf = (input: PythonStarterInput): readonly StarterTemplate[] => [
  projectTemplate(input),
  ...sharedTemplates(input),
  ...input.components.flatMap(componentTemplates),
  ...scriptTemplates(input),
];
