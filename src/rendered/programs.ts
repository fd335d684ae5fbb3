import { spawnSync } from 'node:child_process';
import { failureText } from '../disk/program-failure.ts';
import { join } from 'node:path';
import { textAt } from '../disk/text-at.ts';
import { UserError } from '../errors.ts';
import { sourcesOf, type ChartSource, type Layout } from './layout.ts';

/** What a build gave: the manifests, or why there are none. */
export type BuildResult =
  | { readonly kind: 'built'; readonly text: string }
  | { readonly kind: 'failed'; readonly message: string };

/** Builds one environment of a tree: its overlay, or its charts and the folders beside them. */
export function buildEnvironment(root: string, environment: string, layout: Layout): BuildResult {
  const { folders, charts } = sourcesOf(root, environment, layout);
  const all = [
    ...charts.map((chart) => renderChart(root, environment, chart)),
    ...folders.map((folder) => buildKustomization(join(root, folder))),
  ];
  return (
    all.find(({ kind }) => kind === 'failed') ?? {
      kind: 'built',
      text: all.map((one) => (one.kind === 'built' ? one.text : '')).join('\n---\n'),
    }
  );
}

/** Builds a folder with the kustomize, or else the kubectl, of this machine. */
export function buildKustomization(folder: string): BuildResult {
  return (
    runProgram('kustomize', ['build', folder], folder) ??
    runProgram('kubectl', ['kustomize', folder], folder) ??
    refuseMissing(
      'neither kustomize nor kubectl is installed; one of them is required to build the manifests',
      'Install kubectl (https://kubernetes.io/docs/tasks/tools/) ' +
        'or kustomize (https://kubectl.docs.kubernetes.io/installation/kustomize/).',
    )
  );
}

/** Renders the chart; only its namespace is not the one of the cluster, which no file of the chart says. */
const renderChart = (
  root: string,
  environment: string,
  { folder, values }: ChartSource,
): BuildResult =>
  runProgram(
    'helm',
    [
      'template',
      environment,
      join(root, folder),
      '--namespace',
      environment,
      ...validationFlags(root, values),
      ...values.flatMap((file) => ['--values', join(root, file)]),
    ],
    root,
  ) ??
  refuseMissing(
    'helm is not installed; it is required to render the chart',
    'Install it: https://helm.sh/docs/intro/install/',
  );

/**
 * A host that is a variable of CI is compared as it is written, and the schema
 * of the chart takes none: the deployment checks it, with its value.
 */
const validationFlags = (root: string, values: readonly string[]): readonly string[] =>
  values.some((file) => /\$\{[A-Z]/.test(textAt(root, file) ?? ''))
    ? ['--skip-schema-validation']
    : [];

/** What a program gave; nothing when this machine does not have it. */
function runProgram(
  program: string,
  words: readonly string[],
  folder: string,
): BuildResult | undefined {
  const { status, stdout, error, signal, stderr } = spawnSync(program, words, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error !== undefined && 'code' in error && error.code === 'ENOENT') return undefined;
  const reason = (): string => reasonIn(failureText(program, { stderr, signal, error }), folder);
  // Only a program that came to its end says what it makes of the manifests.
  if (error !== undefined || signal !== null)
    throw new UserError(`cannot find out what the manifests build to: ${reason()}`, {
      exitCode: 3,
      hint: `Check that this works here: ${program} version`,
    });
  return status === 0 ? { kind: 'built', text: stdout } : { kind: 'failed', message: reason() };
}

function refuseMissing(message: string, hint: string): never {
  throw new UserError(message, { hint });
}

/** The start of the message, without the folder that only this run knows. */
const reasonIn = (stderr: string, folder: string): string =>
  stderr.trim().replaceAll(folder, '.').replace(/\s+/g, ' ').slice(0, 400);
