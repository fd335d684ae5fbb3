import type { EnvironmentPlan } from '../plan/plan.ts';
import type { Input } from './inputs.ts';
import { derivedFrom, derivedValue, isCopy } from './values.ts';

/** The inputs, and the same values for every other namespace that has them, so that nobody types a value twice. */
export const withCopies = (
  { secrets }: EnvironmentPlan,
  inputs: readonly Input[],
): readonly Input[] =>
  inputs
    .flatMap(({ secret: { namespace, name }, values, source }) =>
      [...values].flatMap(([key, value]) =>
        derivedFrom(secrets, { namespace, secret: name, key })
          .filter((follower) => isCopy(follower))
          .map((follower): Input => ({
            secret: follower.secret,
            values: new Map([[follower.key, derivedValue(follower.value, value)]]),
            source: `the copy of ${source}`,
          })),
      ),
    )
    .reduce(uniteInputs, inputs);

/** One input for each secret. */
export function uniteInputs(inputs: readonly Input[], next: Input): readonly Input[] {
  const same = inputs.find(({ secret }) => secret === next.secret);
  return same === undefined
    ? [...inputs, next]
    : inputs.map((input) =>
        input === same ? { ...same, values: new Map([...same.values, ...next.values]) } : input,
      );
}
