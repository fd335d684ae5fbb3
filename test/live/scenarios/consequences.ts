import { inParallel } from '../../judges/parallel.ts';
import { refuse } from '../environments/apply.ts';
import { kubectl } from '../rig/kubectl.ts';
import type { Scenario } from '../scenario.ts';
import { effects } from './consequences/effects.ts';
import { bringToLife, namespace, type Living } from './consequences/place.ts';
import { refusedObjects, type RefusedObject } from './consequences/refused-objects.ts';
import { refusedSteps, type RefusedStep } from './consequences/refused.ts';

/** What the table of consequences says happens, on a config that lives in the cluster. */
export const consequences: Scenario = {
  name: 'operators: consequences of a change',
  proves:
    'What the table of consequences calls refused is refused, in the words of the server or operator, and the way ' +
    'around it is accepted; what it calls dangerous happens as it says to databases, volumes and pods.',
  fault: {
    breaks: 'a smaller volume that is none',
    says: /a smaller volume of a database: nothing was refused/,
  },
  run: async (stage) => {
    const { rig } = stage;
    stage.watches(namespace);
    stage.reads('cloudnative-pg');
    const place = await stage.step('three stores live in the cluster', () => bringToLife(rig));
    let steps = refusedSteps;
    await stage.plant(() => {
      const [first, ...others] = refusedSteps;
      if (first?.way !== undefined) steps = [{ ...first, change: first.way }, ...others];
    });
    await stage.step('steps are refused, and the ways around them are not', () =>
      requireRefusals(place, steps),
    );
    await stage.step('objects are refused', () => requireRefusedObjects(place));
    for (const { name, play } of effects) await stage.step(name, () => play(place));
    await kubectl(rig, ['delete', 'namespace', '--wait=false', namespace]);
  },
};

async function requireRefusals(place: Living, steps: readonly RefusedStep[]): Promise<void> {
  const problems = await inParallel(3, steps, async ({ change, way, ...step }) => [
    ...problemsOf(step, await place.answersTo(change)),
    ...(way === undefined ? [] : await place.answersTo(way)),
  ]);
  refuse(problems.flat());
}

async function requireRefusedObjects(place: Living): Promise<void> {
  const problems = await inParallel(3, refusedObjects, async ({ before, after, ...object }) => {
    refuse(await place.complaintsOf('apply', before));
    return problemsOf(object, await place.complaintsOf('server-side dry run', after));
  });
  refuse(problems.flat());
}

const problemsOf = (
  { name, says }: Pick<RefusedStep | RefusedObject, 'name' | 'says'>,
  answers: readonly string[],
): readonly string[] => {
  if (answers.length === 0) return [`${name}: nothing was refused`];
  return answers.some((answer) => says.test(answer))
    ? []
    : [`${name}: wanted ${String(says)}, but the answer was\n${answers.join('\n')}`];
};
