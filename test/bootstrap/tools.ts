import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { infrastructureFiles } from '../../src/files/infrastructure/index.ts';
import { render } from '../../src/render/render.ts';
import type { Plan } from '../../src/plan/plan.ts';

// Stand in for the three tools: they write down what changes something, keep what was made, and refuse what FAIL names.
const preamble = `#!/usr/bin/env bash
set -euo pipefail
write() {
  printf '%s\\n' "$1" >>"$STATE/writes"
  [[ -z \${FAIL-} || $1 != *"$FAIL"* ]] || { echo 'it failed' >&2; exit 1; }
}
`;
const tools: Readonly<Record<string, string>> = {
  doctl: `case "$*" in
  version) echo 'doctl version 1.150.0-release' ;;
  'account get') [[ -z \${LOGGED_OUT-} ]] ;;
  'kubernetes cluster list'*) cat "$STATE/cluster" 2>/dev/null || true ;;
  'kubernetes cluster create'*) write "doctl $*"; echo "$4 nyc1 \${BECOMES-running}" >"$STATE/cluster" ;;
  'kubernetes cluster kubeconfig save'*' --set-current-context=false') write "doctl $*" ;;
  *) echo "unexpected: doctl $*" >&2; exit 9 ;;
esac`,
  kubectl: `if [[ $1 == version ]]; then echo 'Client Version: v1.36.1'; exit; fi
[[ $1 == --context && $2 == do-nyc1-todo ]] || { echo "without context: kubectl $*" >&2; exit 9; }
shift 2
case "$1" in
  get)
    case "$2" in
      secret) case "$*" in *creationTimestamp*) [[ -z \${AGE_UNKNOWN-} ]]; \
printf '%s' "\${SINCE-2026-01-01T00:00:00Z}"; exit ;; esac; if [[ -e $STATE/$3 ]]; then echo "secret/$3"; fi ;;
      *) printf 203.0.113.7 ;;
    esac ;;
  create) write "kubectl $*"; cat >"$STATE/$4" ;;
  apply)
    for word in "$@"; do case "$word" in *.yaml) [[ $word == https:* || -f $word ]] || \
{ echo "no file $word" >&2; exit 1; } ;; *) ;; esac; done
    write "kubectl $*" ;;
  wait | rollout) write "kubectl $*" ;;
  *) echo "unexpected: kubectl $*" >&2; exit 9 ;;
esac`,
  helm: `case "$1" in
  version) echo "\${HELM_VERSION-v4.2.4+g1}" ;;
  show) [[ $3 != "\${NO_CHART-}" ]] ;;
  status) if [[ -e $STATE/release-$2 ]]; then cat "$STATE/release-$2"; \
else echo 'Error: release: not found' >&2; exit 1; fi ;;
  uninstall) write "helm $*"; rm "$STATE/release-$2" ;;
  rollback) write "helm $*" ;;
  upgrade)
    [[ " $* " == *' --kube-context do-nyc1-todo '* ]] || { echo "without context: helm $*" >&2; exit 9; }
    [[ $* =~ --values\\ ([^ ]+) && -f \${BASH_REMATCH[1]} ]] || { echo 'no values' >&2; exit 1; }
    printf 'STATUS: pending-install\\nREVISION: 1\\n' >"$STATE/release-$3"
    write "helm $*"
    echo 'STATUS: deployed' >"$STATE/release-$3" ;;
  *) echo "unexpected: helm $*" >&2; exit 9 ;;
esac`,
};

/** A machine with the three tools, and the files of the bootstrap. */
export function aMachine(plan: Plan) {
  const folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  const state = join(folder, 'state');
  for (const path of [state, join(folder, 'bin')]) mkdirSync(path);
  for (const [name, body] of Object.entries(tools))
    writeFileSync(join(folder, 'bin', name), `${preamble}${body}\n`, { mode: 0o755 });
  for (const file of infrastructureFiles(plan)) {
    mkdirSync(dirname(join(folder, file.path)), { recursive: true });
    writeFileSync(join(folder, file.path), render(file));
  }
  const run = (
    words: readonly string[] = [],
    environment: Readonly<Record<string, string>> = {},
  ) => {
    rmSync(join(state, 'writes'), { force: true });
    const { status, stdout, stderr } = spawnSync(
      'bash',
      [join(folder, 'k8s/cluster-bootstrap/bootstrap.sh'), ...words],
      {
        encoding: 'utf8',
        cwd: folder,
        env: {
          PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
          STATE: state,
          BOOTSTRAP_PAUSE: '0',
          ...environment,
        },
      },
    );
    const writes = existsSync(join(state, 'writes'))
      ? readFileSync(join(state, 'writes'), 'utf8').trim().split('\n')
      : [];
    return { status, stdout, stderr, writes };
  };
  return {
    run,
    state,
    bin: join(folder, 'bin'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
