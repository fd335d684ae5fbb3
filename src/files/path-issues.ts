import { InternalError } from '../errors.ts';
import { configError } from '../domain/config-error.ts';
import { fileProblem, isOrIsIn } from '../domain/file-paths.ts';
import type { Issue } from '../domain/issue.ts';
import { clashText, pathClashes, type PathClash, type Wanted } from '../domain/path-clashes.ts';
import { joinPath } from '../domain/paths.ts';
import type { PathClaim } from '../plan/path-claims.ts';
import type { Plan } from '../plan/plan.ts';
import type { FileSpec } from '../render/spec.ts';
import { nodePackageManagers } from './runtime/package-managers/index.ts';
import { runtimeOf } from './runtime/index.ts';

/** Refuses keys of the config that become paths which other keys, people or our own files have. */
export function refusePathIssues(plan: Plan, files: readonly FileSpec[]): void {
  const issues = [
    ...pathClashes(itemsOf(plan, files)).map((clash) => clashIssue(clash, plan.claims)),
    ...plan.claims.flatMap((claim) => placeIssues(claim, files)),
  ];
  if (issues.length > 0) throw configError(firstOfEachKey(issues));
}

/** What takes a place: a file that we describe, what a key asks for, or a file that a package manager writes. */
type Item = Wanted &
  (
    | { readonly source: 'spec'; readonly spec: FileSpec }
    | { readonly source: 'claim'; readonly claim: PathClaim }
    | { readonly source: 'packages' }
  );

function itemsOf({ claims, components, ci }: Plan, files: readonly FileSpec[]): readonly Item[] {
  const ours = new Set(files.filter((spec) => !isDocker(spec)).map(({ path }) => path));
  const dockerfiles = new Set(files.filter(isDocker).map(({ path }) => path));
  const packages = new Set([
    nodePackageManagers[ci.root.packageManager].lockfile,
    ...components.flatMap(({ runtime, image }) =>
      runtimeOf(runtime).packageManagers.flatMap((manager) =>
        manager.files.map((file) => joinPath(image.context, file)),
      ),
    ),
  ]);
  // A Dockerfile that people write may serve several components.
  const read = new Map(claims.filter(isDockerfile).map((claim) => [claim.path, claim]));
  return [
    ...files.map((spec): Item => ({ path: spec.path, source: 'spec', spec })),
    ...[...packages]
      .filter((path) => !ours.has(path))
      .map((path): Item => ({ path, source: 'packages' })),
    ...claims
      .filter(({ kind }) => kind === 'folder')
      .map((claim): Item => ({ path: claim.path, isFolder: true, source: 'claim', claim })),
    ...[...read.values()]
      .filter(({ path }) => !dockerfiles.has(path))
      .map((claim): Item => ({ path: claim.path, source: 'claim', claim })),
  ];
}

const isDocker = ({ origin }: FileSpec): boolean => origin.feature === 'docker';
const isApplication = (spec: FileSpec): boolean =>
  isDocker(spec) || spec.origin.feature === 'starter';
const isDockerfile = ({ kind }: PathClaim): boolean => kind === 'dockerfile';

function clashIssue(clash: PathClash<Item>, claims: readonly PathClaim[]): Issue {
  if (clash.kind === 'bad') {
    const claim = claimOf(clash.item, claims, clash.at.split('/').filter(isBad));
    if (claim === undefined) throw unexplained(clash);
    return { path: claim.key, message: `${clashText(clash)}: ${claim.instead}` };
  }
  const { kind, item, at, other, otherAt } = clash;
  const [mine, theirs] = [claimOf(item, claims), claimOf(other, claims)];
  // The claims are in the order in which they give way.
  const claim = claims.find((one) => one === mine || one === theirs);
  // Two files of one folder are ours alone.
  if (claim === undefined || (mine === theirs && claim.kind === 'folder')) throw unexplained(clash);
  const isMine = claim === mine;
  const owner = isMine ? ownerText(other, theirs) : ownerText(item, mine);
  const [here, there] = isMine ? [at, otherAt] : [otherAt, at];
  return {
    path: claim.key,
    message: `${factText({ kind, isMine, here, there, owner })}: ${claim.instead}`,
  };
}

