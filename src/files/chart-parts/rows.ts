import type { EnvironmentPlan } from '../../plan/plan.ts';
import { bare } from '../../render/value.ts';
import type { Value } from '../../render/spec.ts';
import type { Style, Token, ValueRow, ValueSwitch } from '../../render/chart-value.ts';
import type { Leaf, Toggle } from './leaf.ts';
import { flag } from '../../render/value-schemas.ts';
import { isThere, planValueAt, withPlanValue, type Subject } from './subject.ts';
import { valueOf } from './template.ts';

/** A row of the table that makes leaves: a plan path and the value that it becomes. */
export interface Row extends ValueRow {
  /** How the value follows from the subject, where it is not simply there. */
  readonly read?: (environment: EnvironmentPlan) => Value | undefined;
}

/** The leaves of rows and switches, in the order of the rows; flags come first among their kind. */
export function leavesOf(
  section: string,
  subject: Subject,
  rows: readonly Row[],
  switches: readonly ValueSwitch[],
): readonly Leaf[] {
  const flags = switches.flatMap((row) =>
    row.description === undefined ? [] : [flagOf(section, subject, row, row.description)],
  );
  return [...flags, ...rows.map((row) => leafOf(section, subject, row))];
}

/** The toggles of switches. */
export const togglesOf = (
  section: string,
  subject: Subject,
  switches: readonly ValueSwitch[],
): readonly Toggle[] =>
  switches.map(({ value, from, along = [], off }) => ({
    condition: valueOf([section, ...value.split('.')], 'text'),
    off: (environment) => subject.set(environment, (found) => withPlanValue(found, from, off)),
    on: (environment, all) => {
      const has = (candidate: EnvironmentPlan): boolean =>
        [from, ...along].every((path) => isThere(planValueAt(subject.get(candidate), path)));
      const donor = has(environment) ? undefined : all.find(has);
      if (donor === undefined) return environment;
      return [from, ...along].reduce(
        (changed, path) =>
          subject.set(changed, (found) =>
            withPlanValue(found, path, planValueAt(subject.get(donor), path)),
          ),
        environment,
      );
    },
  }));

function leafOf(
  section: string,
  subject: Subject,
  {
    value,
    from,
    style,
    description,
    schema,
    optional = false,
    onlyIfDifferent = false,
    isReleased = false,
    sentinel = tokenFor(style),
    read,
  }: Row,
): Leaf {
  const nothing = style === 'number' ? 0 : '';
  const found = (environment: EnvironmentPlan): Value | undefined =>
    planValueAt(subject.get(environment), from);
  const surrounded = (environment: EnvironmentPlan): boolean =>
    !from.includes('.') ||
    isThere(planValueAt(subject.get(environment), from.slice(0, from.lastIndexOf('.'))));
  return {
    path: [section, ...value.split('.')],
    style,
    description,
    schema,
    onlyIfDifferent,
    isReleased,
    sentinel,
    read:
      read ??
      ((environment) =>
        found(environment) ?? (optional && surrounded(environment) ? nothing : undefined)),
    write: (environment, written) =>
      subject.set(environment, (part) =>
        withPlanValue(part, from, optional && bare(written) === nothing ? undefined : written),
      ),
  };
}

const flagOf = (
  section: string,
  subject: Subject,
  { value, from }: ValueSwitch,
  description: string,
): Leaf => ({
  path: [section, ...value.split('.')],
  style: 'text',
  description,
  schema: flag,
  onlyIfDifferent: false,
  isReleased: false,
  sentinel: () => undefined,
  read: (environment) => isThere(planValueAt(subject.get(environment), from)),
  write: (environment) => environment,
});

const tokenFor =
  (style: Style) =>
  ({ text, number }: Token): Value =>
    style === 'number' ? number : style === 'strings' ? { [text]: text } : text;
