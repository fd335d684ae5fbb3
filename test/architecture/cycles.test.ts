import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { expect, test } from 'vitest';

type Graph = ReadonlyMap<string, readonly string[]>;

const root = resolve(import.meta.dirname, '..', '..', 'src');

test('no files import each other in a circle, for their types included', () => {
  const imports = graphOf(root);
  expect(imports.size).toBeGreaterThan(200);
  expect(circlesIn(imports)).toEqual([]);
});

test.each<readonly [string, Graph, readonly string[][]]>([
  [
    'none',
    new Map([
      ['a', ['b', 'c']],
      ['b', ['c']],
      ['c', []],
    ]),
    [],
  ],
  [
    'one of two',
    new Map([
      ['a', ['b']],
      ['b', ['a']],
      ['c', ['a']],
    ]),
    [['a', 'b']],
  ],
  ['one of itself', new Map([['a', ['a']]]), [['a']]],
  [
    'two apart',
    new Map([
      ['a', ['b']],
      ['b', ['c', 'a']],
      ['c', ['d']],
      ['d', ['c']],
    ]),
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
])('the test above finds a circle where there is %s', (_, graph, circles) => {
  expect(circlesIn(graph)).toEqual(circles);
});

/** Which files of a folder import which others, for values or for types. */
function graphOf(folder: string): Graph {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
  return new Map(
    files.map((path) => [
      path,
      [
        ...readFileSync(join(folder, path), 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g),
      ].map(([, target = '']) => posix.join(dirname(path), target)),
    ]),
  );
}

/** The files that reach each other, in groups: each group is broken by one import less. */
function circlesIn(graph: Graph): string[][] {
  const reached = new Map([...graph.keys()].map((file) => [file, reachedFrom(file, graph)]));
  const inCircle = [...graph.keys()].filter((file) => reached.get(file)?.has(file) === true);
  const groups = inCircle.map((file) =>
    inCircle.filter(
      (other) => reached.get(file)?.has(other) === true && reached.get(other)?.has(file) === true,
    ),
  );
  return groups.filter((group, index) => group[0] === inCircle[index]);
}

function reachedFrom(start: string, graph: Graph): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let file = open.pop(); file !== undefined; file = open.pop())
    for (const target of graph.get(file) ?? [])
      if (!reached.has(target)) {
        reached.add(target);
        open.push(target);
      }
  return reached;
}
