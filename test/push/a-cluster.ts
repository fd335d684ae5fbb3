import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { allFiles } from '../../src/files/index.ts';
import { render } from '../../src/render/render.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { PackagingPlan, Plan } from '../../src/plan/plan.ts';
import { aFolder } from '../write/helpers.ts';

/** The config of a service that CI deploys: staging at each push, production at each release. */
export const pushedConfig = (
  packaging: PackagingPlan['kind'],
  changes: Readonly<Record<string, unknown>> = {},
): unknown => ({
  name: 'todo',
  repository: 'https://github.com/acme/todo',
  components: {
    api: {
      build: { context: 'api' },
      routes: [{ path: '/' }],
      env: { ORIGIN: 'https://todo.${DOMAIN}', PRICE: '$5 & ${HOME}' },
    },
    worker: { build: { context: 'worker' }, routes: [] },
  },
  dataStores: { cache: { kind: 'redis' } },
  routing: { kind: 'istio', gateway: 'istio-system/public' },
  environments: {
    staging: {
      branch: 'main',
      deploy: 'on-push',
      hosts: ['staging.${DOMAIN}', 'www.staging.${DOMAIN}'],
      timeout: '5m',
    },
    production: {
      branch: 'main',
      deploy: 'on-promotion',
      trigger: 'release',
      hosts: ['todo.${DOMAIN}'],
      releaseName: 'todo',
    },
  },
  packaging: { kind: packaging },
  delivery: { kind: 'push', historyMax: 7 },
  ...changes,
});

export const pushedPlan = (
  packaging: PackagingPlan['kind'],
  changes: Readonly<Record<string, unknown>> = {},
): Plan => makePlan(parseConfig(pushedConfig(packaging, changes)));

// Stands in for helm: a history of "revision status way" lines, and words of FAIL that fail.
const helm = `
printf 'helm %s\\n' "$*" >>"$STATE/calls"
next() { echo "$(($(wc -l <"$STATE/history") + 1))"; }
supersede() { sed -i.bak "s/ deployed/ superseded/" "$STATE/history"; }
case "$1" in
  version) echo "\${HELM_VERSION-v4.2.4}+g0" ;;
  history)
    [[ \${FAIL-} != *history* && ! ( \${FAIL-} == *unreachable* && -e $STATE/gone ) ]] || \
{ echo 'Error: Kubernetes cluster unreachable' >&2; exit 1; }
    [[ -s $STATE/history ]] || { echo 'Error: release: not found' >&2; exit 1; }
    printf '['
    while read -r revision status way; do
      case "$way" in rollback) said="Rollback to 1" ;; *) said='Upgrade "todo" failed: \
{\\"status\\":\\"deployed\\"}' ;; esac
      printf '{"revision":%s,"updated":"2026-01-01T00:00:00Z","status":"%s","chart":"todo-1.0.0",\
"app_version":"1","description":"%s"},' "$revision" "$status" "$said"
    done <"$STATE/history"
    printf ']'
    ;;
  upgrade)
    case "$(tail -n 1 "$STATE/history")" in *pending-*) echo 'Error: UPGRADE FAILED: another operation \
(install/upgrade/rollback) is in progress' >&2; exit 1 ;; esac
    [[ \${FAIL-} != *refuse* ]] || { echo "Error: values don't meet the specifications of the schema" >&2; exit 1; }
    while (($# > 0)); do [[ $1 != --values ]] || cat "$2" >>"$STATE/values"; shift; done
    revision="$(next)"
    case "\${FAIL-}" in
      *unreachable*) : >"$STATE/gone"; exit 1 ;;
      *overtaken*) echo "$revision pending-upgrade" >>"$STATE/history"; exit 1 ;;
      *upgrade*) echo "$revision failed" >>"$STATE/history"; exit 1 ;;
    esac
    supersede
    echo "$revision deployed" >>"$STATE/history"
    ;;
  rollback)
    supersede
    [[ \${FAIL-} != *rollback* ]] || { echo "$(next) failed" >>"$STATE/history"; exit 1; }
    echo "$(next) deployed rollback" >>"$STATE/history"
    ;;
  lint | template) while (($# > 0)); do [[ $1 != --values ]] || cat "$2"; shift; done ;;
  *) exit 9 ;;
esac`;

