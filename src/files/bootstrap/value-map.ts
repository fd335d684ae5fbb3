import type { Value } from '../../render/spec.ts';

/** Values of a chart, or a part of them. */
export type ValueMap = Readonly<Record<string, Value>>;
