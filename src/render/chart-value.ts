import type { Value } from './spec.ts';

/** What JSON Schema says of a value; patterns are of the kind that Go's regular expressions know too. */
export type JsonSchema = { readonly [key: string]: Value };

/** How what an expression gives is written into YAML. */
export type Style = 'text' | 'number' | 'lines' | 'strings' | 'structure' | 'included' | 'json';

/** Unique stand-ins for one value of a chart. */
export interface Token {
  readonly text: string;
  readonly number: number;
}

/** A place in a plan that becomes a value of a chart. */
export interface ValueRow {
  /** Dotted, below the section: `pooler.instances`. */
  readonly value: string;
  /** Dotted, below the subject: `shutdown.graceSeconds`. */
  readonly from: string;
  readonly style: Style;
  readonly description: string;
  readonly schema: JsonSchema;
  /** May be absent in the plan; then the value is an empty text, or zero. */
  readonly optional?: boolean;
  readonly onlyIfDifferent?: boolean;
  readonly isReleased?: boolean;
  readonly sentinel?: (token: Token) => Value;
}

/** A part of a plan that is there or not, and the value of a chart that says so. */
export interface ValueSwitch {
  /** The value that says so: a flag of its own when it has a description, else a value that may be empty. */
  readonly value: string;
  readonly from: string;
  /** Other parts that come and go with it. */
  readonly along?: readonly string[];
  /** What the plan says where it is off; nothing by default. */
  readonly off?: unknown;
  readonly description?: string;
}
