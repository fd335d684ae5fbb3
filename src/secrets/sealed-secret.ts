import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../errors.ts';
import type { SealingScope, SecretPlan } from '../plan/plan.ts';
import { assign } from '../write/editor.ts';
import { yamlEditor } from '../write/yaml-editor.ts';
import { isMapping, mapping, type Mapping } from './mapping.ts';
import { annotationsOf, SCOPE_ANNOTATIONS, scopeOf, type NamespacedName } from './scope.ts';

/** What a SealedSecret says; parts that are missing or of another kind are undefined. */
export interface SealedSecret {
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly scope: SealingScope;
  readonly type: string;
  readonly labels: Readonly<Record<string, unknown>>;
  /** Annotations of the SealedSecret itself. */
  readonly annotations: Readonly<Record<string, unknown>>;
  /** Sealed values by key. */
  readonly encrypted: Readonly<Record<string, unknown>>;
  /** Where its template puts the Secret, if it says so. */
  readonly template: {
    readonly name: string | undefined;
    readonly namespace: string | undefined;
    readonly scope: SealingScope;
  };
}

/** Reads a SealedSecret, whoever wrote it. */
export function parseSealed(text: string, path: string): SealedSecret {
  const root = mapping(readYaml(text, path));
  if (root['kind'] !== 'SealedSecret')
    throw new UserError(`${path} is not a SealedSecret`, {
      exitCode: 3,
      hint: 'Move it away, or restore it from git history.',
    });
  const metadata = mapping(root['metadata']);
  const spec = mapping(root['spec']);
  const template = mapping(spec['template']);
  const inner = mapping(template['metadata']);
  return {
    name: textOf(metadata['name']),
    namespace: textOf(metadata['namespace']),
    scope: scopeOf(mapping(metadata['annotations'])),
    type: textOf(template['type']) ?? 'Opaque',
    labels: mapping(inner['labels']),
    annotations: mapping(metadata['annotations']),
    encrypted: mapping(spec['encryptedData']),
    template: {
      name: textOf(inner['name']),
      namespace: textOf(inner['namespace']),
      scope: scopeOf(mapping(inner['annotations'])),
    },
  };
}

/** What a sealed file is for. */
export interface Target extends NamespacedName {
  readonly scope: SealingScope;
  readonly secret: SecretPlan;
}

/** Why no value of a sealed file can be opened where the plan needs it: sealed for another name, namespace or scope. */
export function targetProblems(
  sealed: SealedSecret,
  { name, namespace, scope }: Target,
): readonly string[] {
  return [
    ...(sealed.name === name
      ? []
      : [`is sealed for name "${sealed.name ?? ''}", but must be for "${name}"`]),
    ...(sealed.namespace === namespace
      ? []
      : [`is sealed for namespace "${sealed.namespace ?? ''}", but must be for "${namespace}"`]),
    ...(sealed.scope === scope
      ? []
      : [`is sealed with scope ${sealed.scope}, but must have ${scope}`]),
  ];
}

/** A new SealedSecret in the words of kubeseal. */
export function newSealed(
  { name, namespace, scope, secret: { type, labels, keep } }: Target,
  encrypted: Readonly<Record<string, string>>,
): string {
  const annotations = annotationsOf(scope);
  return yamlEditor.fill('', {
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata: {
      ...nonEmptyParts({ annotations: { ...annotations, ...keep } }),
      name,
      namespace,
    },
    spec: {
      encryptedData: encrypted,
      template: { metadata: { ...nonEmptyParts({ annotations, labels }), name, namespace }, type },
    },
  });
}

