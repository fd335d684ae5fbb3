import { attempt } from './attempt.ts';
import type { Project } from './projen.ts';

/** What projen promises components before their files are made. */
export function prepare(project: Project): void {
  project.preSynthesize();
  for (const component of project.components)
    attempt(component, 'preSynthesize', () => component.preSynthesize());
  for (const subproject of project.subprojects) prepare(subproject);
}

/** What projen promises components when `projen new` has just made the project. */
export function projectCreation(project: Project): void {
  const { initProject } = project;
  if (initProject !== undefined)
    for (const component of project.components)
      attempt(component, 'projectCreation', () => component.projectCreation(initProject));
}

const WRITTEN = 'after the files were written';

/** What projen promises components after the files are written, unless `--no-post` was asked for. */
export function finishHooks(project: Project): void {
  projectCreation(project);
  if (isTruthy(process.env['PROJEN_DISABLE_POST'])) return;
  for (const component of project.components)
    attempt(component, `postSynthesize ${WRITTEN}`, () => component.postSynthesize());
  project.postSynthesize();
  for (const subproject of project.subprojects) finishHooks(subproject);
  const { initProject } = project;
  if (initProject !== undefined)
    for (const component of project.components)
      attempt(component, 'postProjectCreation', () => component.postProjectCreation(initProject));
}

/** As projen reads its own switches. */
const isTruthy = (value: string | undefined): boolean =>
  value !== undefined && !['null', 'undefined', '0', 'false', ''].includes(value.toLowerCase());
