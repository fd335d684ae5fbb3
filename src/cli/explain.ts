import { nearest } from '../domain/nearest.ts';
import { oneLine } from '../domain/printable.ts';
import { InternalError, UserError } from '../errors.ts';
import { labelKeys } from '../domain/labels.ts';
import type { Plan } from '../plan/plan.ts';
import { plainOf } from '../render/render.ts';
import type { FileSpec } from '../render/spec.ts';
import { valueAt } from '../write/editor.ts';
import { projectFolder } from '../projen/project-folder.ts';
import { runConfig } from '../projen/run-config.ts';
import type { Outcome } from './command.ts';
import { customisationsOf } from './customisations.ts';
import { projectPath } from './project-path.ts';
import { warningsOf } from './diff.ts';
import { foresee } from './foresee.ts';

/** Where a file comes from, who owns it and how it stands. */
export async function explainFile(folder: string, typed: string): Promise<Outcome> {
  const synthesis = await runConfig(projectFolder(folder));
  const { root, files } = synthesis;
  const path = projectPath(root, folder, typed);
  const spec = files.find((file) => file.path === path);
  if (spec === undefined) throw unknownPath(path, files);
  const changes = foresee(synthesis).changes;
  const change = changes.find((planned) => planned.path === path);
  const { feature, keys } = spec.origin;
  const about = subjectsOf(spec, synthesis.plan);
  const by = customisationsOf(synthesis, changes)
    .filter(({ paths }) => paths.includes(path))
    .map(({ way }) => way);
  const isEjected = change?.entry?.ownership === 'ejected';
  const data = {
    path,
    feature,
    about,
    keys,
    ownership: isEjected ? 'ejected' : spec.ownership.kind,
    state: change?.kind ?? 'unchanged',
    customised: by,
  };
  const rows = [
    ['feature', feature],
    ...(about.length === 0 ? [] : [['about', about.join(', ')] as const]),
    ['config keys', keys.length === 0 ? 'none' : keys.join(', ')],
    [
      'owner',
      isEjected ? 'ejected: yours; to undo, run "gitops-service eject --undo"' : ownerOf(spec),
    ],
    ['state', change?.reason ?? 'up to date'],
    ...(by.length === 0 ? [] : [['customised', by.join(', ')] as const]),
  ] as const;
  return {
    text: [path, ...rows.map(([name, value]) => `  ${name.padEnd(12)}${value}`)].join('\n'),
    data,
    code: 0,
  };
}

/** The components and stores whose objects a file describes, as their places in the config. */
function subjectsOf(
  { path, content }: FileSpec,
  { components, environments }: Plan,
): readonly string[] {
  const documents = content.kind === 'yaml' ? content.documents.map(plainOf) : [];
  const folders = path.split('/');
  const names = new Set<unknown>([
    ...folders,
    ...documents.map((document) => valueAt(document, ['metadata', 'labels', labelKeys.name])),
  ]);
  const stores = environments.flatMap((environment) => environment.stores);
  return [
    ...new Set([
      ...components.flatMap(({ name, objectName }) =>
        names.has(objectName) || folders.includes(name) ? [`components.${name}`] : [],
      ),
      ...stores.flatMap(({ key, objectName }) =>
        names.has(objectName) || folders.includes(key) ? [`dataStores.${key}`] : [],
      ),
    ]),
  ];
}

/** What people have changed about the files of a service, by the way in which they did. */
export async function listCustomisations(folder: string): Promise<Outcome> {
  const synthesis = await runConfig(projectFolder(folder));
  const changes = foresee(synthesis).changes;
  const ways = customisationsOf(synthesis, changes).filter(({ paths }) => paths.length > 0);
  const lines = ways.flatMap(({ way, paths }) => [
    `${way}:`,
    ...paths.map((path) => `  ${oneLine(path)}`),
  ]);
  return {
    text:
      lines.length === 0
        ? 'Nothing is customised: every file matches the config.'
        : lines.join('\n'),
    data: { customised: ways },
    code: 0,
    ...warningsOf(changes),
  };
}

function unknownPath(path: string, files: readonly FileSpec[]): UserError {
  const paths = files.map((file) => file.path);
  const inside = paths.filter((candidate) => candidate.startsWith(`${path}/`));
  if (inside.length > 0)
    return new UserError(`${path} is a folder`, {
      hint: `Generated files in it:\n${inside.map((candidate) => `  ${candidate}`).join('\n')}`,
    });
  const meant = paths.find((candidate) => candidate.endsWith(`/${path}`)) ?? nearest(path, paths);
  return new UserError(
    `${path} is not a generated file${meant === undefined ? '' : `; did you mean ${meant}?`}`,
    { hint: 'A resync never touches it.' },
  );
}

function ownerOf({ ownership }: FileSpec): string {
  switch (ownership.kind) {
    case 'managed':
      return 'managed: a resync rewrites it; change the config instead';
    case 'sample':
      if (ownership.block === true)
        return 'sample: yours, but for the lines between the two markers; delete the markers to keep those too';
      return ownership.restored
        ? 'sample: yours after the first write; restored if missing'
        : 'sample: yours after the first write';
    case 'shared':
      return `shared: the tool owns ${oursOf(ownership.ours)}; the rest is yours`;
    default:
      throw new InternalError(`unknown ownership ${String(ownership satisfies never)}`);
  }
}

function oursOf(ours: Extract<FileSpec['ownership'], { kind: 'shared' }>['ours']): string {
  if (ours.kind === 'block') return 'the block between the two marker lines';
  if (ours.kind === 'keys') return ours.paths.map((path) => path.join('.')).join(', ');
  return `what is missing from ${ours.path.join('.')}`;
}