// Stands in for kubectl: the objects that were applied, what was written down, and words of FAIL that fail.
const kubectl = `
printf 'kubectl %s\\n' "$*" >>"$STATE/calls"
file='' ; for word in "$@"; do case "$word" in --filename=*) file="\${word#--filename=}" ;; esac; done
case "$1 $2" in
  'config current-context') [[ -n \${CURRENT-here} ]] || { echo 'error: current-context is not set' >&2; \
exit 1; }; echo "\${CURRENT-here}" ;;
  'config get-contexts') [[ $3 == here || $3 == there ]] ;;
  'kustomize '*) [[ $2 == */secrets ]] || cat "$STATE/manifests" ;;
  'create secret') for word in "$@"; do case "$word" in --from-file=*) cp "\${word#*=}" "$STATE/made" ;; \
esac; done; echo 'record-of: it' ;;
  *) [[ " $* " == *' --context=here '* ]] || { echo "no context: $*" >&2; exit 9; } ;;
esac
case "$1 $2" in
  'apply '*)
    text="$(cat "\${file/#-/\\/dev\\/stdin}")"
    [[ \${FAIL-} != *namespace* || $text != *Namespace* ]] || exit 1
    [[ \${FAIL-} != *apply* || $text == *Namespace* || $text == *old* ]] || exit 1
    printf '%s\\n---\\n' "$text" >>"$STATE/applied"
    [[ $text != *record-of* ]] || cp "$STATE/made" "$STATE/record"
    ;;
  'annotate namespace') [[ \${FAIL-} != *annotate* ]]; printf '%s\\n' "$@" | grep = | grep -v '^--' | \
tr '=' ' ' >>"$STATE/notes" ;;
  'get namespace') for word in "$@"; do case "$word" in --output=jsonpath=*) key="\${word#*annotations.}" \
;; esac; done; sed -n "s,^\${key%\\}} ,,p" "$STATE/notes" | tail -n 1 | tr -d '\\n' ;;
  'rollout status')
    [[ \${FAIL-} != *rollout* || $(grep -c 'rollout status' "$STATE/calls") -gt 1 ]] || exit 1 ;;
  'get secret') case "$*" in
      *creationTimestamp*) [[ \${FAIL-} != *age* ]]; echo "\${SINCE-2026-01-01T00:00:00Z}" ;;
      *) [[ ! -f $STATE/record ]] || base64 <"$STATE/record" ;;
    esac ;;
  'get '*) sed -n 's/^name: //p' "$file" ;;
  'delete secret') sed -i.bak '$d' "$STATE/history" ;;
esac`;

// Stands in for curl: every address answers with 200, or with what the
// file codes says of its end; a stop arrives while it waits.
const curl = `
url="\${@: -1}"
printf 'curl %s\\n' "$url" >>"$STATE/calls"
if [[ \${FAIL-} == *stop* ]]; then kill -TERM "$PPID"; exec /bin/sleep 120; fi
code=200
while read -r end said; do [[ $url != *"$end" ]] || code="$said"; done <"$STATE/codes"
[[ \${FAIL-} != *smoke* ]] || code=503
printf '%s' "$code"
[[ $code != 000 ]] || { echo 'curl: (28) Operation timed out' >&2; exit 28; }`;

const sleep = `printf 'sleep %s\\n' "$1" >>"$STATE/calls"`;

/** Programs that stand in for those that reach a cluster; they write into the folder `STATE`. */
export const programs: Readonly<Record<string, string>> = { helm, kubectl, curl, sleep };

/** A repository of a plan with everything released, and a cluster that only remembers what it was told. */
export function aCluster(
  plan: Plan,
  { isReleased = true }: { readonly isReleased?: boolean } = {},
) {
  const folder = aFolder();
  const state = join(folder, 'state');
  for (const [file, text] of textsOf(plan)) {
    const path = join(folder, 'repository', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(
      path,
      isReleased && plan.environments.some(({ releaseFile }) => releaseFile === file)
        ? text.replaceAll('0'.repeat(64), 'a'.repeat(64))
        : text,
    );
  }
  mkdirSync(state);
  mkdirSync(join(folder, 'bin'));
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(join(folder, 'bin', name), `#!/usr/bin/env bash\nset -euo pipefail\n${body}\n`);
    chmodSync(join(folder, 'bin', name), 0o755);
  }
  const file = (name: string): string => join(state, name);
  const read = (name: string): string =>
    existsSync(file(name)) ? readFileSync(file(name), 'utf8') : '';
  const write = (name: string, text: string): void => {
    writeFileSync(file(name), text);
  };
  for (const name of ['history', 'notes', 'codes']) write(name, '');
  const deploy = (words: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
    for (const name of ['calls', 'values', 'applied']) write(name, '');
    const { status, stdout, stderr } = spawnSync(
      'bash',
      [join(folder, 'repository/scripts/deploy.sh'), ...words],
      {
        encoding: 'utf8',
        env: {
          PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
          STATE: state,
          DOMAIN: 'example.com',
          ...environment,
        },
      },
    );
    return {
      status,
      stdout,
      stderr,
      calls: read('calls').trim().split('\n'),
      history: read('history').trim().split('\n'),
      values: read('values'),
      applied: read('applied'),
    };
  };
  return { deploy, write, read };
}

/** Path and text of each file; rendered once for all clusters of a plan. */
function textsOf(plan: Plan): ReadonlyMap<string, string> {
  const known = rendered.get(plan);
  if (known !== undefined) return known;
  const texts = new Map(allFiles(plan).map((file) => [file.path, render(file)]));
  rendered.set(plan, texts);
  return texts;
}
const rendered = new WeakMap<Plan, ReadonlyMap<string, string>>();

/** Those of some calls that start with one of these. */
export const callsOf = (calls: readonly string[], ...starts: readonly string[]): string[] =>
  calls.filter((call) => starts.some((start) => call.startsWith(start)));