const isBad = (segment: string): boolean => fileProblem(segment) !== undefined;

const unexplained = (clash: PathClash<Item>): InternalError =>
  new InternalError(`${clashText(clash)}, which no key of the config asks for`);

interface Fact {
  readonly kind: 'same' | 'case' | 'folder';
  /** Whether the key belongs to the item of the clash, and not to the other. */
  readonly isMine: boolean;
  readonly here: string;
  readonly there: string;
  readonly owner: string;
}

function factText({ kind, isMine, here, there, owner }: Fact): string {
  if (kind === 'case')
    return `"${here}" and "${there}", ${owner}, are the same on macOS and Windows`;
  if (kind === 'same') return `"${here}" is already ${owner}`;
  const it = here === there ? '' : `"${there}" `;
  return isMine
    ? `"${here}" must be a folder here, but ${it}is ${owner}`
    : `"${here}" must be a file here, but ${it}is a folder for ${owner}`;
}

/** Who has the place that a key asks for. */
function ownerText(item: Item, claim: PathClaim | undefined): string {
  if (item.source === 'packages') return 'a file of the package manager';
  if (item.source === 'spec' && (claim === undefined || claim.kind === 'name'))
    return `a generated file (${item.spec.origin.feature})`;
  if (item.source === 'spec' && claim?.kind === 'folder')
    return `a generated file (${item.spec.origin.feature}) in ${claim.key}`;
  return `what ${claim?.key ?? 'another key'} asks for`;
}

/** The key that brought something to its place; where parts of a path are at fault, the key with such a name. */
function claimOf(
  item: Item,
  claims: readonly PathClaim[],
  faults?: readonly string[],
): PathClaim | undefined {
  if (item.source === 'claim') return item.claim;
  if (item.source === 'packages') return undefined;
  const { path } = item;
  const isOf = ({ kind, path: claimed }: PathClaim): boolean =>
    isDocker(item.spec)
      ? kind === 'dockerfile' && (path === claimed || path === `${claimed}.dockerignore`)
      : kind === 'module' && path === claimed;
  const stems = (faults ?? path.split('/')).map((segment) => segment.split('.')[0]);
  const named = claims.find(({ kind, path: name }) => kind === 'name' && stems.includes(name));
  const folder = claims.find(
    (claim) =>
      claim.kind === 'folder' && isApplication(item.spec) && path.startsWith(`${claim.path}/`),
  );
  return claims.find(isOf) ?? (faults === undefined ? (folder ?? named) : (named ?? folder));
}

/** Folders whose every file means something to kustomize, Helm, Argo CD or GitHub. */
const readFolders = [
  'k8s/base',
  'k8s/overlays',
  'k8s/cluster-bootstrap',
  'chart',
  'charts',
  'argocd',
  '.github/workflows',
];

function placeIssues(claim: PathClaim, files: readonly FileSpec[]): readonly Issue[] {
  const { key, kind, path, instead } = claim;
  if (kind === 'name' || kind === 'module') return [];
  const place = readFolders.find(
    (folder) =>
      (isOrIsIn(path, folder) || (key.includes('.copy.') && isOrIsIn(folder, path))) &&
      files.some((spec) => isOrIsIn(spec.path, folder) && !isApplication(spec)),
  );
  return place === undefined
    ? []
    : [
        {
          path: key,
          message: `"${path}" must stay apart from "${place}", which belongs to the deployment: ${instead}`,
        },
      ];
}

const firstOfEachKey = (issues: readonly Issue[]): readonly Issue[] => [
  ...new Map([...issues].reverse().map((issue) => [issue.path, issue])).values(),
];
