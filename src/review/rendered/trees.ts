import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import { runGit } from '../../git/run.ts';
import { paths } from '../../plan/paths.ts';
import { replaceFiles } from '../../write/apply.ts';
import type { Change } from '../../write/change.ts';
import { isWrite } from '../../write/change.ts';

/** The folders that kustomize and Helm render. */
const MANIFESTS = ['k8s', 'chart', 'charts'];

/** Does something with a folder that is gone afterwards. */
export function withScratch<Result>(work: (folder: string) => Result): Result {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gitops-service-')));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes the folder what the project would be after the changes: the manifests copied, what stands beside them linked. */
export function writeChangedTree(root: string, changes: readonly Change[], folder: string): void {
  for (const name of readdirSync(root))
    if (!MANIFESTS.includes(name)) symlinkSync(join(root, name), join(folder, name));
  for (const name of MANIFESTS)
    if (existsSync(join(root, name)))
      cpSync(join(root, name), join(folder, name), { recursive: true, verbatimSymlinks: true });
  const ours = changes.filter(
    (change) => isWrite(change) && MANIFESTS.some((name) => change.path.startsWith(`${name}/`)),
  );
  for (const { path, after } of ours) if (after === undefined) rmSync(join(folder, path));
  replaceFiles(
    folder,
    ours.flatMap(({ path, after }) =>
      after === undefined ? [] : [{ path, bytes: after.bytes, mode: 0o644 }],
    ),
  );
}

/** Makes the folder what the project was in a commit. */
export function checkOutTree(root: string, commit: string, folder: string): void {
  const at = (place: string, ...words: string[]): string => {
    const { code, out, err } = runGit(place, words, {
      env: { GIT_INDEX_FILE: join(folder, '.index') },
    });
    if (code === undefined) throw new UserError('git is not installed, and --base needs it');
    if (code !== 0)
      throw new UserError(`git cannot read "${commit}": ${err.split('\n')[0] ?? ''}`, {
        hint: 'Name a commit or branch that this clone has; fetch it first where it is only on the server.',
      });
    return out.toString().trim();
  };
  const id = at(root, 'rev-parse', '--verify', '--end-of-options', `${commit}^{commit}`);
  at(root, 'read-tree', `${id}:${at(root, 'rev-parse', '--show-prefix').replace(/\/$/, '')}`);
  // In a folder of the repository, git would only check out what lies below that folder.
  at(at(root, 'rev-parse', '--show-toplevel'), 'checkout-index', '--all', `--prefix=${folder}/`);
  rmSync(join(folder, '.index'), { force: true });
}

/** The environments that a tree has overlays or values of a chart for, by name. */
export function environmentsIn(root: string): string[] {
  const overlays = namesIn(join(root, 'k8s/overlays')).filter((name) =>
    isOverlay(join(root, paths.overlay(name))),
  );
  const values = chartsIn(root)
    .flatMap(namesIn)
    .flatMap((file) => /^values-(.+)\.yaml$/.exec(file)?.[1] ?? []);
  return [...new Set([...overlays, ...values])].sort();
}

/** The folders of its charts: the one of everything, and those of its components. */
const chartsIn = (root: string): readonly string[] =>
  [
    join(root, paths.chart()),
    ...namesIn(join(root, paths.charts())).map((name) => join(root, paths.charts(name))),
  ].filter((folder) => existsSync(join(folder, 'Chart.yaml')));

const namesIn = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder) : [];
const isOverlay = (folder: string): boolean => existsSync(join(folder, 'kustomization.yaml'));

/** A chart, and those files of values of an environment that are there. */
export interface ChartSource {
  readonly folder: string;
  readonly values: readonly string[];
}

/** What renders an environment: the folders that kustomize builds, and charts. */
export function sourcesOf(
  root: string,
  environment: string,
): { readonly folders: readonly string[]; readonly charts: readonly ChartSource[] } {
  const [whole, secrets] = [
    join(root, paths.overlay(environment)),
    join(root, paths.overlay(environment, 'secrets')),
  ];
  const files = [
    ...paths.values(environment),
    ...paths.values(environment, 'per-component').slice(2),
  ];
  const charts = chartsIn(root).map((folder) => ({
    folder,
    values: files.map((file) => join(folder, file)).filter((file) => existsSync(file)),
  }));
  return {
    folders: isOverlay(whole) ? [whole] : [secrets].filter(isOverlay),
    charts: charts.filter(({ values }) => values.length > 0),
  };
}
