import { relative } from 'node:path';
import { textAt } from '../../disk/text-at.ts';
import { shellWord } from '../../domain/shell-word.ts';
import type { Plan } from '../../plan/plan.ts';
import { paths } from '../../plan/paths.ts';
import type { Synthesis } from '../../projen/host.ts';
import { LOWER_STAND_IN, STAND_IN } from '../../domain/stand-in.ts';
import { render } from '../../render/render.ts';
import { storeStepLines, usedStoreSteps } from '../store-steps.ts';
import { applicationSteps, lockSteps } from './application-steps.ts';
import { packageManagerOf } from './install.ts';

/** A service that has just been made. */
interface NextStepsInput extends Pick<Synthesis, 'root' | 'plan' | 'files'> {
  /** The folder that the user is in. */
  readonly from: string;
  /** Whether the packages are still to be installed. */
  readonly install: boolean;
}

/** What is left for a person to do, in order. */
export function nextSteps({ root, from, install, files, plan }: NextStepsInput): string[] {
  const config = textAt(root, paths.config) ?? '';
  const folder = relative(from, root);
  const manifest = files.find(({ path }) => path === 'package.json');
  const tool = packageManagerOf(manifest === undefined ? '' : render(manifest));
  const placeholders = [
    ...(config.includes(STAND_IN) ? [`repository (${STAND_IN})`] : []),
    ...(config.includes(`s3://${LOWER_STAND_IN}/`)
      ? [`the backup bucket (s3://${LOWER_STAND_IN})`]
      : []),
  ];
  return [
    ...(folder === '' ? [] : [`cd ${shellWord(folder)}`]),
    ...(install ? [`${tool} install`] : []),
    ...plan.components.flatMap((component) => [
      ...lockSteps(component),
      ...applicationSteps(component, { root, files }),
      ...(component.runtime.starter ? [] : usedStoreSteps(plan, component)).map((steps) =>
        storeStepLines(steps).join('\n     '),
      ),
    ]),
    ...(placeholders.length === 0
      ? []
      : [
          `Replace the placeholders in ${paths.config}: ${placeholders.join(', ')}. Then run: npx projen`,
        ]),
    ...(files.some(({ path }) => path === paths.firstDeploy)
      ? [`Follow ${paths.firstDeploy} for the first deployment`]
      : []),
    ...reachSteps(plan),
    `To change the deployment, edit ${paths.config} and run: npx projen`,
  ];
}

/** What is reached from nowhere outside, and how that changes. */
function reachSteps({ service, environments }: Plan): readonly string[] {
  const closed = environments.filter(({ hosts }) => hosts.length === 0).map(({ name }) => name);
  if (closed.length === 0) return [];
  const isOpenElsewhere = closed.length < environments.length;
  return [
    `${service.name} cannot be reached from outside the cluster` +
      `${isOpenElsewhere ? ` in ${closed.join(', ')}` : ''}; to change that, set ` +
      `${isOpenElsewhere ? 'hosts there' : 'routing, and hosts of an environment,'} in ${paths.config}`,
  ];
}