/** An existing SealedSecret with these values; other keys, remarks and fields stay as they are. */
export const withSealed = (
  text: string,
  path: string,
  { secret, encrypted }: { readonly secret: SecretPlan; readonly encrypted: Encrypted },
): string =>
  editSealed({ text, path, fresh: encrypted }, () => {
    const { type, labels } = secret;
    const withValues = Object.entries(encrypted).reduce(
      (result, [key, value]) =>
        assign(yamlEditor, result, { path: ['spec', 'encryptedData', key], value }),
      text,
    );
    const withLabels = Object.entries(labels).reduce(
      (result, [key, value]) =>
        assign(yamlEditor, result, {
          path: ['spec', 'template', 'metadata', 'labels', key],
          value,
        }),
      withValues,
    );
    const kept = withKeep(withLabels, path, secret);
    return parseSealed(kept, path).type === type
      ? kept
      : assign(yamlEditor, kept, { path: ['spec', 'template', 'type'], value: type });
  });

/** An existing SealedSecret for another name, namespace or scope; its values must all be sealed anew. */
export const movedTo = (text: string, path: string, target: Target): string =>
  editSealed({ text, path, fresh: {} }, () => {
    const { template } = mapping(mapping(readYaml(text, path))['spec']);
    const places = [
      ['metadata'],
      ...(isMapping(template) ? [['spec', 'template', 'metadata']] : []),
    ];
    return places.reduce((result, place) => withPlace(result, place, target), text);
  });

function withPlace(text: string, place: readonly string[], target: Target): string {
  const { name, namespace, scope } = target;
  const named = Object.entries({ name, namespace }).reduce(
    (result, [key, value]) => assign(yamlEditor, result, { path: [...place, key], value }),
    text,
  );
  const wanted = annotationsOf(scope);
  return SCOPE_ANNOTATIONS.reduce(
    (result, key) =>
      assign(yamlEditor, result, { path: [...place, 'annotations', key], value: wanted[key] }),
    named,
  );
}

/** An existing SealedSecret that stays where a kept store reads it; other annotations stay as they are. */
export const withKeep = (text: string, path: string, secret: SecretPlan): string =>
  editSealed({ text, path, fresh: {} }, () =>
    Object.entries(missingKeep(parseSealed(text, path), secret)).reduce(
      (result, [key, value]) =>
        assign(yamlEditor, result, { path: ['metadata', 'annotations', key], value }),
      text,
    ),
  );

type Encrypted = Readonly<Record<string, string>>;

interface SealedEdit {
  readonly text: string;
  readonly path: string;
  readonly fresh: Encrypted;
}

/** Edits a sealed file, and refuses where its values do not come out as they should. */
function editSealed({ text, path, fresh }: SealedEdit, edit: () => string): string {
  const wanted = { ...parseSealed(text, path).encrypted, ...fresh };
  const after = inYaml(path, edit);
  if (isDeepStrictEqual({ ...parseSealed(after, path).encrypted }, wanted)) return after;
  throw new UserError(`${path} is written in a way that new values cannot be put into`, {
    exitCode: 3,
    hint: 'Write every value of spec.encryptedData as one line: KEY: value',
  });
}

/** The annotations that a SealedSecret lacks to stay, with the options that somebody wrote into them. */
export const missingKeep = (
  { annotations }: SealedSecret,
  { keep }: SecretPlan,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(keep).flatMap(([key, wanted]) => {
      const written = String(annotations[key] ?? '')
        .split(',')
        .filter((option) => option !== '');
      const all = new Set([...written, ...wanted.split(',')]);
      return all.size === written.length ? [] : [[key, [...all].join(',')]];
    }),
  );

const readYaml = (text: string, path: string): unknown => inYaml(path, () => yamlEditor.read(text));

/** Says of what is wrong with a YAML file which file it is. */
function inYaml<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof UserError && !error.message.startsWith(path)
      ? new UserError(`${path} ${error.message}`, {
          exitCode: 3,
          hint: 'Fix it manually, or restore it from git history.',
        })
      : error;
  }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;
const nonEmptyParts = (
  parts: Readonly<Record<string, Mapping>>,
): Readonly<Record<string, Mapping>> =>
  Object.fromEntries(Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0));
