import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ciFiles } from './ci-files.ts';
import { render } from '../../src/render/render.ts';
import { paths } from '../../src/plan/paths.ts';
import type { Plan } from '../../src/plan/plan.ts';

// Stands in for gh: remembers what was created, so that a second run finds it, and writes down every write.
const gh = `#!/usr/bin/env bash
set -euo pipefail
[[ $1 == api ]] || { echo "unexpected: gh $*" >&2; exit 9; }
shift
method=GET path='' jq='' body='' fields=()
while (($# > 0)); do
  case "$1" in
    --silent | --paginate) ;;
    --method) method=$2; shift ;;
    --jq) jq=$2; shift ;;
    --input) body=$(cat); shift ;;
    --raw-field) fields+=("$2"); shift ;;
    *) path=$1 ;;
  esac
  shift
done
key=$STATE/\${path//[\\/]/_}
if [[ $method != GET ]]; then
  printf '%s %s %s%s\\n' "$method" "$path" "$body" "\${fields[*]-}" >>"$STATE/writes"
  [[ $path != \${FAIL-none} ]] || { echo 'HTTP 403' >&2; exit 1; }
  case "$path" in
    */rulesets) name=\${body#*'"name":"'}; echo "\${name%%'"'*}" >>"$key" ;;
    */deployment-branch-policies) echo "\${fields[1]#type=} \${fields[0]#name=}" >>"$key" ;;
    */actions/variables) touch "$key"_RELEASE_APP_CLIENT_ID ;;
    */environments/*) echo true >"$key"; [[ $path != */production || -z \${ALSO-} ]] || \
echo "$ALSO" >>"$key"_deployment-branch-policies ;;
  esac
  exit 0
fi
case "$path" in
  users/*) echo 11 ;;
  orgs/*) echo 22 ;;
  apps/*) [[ $jq == .id ]] && echo 33 || echo Iv1.abc ;;
  repos/*/todo) echo main ;;
  */deployment-branch-policies) kind=\${jq#*'== "'}; sed -n "s/^\${kind%%'"'*} //p" "$key" ;;
  */rulesets) wanted=\${jq#*'== "'}; grep -n -x -F -- "\${wanted%%'"'*}" "$key" | cut -d: -f1 ;;
  *) cat "$key" ;;
esac
`;

export function aGitHub(plan: Plan) {
  const folder = mkdtempSync(join(tmpdir(), 'gh-'));
  const state = join(folder, 'state');
  mkdirSync(state);
  writeFileSync(join(folder, 'gh'), gh);
  chmodSync(join(folder, 'gh'), 0o755);
  const spec = ciFiles(plan).find(({ path }) => path === paths.githubSetupScript);
  if (spec === undefined) throw new Error('no script');
  writeFileSync(join(folder, 'github-setup.sh'), render(spec));
  return (words: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
    rmSync(join(state, 'writes'), { force: true });
    const { status, stdout, stderr } = spawnSync(
      'bash',
      [join(folder, 'github-setup.sh'), ...words],
      {
        encoding: 'utf8',
        env: { PATH: `${folder}:${process.env['PATH'] ?? ''}`, STATE: state, ...environment },
      },
    );
    const writes = existsSync(join(state, 'writes'))
      ? readFileSync(join(state, 'writes'), 'utf8').trim().split('\n')
      : [];
    return { status, stdout, stderr, writes };
  };
}

export const requestsOf = (writes: readonly string[]): string[] =>
  writes.map((line) => line.split(' ').slice(0, 2).join(' '));
