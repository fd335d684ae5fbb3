import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseConfig } from '../../src/config/parse.ts';
import { allFiles } from '../../src/files/index.ts';
import { render } from '../../src/files/render.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import type { Packaging, Plan } from '../../src/plan/plan.ts';
import { aFolder } from '../write/helpers.ts';

/** The config of a service that CI deploys: staging at each push, production at each release. */
export const pushedConfig = (packaging: Packaging, changes: Readonly<Record<string, unknown>> = {}): unknown => ({
  name: 'todo', repository: 'https://github.com/acme/todo',
  components: {
    api: { build: { context: 'api' }, routes: [{ path: '/' }], env: { ORIGIN: 'https://todo.${DOMAIN}', PRICE: '$5 & ${HOME}' } },
    worker: { build: { context: 'worker' }, routes: [] },
  },
  dataStores: { cache: { kind: 'redis' } },
  routing: { kind: 'istio', gateway: 'istio-system/public' },
  environments: {
    staging: { branch: 'main', deploy: 'on-push', hosts: ['staging.${DOMAIN}', 'www.staging.${DOMAIN}'], timeout: '5m' },
    production: { branch: 'main', deploy: 'on-promotion', trigger: 'release', hosts: ['todo.${DOMAIN}'], releaseName: 'todo' },
  },
  packaging: { kind: packaging },
  delivery: { kind: 'push', historyMax: 7 },
  ...changes,
});

export const pushedPlan = (packaging: Packaging, changes: Readonly<Record<string, unknown>> = {}): Plan => makePlan(parseConfig(pushedConfig(packaging, changes)));

// Stands in for helm: a history of "revision status" lines, and words of FAIL that fail.
const helm = `
printf 'helm %s\\n' "$*" >>"$STATE/calls"
set_status() { sed -i.bak "s/^$1 .*/$1 $2/" "$STATE/history"; }
next() { echo "$(($(wc -l <"$STATE/history") + 1))"; }
case "$1" in
  version) echo "\${HELM_VERSION-v4.2.4}+g0" ;;
  history)
    [[ \${FAIL-} != *history* ]] || { echo 'Error: Kubernetes cluster unreachable' >&2; exit 1; }
    [[ -s $STATE/history ]] || { echo 'Error: release: not found' >&2; exit 1; }
    printf '['
    while read -r revision status; do printf '{"revision":%s,"updated":"2026-01-01T00:00:00Z","status":"%s","chart":"todo-1.0.0"},' "$revision" "$status"; done <"$STATE/history"
    printf ']'
    ;;
  upgrade)
    case "$(tail -n 1 "$STATE/history")" in *pending-*) echo 'Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress' >&2; exit 1 ;; esac
    while (($# > 0)); do [[ $1 != --values ]] || cat "$2" >>"$STATE/values"; shift; done
    revision="$(next)"
    [[ \${FAIL-} != *upgrade* ]] || { echo "$revision failed" >>"$STATE/history"; exit 1; }
    sed -i.bak 's/ deployed$/ superseded/' "$STATE/history"
    echo "$revision deployed" >>"$STATE/history"
    ;;
  rollback)
    [[ \${FAIL-} != *rollback* ]] || exit 1
    sed -i.bak 's/ deployed$/ superseded/' "$STATE/history"
    echo "$(next) deployed" >>"$STATE/history"
    ;;
  lint | template) while (($# > 0)); do [[ $1 != --values ]] || cat "$2"; shift; done ;;
  *) exit 9 ;;
esac`;

// Stands in for kubectl: the objects that were applied, and words of FAIL that fail.
const kubectl = `
printf 'kubectl %s\\n' "$*" >>"$STATE/calls"
file='' ; for word in "$@"; do case "$word" in --filename=*) file="\${word#--filename=}" ;; esac; done
case "$1 $2" in
  'apply '*)
    text="$(cat "\${file/#-/\\/dev\\/stdin}")"
    [[ \${FAIL-} != *apply* || $text == *Namespace* || $text == *old* ]] || exit 1
    printf '%s\\n---\\n' "$text" >>"$STATE/applied"
    [[ $text != *record-of* ]] || cp "$STATE/made" "$STATE/record"
    ;;
  'config current-context') echo here ;;
  'kustomize '*) [[ $2 == */secrets ]] || cat "$STATE/manifests" ;;
  'rollout status')
    [[ \${FAIL-} != *rollout* || $(grep -c 'rollout status' "$STATE/calls") -gt 1 ]] || exit 1 ;;
  'get secret') case "$*" in
      *creationTimestamp*) echo "\${SINCE-2026-01-01T00:00:00Z}" ;;
      *) [[ ! -f $STATE/record ]] || base64 <"$STATE/record" ;;
    esac ;;
  'get '*) sed -n 's/^name: //p' "$file" ;;
  'create secret') for word in "$@"; do case "$word" in --from-file=*) cp "\${word#*=}" "$STATE/made" ;; esac; done; echo 'record-of: it' ;;
  'delete secret') : >"$STATE/history" ;;
  *) exit 9 ;;
esac`;

const curl = `
printf 'curl %s\\n' "\${@: -1}" >>"$STATE/calls"
[[ \${FAIL-} != *smoke* ]]`;

/** Programs that stand in for those that reach a cluster; they write into the folder `STATE`. */
export const programs: Readonly<Record<string, string>> = { helm, kubectl, curl };

/** A repository of a plan with everything released, and a cluster that only remembers what it was told. */
export function aCluster(plan: Plan, { isReleased = true }: { readonly isReleased?: boolean } = {}) {
  const folder = aFolder();
  const state = join(folder, 'state');
  for (const file of allFiles(plan)) {
    const path = join(folder, 'repository', file.path);
    mkdirSync(dirname(path), { recursive: true });
    const text = render(file);
    writeFileSync(path, isReleased && plan.environments.some(({ releaseFile }) => releaseFile === file.path) ? text.replaceAll('0'.repeat(64), 'a'.repeat(64)) : text);
  }
  mkdirSync(state);
  mkdirSync(join(folder, 'bin'));
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(join(folder, 'bin', name), `#!/usr/bin/env bash\nset -euo pipefail\n${body}\n`);
    chmodSync(join(folder, 'bin', name), 0o755);
  }
  const file = (name: string): string => join(state, name);
  const read = (name: string): string => (existsSync(file(name)) ? readFileSync(file(name), 'utf8') : '');
  const write = (name: string, text: string): void => { writeFileSync(file(name), text); };
  write('history', '');
  const deploy = (words: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
    for (const name of ['calls', 'values', 'applied']) write(name, '');
    const { status, stdout, stderr } = spawnSync('bash', [join(folder, 'repository/scripts/deploy.sh'), ...words], {
      encoding: 'utf8', env: { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, STATE: state, DOMAIN: 'example.com', ...environment },
    });
    return { status, stdout, stderr, calls: read('calls').trim().split('\n'), history: read('history').trim().split('\n'), values: read('values'), applied: read('applied') };
  };
  return { deploy, write, read };
}
