import { entryAt } from '../disk/entry-at.ts';
import { fileAt } from '../disk/file-at.ts';
import { allBelow } from '../disk/folder-at.ts';
import { packagerOf } from '../files/packaging/index.ts';
import { render } from '../render/render.ts';
import type { FileSpec } from '../render/spec.ts';
import type { Synthesis } from '../projen/host.ts';
import type { Change } from '../write/change.ts';
import { withLineFeeds } from '../write/text-state.ts';

/** One of the ways to customise, and the files that it is used for. */
export interface Customisation {
  readonly way: string;
  readonly paths: readonly string[];
}

/** Every way to customise a service with the files that it touches here. */
export function customisationsOf(
  synthesis: Synthesis,
  changes: readonly Change[],
): Customisation[] {
  const { files, described } = synthesis;
  const before = new Map(described.map((spec) => [spec.path, spec]));
  const after = new Set(files.map(({ path }) => path));
  return [
    { way: 'in a custom/ folder', paths: customFiles(synthesis) },
    {
      way: 'changed by customize',
      paths: pathsOf(files.filter((spec) => isOther(spec, before.get(spec.path)))),
    },
    { way: 'added by customize', paths: pathsOf(files.filter(({ path }) => !before.has(path))) },
    {
      way: 'removed by customize',
      paths: pathsOf(described.filter(({ path }) => !after.has(path))),
    },
    {
      way: 'from a projen component',
      paths: pathsOf(
        files.filter(
          ({ path, origin }) => origin.feature.startsWith('projen component') && path !== TASKS,
        ),
      ),
    },
    {
      way: 'ejected',
      paths: changes.filter(({ entry }) => entry?.ownership === 'ejected').map(({ path }) => path),
    },
  ];
}

/** projen writes it for each project; nobody attached it. */
const TASKS = '.projen/tasks.json';

const pathsOf = (files: readonly FileSpec[]): string[] => files.map(({ path }) => path).sort();

const isOther = (spec: FileSpec, before: FileSpec | undefined): boolean =>
  before !== undefined &&
  before !== spec &&
  (render(spec) !== render(before) ||
    spec.executable !== before.executable ||
    JSON.stringify(spec.ownership) !== JSON.stringify(before.ownership));

/** What people have put into the custom folders; one that still holds only what we made is not customised. */
function customFiles({ root, plan, described }: Synthesis): string[] {
  const samples = new Map(described.map((spec) => [spec.path, Buffer.from(render(spec))]));
  return packagerOf(plan)
    .ownPlaces()
    .flatMap((place) => pathsBelow(root, place))
    .filter((path) => {
      const [found, sample] = [fileAt(root, path), samples.get(path)];
      return (
        sample === undefined || found.kind !== 'file' || !withLineFeeds(found.bytes).equals(sample)
      );
    });
}

/** A place is a folder, or one file. */
const pathsBelow = (root: string, place: string): readonly string[] =>
  entryAt(root, place).kind === 'file' ? [place] : allBelow(root, place).map(({ name }) => name);
