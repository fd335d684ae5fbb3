import type { EnvironmentPlan } from '../../plan/plan.ts';
import type { Value } from '../../render/spec.ts';
import type { JsonSchema, Style, Token } from '../../render/chart-value.ts';
import type { Expression, Template, ValuePath } from './template.ts';

/** A leaf of the plan that becomes a named value. */
export interface Leaf {
  readonly path: ValuePath;
  readonly style: Style;
  readonly description: string;
  readonly schema: JsonSchema;
  /** Stays literal where it is the same everywhere. */
  readonly onlyIfDifferent: boolean;
  /** Stands in the release file, which CI owns, and not among the values. */
  readonly isReleased: boolean;
  /** What it is in an environment; nothing where it plays no role. */
  readonly read: (environment: EnvironmentPlan) => Value | undefined;
  /** The environment with another one. */
  readonly write: (environment: EnvironmentPlan, value: Value) => EnvironmentPlan;
  /** How templates read it, where it is not among the values. */
  readonly expression?: Expression;
  /** What stands in for it while builders are probed; nothing when only a toggle shows it. */
  readonly sentinel: (token: Token) => Value | undefined;
}

/** A part of the model that can be switched off, and what does so. */
export interface Toggle {
  readonly condition: Expression;
  readonly off: (environment: EnvironmentPlan) => EnvironmentPlan;
  /** The environment with that part, taken from one that has it, if any has. */
  readonly on: (environment: EnvironmentPlan, all: readonly EnvironmentPlan[]) => EnvironmentPlan;
}

/** Something that builders compute from leaves: what they make of a probe, and the expression for it. */
export interface Form {
  readonly found: (probe: EnvironmentPlan) => Value | undefined;
  readonly expression: Expression;
  /** The part of the model whose objects alone say it, by its path; where there is none, all of them may. */
  readonly part?: readonly string[];
}

/** Something that builders say alike in every environment, and the expression for it. */
export interface Constant {
  readonly value: Value | undefined;
  readonly expression: Expression;
}

/** A named template of `_helpers.tpl`. */
export interface Helper {
  readonly name: string;
  readonly description: string;
  readonly body: Template;
}

/** Everything that one owner brings into a chart. */
export interface Part {
  readonly leaves: readonly Leaf[];
  readonly toggles: readonly Toggle[];
  readonly constants: readonly Constant[];
  readonly forms: readonly Form[];
  readonly helpers: readonly Helper[];
}

/** What an owner brings that brings nothing. */
export const noPart: Part = { leaves: [], toggles: [], constants: [], forms: [], helpers: [] };
