import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { Factored } from '../../src/files/kustomize/factor.ts';
import { asList, asMap, bare, entriesOf } from '../../src/render/value.ts';
import type { KubernetesObject } from '../../src/render/kubernetes-object.ts';
import type { Value } from '../../src/render/spec.ts';
import { yamlOf } from '../../src/render/yaml.ts';

/** How the layout writes YAML: as the product does, or with every string in quotes. */
export type Writer = (value: Value) => string;
export const productWriter: Writer = (value) => yamlOf([value]);
export const quotingWriter: Writer = (value) =>
  stringify(uncommented(value), {
    compat: 'yaml-1.1',
    lineWidth: 0,
    aliasDuplicateObjects: false,
    defaultStringType: 'QUOTE_DOUBLE',
  });

export interface Image {
  readonly name: string;
  readonly newTag: string;
  readonly digest: string;
}

/** Writes base and overlays to a folder, in the layout of a generated project. */
export function writeLayout(
  root: string,
  factored: Factored,
  { writer, images }: { writer: Writer; images: readonly Image[] },
): void {
  const write = (path: string, value: Value): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), writer(value));
  };
  const writeAll = (folder: string, objects: readonly KubernetesObject[]): string[] =>
    objects.map((object, index) => {
      const name = `${object.kind.toLowerCase()}-${index}.yaml`;
      write(`${folder}/${name}`, object);
      return name;
    });
  write('base/kustomization.yaml', kustomization({ resources: writeAll('base', factored.base) }));
  for (const [name, { only, patches }] of factored.overlays) {
    const overlay = `overlays/${name}`;
    const resources = ['../../base', ...writeAll(overlay, only)];
    write(
      `${overlay}/kustomization.yaml`,
      kustomization({ namespace: name, resources, components: ['patches', 'custom', 'release'] }),
    );
    write(
      `${overlay}/patches/kustomization.yaml`,
      component({ patches: writeAll(`${overlay}/patches`, patches).map((path) => ({ path })) }),
    );
    write(`${overlay}/custom/kustomization.yaml`, component({ patches: [] }));
    write(
      `${overlay}/release/kustomization.yaml`,
      component({ images: images.map((image) => ({ ...image })) }),
    );
  }
}

/** A value without any comment. */
export function uncommented(value: Value): Value {
  const [map, list] = [asMap(value), asList(value)];
  if (map !== undefined)
    return Object.fromEntries(entriesOf(map).map(([key, field]) => [key, uncommented(field)]));
  return list === undefined ? bare(value) : list.map(uncommented);
}

const kustomization = (fields: Record<string, Value>): Value => ({
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
  ...fields,
});
const component = (fields: Record<string, Value>): Value => ({
  apiVersion: 'kustomize.config.k8s.io/v1alpha1',
  kind: 'Component',
  ...fields,
});
