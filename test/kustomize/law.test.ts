import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { objectKey } from '../../src/render/kubernetes-object.ts';
import type { KubernetesObject } from '../../src/render/kubernetes-object.ts';
import { factor } from '../../src/files/kustomize/factor.ts';
import type { EnvironmentObjects, Factored } from '../../src/files/kustomize/factor.ts';
import { isMergeable } from '../../src/files/kustomize/merge-keys.ts';
import { objectDifference } from '../../src/files/kustomize/object-difference.ts';
import { sampleOf, sampleSize } from '../sample.ts';
import { systems } from './arbitrary.ts';
import { build, kustomizeBinary } from './binary.ts';
import { productWriter, quotingWriter, writeLayout } from './layout.ts';
import type { Image, Writer } from './layout.ts';

const OBJECTS = sampleSize(105, 35);
const TIMEOUT = sampleSize(260_000, 120_000);
const ENVIRONMENTS = ['dev', 'staging', 'prod'];
const images: readonly Image[] = [
  { name: 'registry.example/app', newTag: '1234567', digest: `sha256:${'0'.repeat(64)}` },
];

test.each<[string, Writer, readonly number[]]>([
  ['as the product writes it', productWriter, [20, 21, 22, 23]],
  ['with all strings quoted', quotingWriter, [24, 25]],
])(
  'kustomize builds each environment back from base and overlay, %s',
  async (_, writer, seeds) => {
    await holds(sampleOf(seeds, 1).map(aSystem), factor, writer);
  },
  TIMEOUT,
);

test(
  'kustomize turns any object into any other of its kind, by patch alone',
  async () => {
    await holds(sampleOf([26, 27, 28, 29], 1).map(aSystem), patchedFromFirst, productWriter);
  },
  TIMEOUT,
);

/** Sampled, not asserted: a counterexample is one object, not the whole system around it. */
function aSystem(seed: number): readonly EnvironmentObjects[] {
  const [lists = []] = fc.sample(systems(OBJECTS, ENVIRONMENTS.length), { numRuns: 1, seed });
  return lists.map((objects, index) => ({ name: ENVIRONMENTS[index] ?? '', objects }));
}

/** The first environment as base: here patches must also delete, which those from a common base rarely do. */
function patchedFromFirst(environments: readonly EnvironmentObjects[]): Factored {
  const differences = (environments[0]?.objects ?? []).flatMap((from) => {
    const versions = environments.flatMap(
      ({ objects }) => objects.find((object) => objectKey(object) === objectKey(from)) ?? [],
    );
    const found = versions.map((to) => objectDifference(from, to));
    const possible =
      versions.length === environments.length &&
      versions.every((each) => isMergeable(each)) &&
      found.every(({ kind }) => kind !== 'impossible');
    return possible ? [{ from, found }] : [];
  });
  const shared = new Set(differences.map(({ from }) => objectKey(from)));
  return {
    base: differences.map(({ from }) => from),
    overlays: new Map(
      environments.map(({ name, objects }, index) => [
        name,
        {
          only: objects.filter((object) => !shared.has(objectKey(object))),
          patches: differences.flatMap(({ found }) => {
            const one = found[index];
            return one?.kind === 'patch' ? [one.patch] : [];
          }),
        },
      ]),
    ),
  };
}

/** Builds every system and compares every object; prints how many, and the first three that differ. */
async function holds(
  all: readonly (readonly EnvironmentObjects[])[],
  split: typeof factor,
  writer: Writer,
): Promise<void> {
  const tally = { compared: 0, equal: 0, patched: 0, whole: 0 };
  const differences: object[] = [];
  for (const environments of all) {
    const factored = split(environments);
    const built = await inTemporaryFolder(async (root) => {
      writeLayout(root, factored, { writer, images });
      return Promise.all(environments.map(({ name }) => build(join(root, 'overlays', name))));
    });
    for (const [index, environment] of environments.entries()) {
      const { patches, only } = factored.overlays.get(environment.name) ?? {
        patches: [],
        only: [],
      };
      const wrong = differencesOf(environment, built[index] ?? []);
      tally.patched += patches.length;
      tally.whole += only.length;
      tally.compared += environment.objects.length;
      tally.equal += environment.objects.length - wrong.length;
      const named =
        (key: string) =>
        (object: KubernetesObject): boolean =>
          objectKey(object) === key;
      differences.push(
        ...wrong.map((each) => ({
          ...each,
          base: factored.base.find(named(each.key)),
          patch: patches.find(named(each.key)),
        })),
      );
    }
  }
  console.log(
    `${kustomizeBinary.split('/').at(-1)}: ${tally.compared} objects compared, ` +
      `${tally.equal} equal; ${tally.patched} patched, ${tally.whole} whole`,
  );
  if (differences.length > 0) console.log(JSON.stringify(differences.slice(0, 3), undefined, 1));
  expect(tally.compared).toBeGreaterThan(all.length * OBJECTS * 2);
  expect(tally.patched).toBeGreaterThan(tally.compared / 4);
  expect(tally.equal).toBe(tally.compared);
}

interface Wrong {
  readonly key: string;
  readonly expected: unknown;
  readonly built: unknown;
}

function differencesOf(
  { name, objects }: EnvironmentObjects,
  built: readonly KubernetesObject[],
): readonly Wrong[] {
  const found = new Map(built.map((object) => [objectKey(object), object]));
  const wrong = objects.flatMap((object): Wrong[] => {
    const expected = released({ ...object, metadata: { ...object.metadata, namespace: name } });
    const actual = found.get(objectKey(object));
    return isDeepStrictEqual(expected, actual)
      ? []
      : [{ key: objectKey(object), expected, built: actual }];
  });
  const wanted = new Set(objects.map(objectKey));
  const surplus = built.filter((object) => !wanted.has(objectKey(object)));
  return surplus.length === 0 && built.length === objects.length
    ? wrong
    : [...wrong, { key: 'surplus', expected: objects.length, built: surplus }];
}

/** The value with the release's images where a pod spec or a custom resource names them. */
function released(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(released);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => {
      const image = key === 'image' ? images.find(({ name }) => name === field) : undefined;
      return [
        key,
        image === undefined ? released(field) : `${image.name}:${image.newTag}@${image.digest}`,
      ];
    }),
  );
}

async function inTemporaryFolder<T>(use: (root: string) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'kustomize-law-'));
  try {
    return await use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
