import type { SealingScope } from '../plan/plan.ts';

/** The Secret that a sealed value becomes part of. */
export interface NamespacedName {
  readonly namespace: string;
  readonly name: string;
}

/** What a sealed value is tied to: the controller opens it under the same label only. */
export function labelOf(scope: SealingScope, { namespace, name }: NamespacedName): string {
  return { strict: `${namespace}/${name}`, 'namespace-wide': namespace, 'cluster-wide': '' }[scope];
}

/** The annotations that tell the controller the scope; strict is what it takes for granted. */
export const annotationsOf = (scope: SealingScope): Readonly<Record<string, string>> =>
  scope === 'strict' ? {} : { [annotation(scope)]: 'true' };

/** The scope that annotations ask for, as the controller reads them. */
export function scopeOf(annotations: Readonly<Record<string, unknown>>): SealingScope {
  return (
    (['cluster-wide', 'namespace-wide'] as const).find(
      (scope) => annotations[annotation(scope)] === 'true',
    ) ?? 'strict'
  );
}

const annotation = (scope: SealingScope): string => `sealedsecrets.bitnami.com/${scope}`;

/** The annotations of all scopes. */
export const SCOPE_ANNOTATIONS: readonly string[] = (
  ['cluster-wide', 'namespace-wide'] as const
).map(annotation);
