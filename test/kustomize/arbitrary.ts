import fc from 'fast-check';
import type { KubernetesObject } from '../../src/render/kubernetes-object.ts';
import { type Make, none, metadata } from './arbitrary-parts.ts';
import { kinds } from './arbitrary-kinds.ts';

/** One object in each environment; mostly in all of them, sometimes the same everywhere. */
function versions(
  kind: string,
  index: number,
  environments: number,
): Make<readonly (KubernetesObject | undefined)[]> {
  const [apiVersion, fields] = kinds[kind] ?? ['v1', none];
  const object = fc.tuple(metadata, fields).map(([meta, rest]) => ({
    apiVersion,
    kind,
    metadata: { name: `x${index}`, ...meta },
    ...rest,
  }));
  const each = fc.array(object, { minLength: environments, maxLength: environments });
  return fc.oneof(
    { weight: 8, arbitrary: each },
    { weight: 2, arbitrary: each.map((all) => all.map((one, at) => (at === 1 ? one : all[0]))) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(each, fc.nat(environments - 1))
        .map(([all, lacking]) => all.map((one, at) => (at === lacking ? undefined : one))),
    },
    { weight: 1, arbitrary: object.map((one) => Array.from({ length: environments }, () => one)) },
  );
}

/** The objects of each environment: `count` in all, of every kind. */
export function systems(
  count: number,
  environments: number,
): Make<readonly (readonly KubernetesObject[])[]> {
  const names = Object.keys(kinds);
  const all = Array.from({ length: count }, (_, index) =>
    versions(names[index % names.length] ?? '', index, environments),
  );
  return fc
    .tuple(...all)
    .map((rows) =>
      Array.from({ length: environments }, (_, at) => rows.flatMap((row) => row[at] ?? [])),
    );
}
