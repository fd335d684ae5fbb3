import type { Value } from '../render/spec.ts';
import type { ValueRow, ValueSwitch } from '../render/chart-value.ts';
import { evenResources, imageReference, resources } from '../render/value-schemas.ts';

/** What of a kind becomes values of a chart. */
export interface StoreChart<Plan> {
  readonly rows: readonly ValueRow[];
  readonly switches: readonly ValueSwitch[];
  /** Whether its pods are ours: then a named template selects them, and a pinned image is seen. */
  readonly hasPods: boolean;
  /** The file that its servers read, where there is one. */
  readonly settings: SettingsFile<Plan> | undefined;
}

/** A text that follows from values, and that a checksum covers. */
export interface SettingsFile<Plan> {
  /** The key of the ConfigMap that holds it. */
  readonly key: string;
  text(store: Plan): string;
  /** Values that stand in the text, by the names that the plan has for them too. */
  readonly holes: readonly string[];
  /** A part of the plan whose presence changes the text: the value that says so, and what stands for it. */
  readonly part: { readonly from: string; readonly value: string; readonly present: Value };
}

/**
 * What every store with servers of its own has. The sentinel of an image
 * is pinned, so that the judge's exemption of images without a
 * digest is a toggle of its own.
 */
export const commonRows: readonly ValueRow[] = [
  {
    value: 'image',
    from: 'image',
    style: 'text',
    description: 'Full reference, with a fixed tag or digest',
    schema: imageReference,
    sentinel: ({ text }) => `${text}@sha256:`,
  },
  {
    value: 'resources',
    from: 'resources',
    style: 'structure',
    description: 'Requests and limits of each server',
    schema: resources,
    sentinel: ({ text }) => evenResources(text),
  },
];
