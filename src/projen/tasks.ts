import type { Project } from './projen.ts';

/** Makes `npx projen` a resync, and leaves ejecting to us: projen's would leave our inventory behind. */
export function ownTasks(project: Project): void {
  project.removeTask('eject');
  project.defaultTask?.reset();
  project.defaultTask?.execArgs(['node', '-e', "import('create-gitops-service/resync')"]);
}

/** Removes projen's build tasks where nobody gave them work: scripts of package.json build a service. */
export function dropIdleTasks(project: Project): void {
  const phases = [
    project.preCompileTask,
    project.compileTask,
    project.postCompileTask,
    project.testTask,
    project.packageTask,
  ];
  if (phases.some((task) => task.steps.length > 0)) return;
  for (const { name } of [project.buildTask, ...phases])
    if (project.tasks.tryFind(name) !== undefined) project.removeTask(name);
}
