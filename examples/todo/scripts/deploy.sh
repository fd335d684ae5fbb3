#!/usr/bin/env bash
# Generated from .projenrc.ts by create-gitops-service. Change the config and run: npx projen
# Deploys an environment from git to a cluster, waits until it runs, sends a request to every component with routes,
# and rolls back to what ran before if any of this fails.
#
#   scripts/deploy.sh <environment> [--context <name>]   deploy (staging, production) to the given or current context
#   scripts/deploy.sh <environment> --render             print the manifests and change nothing
#
# Requires helm kubectl curl, and the variables that the hosts use as environment variables.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  sed -n '/^#   /s/^#   //p' "${BASH_SOURCE[0]}"
}

# fail <exit code> <problem> [<next step>]: 1 failed, 2 wrong usage, 3 refused.
fail() {
  printf 'error: %s\n' "$2" >&2
  [[ -z ${3-} ]] || printf '%s\n' "$3" >&2
  exit "$1"
}

say() {
  printf '==> %s\n' "$1" >&2
}

environment='' context='' only_render=false
while (($# > 0)); do
  case "$1" in
    -h | --help)
      usage
      exit 0
      ;;
    --render) only_render=true ;;
    --context)
      [[ -n ${2-} ]] || fail 2 '--context needs a name' "$(usage)"
      context="$2"
      shift
      ;;
    -*) fail 2 "unknown flag: $1" "$(usage)" ;;
    *)
      [[ -z ${environment} ]] || fail 2 "accepts one environment, received \"${environment}\" and \"$1\"" "$(usage)"
      environment="$1"
      ;;
  esac
  shift
done

# Settings of each environment; workloads, tests and variables one per line. A test expects readiness, or any answer of the component.
charts='' workloads='' smoke_tests='' variables=''
case "${environment}" in
  staging)
    namespace=staging timeout=300 release_file=chart/release-staging.yaml
    charts="chart todo-app-staging chart/values-staging.yaml chart/custom-staging.yaml chart/release-staging.yaml"
    workloads="deployment/todo-app-frontend
deployment/todo-app-backend
deployment/todo-app-mcp
deployment/todo-app-notification
deployment/todo-app-sse-gateway
deployment/redis"
    smoke_tests="ready https://staging.todo.\${DOMAIN}/health/ready
any https://staging.todo.\${DOMAIN}/api
any https://staging.todo.\${DOMAIN}/mcp
any https://staging.todo.\${DOMAIN}/sse"
    variables="DOMAIN"
    ;;
  production)
    namespace=production timeout=600 release_file=chart/release-production.yaml
    charts="chart todo-app chart/values-production.yaml chart/custom-production.yaml chart/release-production.yaml"
    workloads="deployment/todo-app-frontend
deployment/todo-app-backend
deployment/todo-app-mcp
deployment/todo-app-notification
deployment/todo-app-sse-gateway
deployment/redis"
    smoke_tests="ready https://todo.\${DOMAIN}/health/ready
any https://todo.\${DOMAIN}/api
any https://todo.\${DOMAIN}/mcp
any https://todo.\${DOMAIN}/sse"
    variables="DOMAIN"
    ;;
  '') fail 2 'an environment is required' "$(usage)" ;;
  *) fail 2 "unknown environment: \"${environment}\" (available: staging, production)" ;;
esac

for program in helm kubectl curl; do
  command -v "${program}" >/dev/null || fail 2 "${program} is not installed"
done

folder="$(mktemp -d)"
trap 'rm -rf -- "${folder}"' EXIT

# run <command> [<argument> ...]: waits for it as a child process, so a signal is handled immediately and not after the command.
run() {
  "$@" &
  wait "$!"
}

# stopped <signal> <exit code>: reports what runs and how to continue or go back, outside of any redirected output.
exec 3>&2
doing='before anything was changed'
stopped() {
  local child
  trap '' INT TERM HUP
  child="$(jobs -pr)"
  [[ -z ${child} ]] || kill -TERM "${child}" 2>/dev/null || true
  printf 'error: stopped by %s %s\nTo deploy the same again and check it: %s\n' "$1" "${doing}" "${again}" >&3
  ways_back >&3
  wait
  exit "$2"
}

# Checks that every variable is set to a valid part of a host name.
check_variables() {
  local name missing=''
  while read -r name; do
    [[ -z ${name} || -n ${!name-} ]] || missing+=" ${name}"
  done <<<"${variables}"
  [[ -z ${missing} ]] || fail 2 "not set:${missing}" "The hosts of ${environment} use them. In CI they are variables of the GitHub environment ${environment}; here: export${missing}=<value>"
  while read -r name; do
    if [[ -n ${name} && ! ${!name} =~ ^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$ ]]; then
      fail 2 "${name} is not a domain: use lower-case letters, digits, dashes and dots, such as example.com"
    fi
  done <<<"${variables}"
}

# substituted <text>: prints the text with exactly these variables replaced.
substituted() {
  local text="$1" name mark
  while read -r name; do
    [[ -n ${name} ]] || continue
    mark="\${${name}}"
    text="${text//"${mark}"/${!name}}"
  done <<<"${variables}"
  printf '%s\n' "${text}"
}

check_variables

# read_values <folder> <release> <file> ...: sets values; later files override earlier ones. Copies them, because they may contain variables.
read_values() {
  local chart="$1" release="$2" file copy
  shift 2
  values=()
  mkdir -p "${folder}/${release}"
  for file in "${chart}/values.yaml" "$@"; do
    copy="${folder}/${release}/${file##*/}"
    substituted "$(<"${file}")" >"${copy}"
    values+=(--values "${copy}")
  done
}

render() {
  local chart release files
  while read -r chart release files; do
    # shellcheck disable=SC2086 # paths of ours, without spaces
    read_values "${chart}" "${release}" ${files}
    helm lint "${chart}" --strict "${values[@]}" >&2
    echo '---'
    helm template "${release}" "${chart}" --namespace "${namespace}" "${values[@]}"
  done <<<"${charts}"
}

# Flags for upgrades and rollbacks. Git decides the value of a field, even if something else has set it since, such as the
# CronJob that puts an environment to sleep. Helm 3 overwrites it by default. Helm 4 needs --force-conflicts, which requires
# server-side apply, which it does not use by default for a release created by Helm 3.
read_flags() {
  flags=(--kube-context "${context}" --namespace "${namespace}" --wait --timeout "${timeout}s" --history-max 10)
  case "$(helm version --short)" in
    v3.*) ;;
    *) flags+=(--server-side=true --force-conflicts) ;;
  esac
}

# Sets history to revision, status and kind of every revision of a release, one per line, newest first.
read_history() {
  if ! helm history "$1" --kube-context "${context}" --namespace "${namespace}" --max 256 --output json >"${folder}/history.json" 2>"${folder}/history.txt"; then
    grep --quiet 'not found' "${folder}/history.txt" || return 1
    echo '[]' >"${folder}/history.json"
  fi
  history="$(tr '{' '\n' <"${folder}/history.json" | sed -nE \
    -e 's/^"revision":([0-9]+),.*"status":"([a-z-]+)".*"description":"Rollback to .*/\1 \2 rollback/p' \
    -e 's/^"revision":([0-9]+),.*"status":"([a-z-]+)".*/\1 \2 upgrade/p' | sort -rn)"
}

history_unread() {
  fail 1 "$1: $(<"${folder}/history.txt")" "When the cluster responds again: helm history $2 ${on/--context/--kube-context}; then ${again}"
}

# newest <status> <kind>: prints its newest revision, if any.
newest() {
  sed -nE "s/^([0-9]+) ($1) ($2)\$/\1/p" <<<"${history}" | head -n 1
}

# write_down <release>=<revision> ...: records the last good revision on the namespace; Helm itself only knows what became ready.
write_down() {
  kubectl annotate namespace "${namespace}" --context="${context}" --overwrite "${@/#/deploy-script/}" >&2 ||
    say "cannot record this deployment as good ($*): if the next one fails, it rolls back to the previous record"
}

# find_good <release>: sets good to the revision to roll back to, or to none, and known to what is known about it. That is the
# last good revision, or a later rollback; without a record, or if its revision is gone, it is what runs.
find_good() {
  local passed
  passed="$(kubectl get namespace "${namespace}" --context="${context}" --output=jsonpath="{.metadata.annotations.deploy-script/$1}")" ||
    fail 1 "cannot read the last good revision of $1" "See the kubectl error above. Then: ${again}"
  [[ ${passed} =~ ^([0-9]+|none)$ ]] || passed=''
  good="$(sed -nE "s/^(${passed:-none} (deployed|superseded) .*|[0-9]+ (deployed|superseded) rollback)\$/\1/p" <<<"${history}" | head -n 1)"
  good="${good%% *}" known='which passed its checks'
  [[ -z ${good} || ${good} == "${passed}" ]] || known='which an earlier rollback restored'
  if [[ -z ${good} && ${passed} != none ]]; then
    good="$(newest deployed '.*')"
    [[ -n ${good} ]] || good="$(newest superseded '.*')"
    known='which was not checked'
  fi
  [[ -n ${good} ]] || good=none
}

# roll_back <release> <revision>
roll_back() {
  run helm rollback "$1" "$2" "${flags[@]}" >&2
}

# way_back <release> <revision>: prints the same as a command to run manually.
way_back() {
  printf '  helm rollback %s %s' "$1" "$2"
  printf ' %q' "${flags[@]}"
  printf '\n'
}

# Releases that were changed, the last one first, each with the revision to roll back to.
changed=''
ways_back() {
  local release revision rest
  while read -r release revision rest; do
    case "${revision}" in
      '') ;;
      none) printf '%s has no good revision to roll back to: it stays until the next deployment.\n' "${release}" ;;
      *) printf 'Roll back to revision %s, %s:\n%s\n' "${revision}" "${rest}" "$(way_back "${release}" "${revision}")" ;;
    esac
  done <<<"${changed}"
}

# A killed Helm leaves its release pending, which blocks every later upgrade. Never uninstalls what is deployed: rolls back
# to the last good revision, or, if there is none, deletes the record of the attempt and keeps the objects.
recover() {
  local release="$1" pending status record since before
  read_history "${release}" || history_unread "helm cannot read the history of ${release}; it was not changed" "${release}"
  read -r pending status _ <<<"${history}" || true
  [[ ${status} == pending-* ]] || return 0
  find_good "${release}"
  record="sh.helm.release.v1.${release}.v${pending}"
  since="$(kubectl get secret "${record}" --context="${context}" --namespace="${namespace}" --output=jsonpath='{.metadata.creationTimestamp}')" ||
    fail 1 "revision ${pending} of ${release} is ${status}, and its age cannot be read" "See the kubectl error above. If it has been pending for more than ${timeout} seconds, it was killed; then: ${again}"
  before="$(($(date +%s) - timeout - 60))"
  # GNU date, then BSD date.
  before="$(date -u -d "@${before}" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -r "${before}" +%Y-%m-%dT%H:%M:%SZ)"
  if [[ ${since} > ${before} ]]; then
    fail 3 "revision ${pending} of ${release} has been ${status} since ${since}: somebody else deploys" "Wait for it. After ${timeout} seconds, a pending revision counts as killed, and the next run recovers from it."
  fi
  if [[ ${good} != none ]]; then
    say "revision ${pending} of ${release} was killed; rolling back to revision ${good} first, ${known}"
    doing="while ${release} was rolled back to revision ${good}, because revision ${pending} was killed"
    roll_back "${release}" "${good}" || fail 1 "revision ${pending} of ${release} was killed, and ROLLING BACK TO REVISION ${good} FAILED" "See the Helm error above. Fix it, then roll back and deploy: ${again}
Or only roll back:
$(way_back "${release}" "${good}")"
  else
    say "revision ${pending} of ${release} was killed, and there is no good revision; deleting its record and keeping its objects"
    kubectl delete secret "${record}" --context="${context}" --namespace="${namespace}" >&2 || fail 1 "cannot delete the record of revision ${pending} of ${release}" "See the kubectl error above. Then: ${again}"
  fi
  read_history "${release}" || history_unread "helm cannot read the history of ${release}" "${release}"
}

# go_back <reason>: rolls back to the last good revisions, the last one first, and fails the deployment.
go_back() {
  local reason="$1" release revision rest failed='' back='' stays='' look="Check: kubectl get events ${on} --field-selector type=Warning"
  while read -r release revision rest; do
    if [[ ${revision:-none} == none ]]; then
      stays+="${release:+ ${release}}"
      continue
    fi
    say "${reason}; rolling back ${release} to revision ${revision}, ${rest}"
    doing="while ${release} was rolled back to revision ${revision}, because ${reason}"
    if roll_back "${release}" "${revision}"; then back+="; ${release} was rolled back to revision ${revision}, ${rest}"; else failed+=" ${release}"; fi
  done <<<"${changed}"
  [[ -z ${failed} ]] || fail 1 "${reason}, and ROLLING BACK FAILED:${failed}" "What runs now is not checked: kubectl get pods ${on}
$(ways_back)"
  [[ -z ${stays} ]] || fail 1 "${reason}${back}; no good revision of${stays} to roll back to, so it was left for inspection" "kubectl get pods ${on}
${look}
Fix it, then: ${again}"
  fail 1 "${reason}${back}" "${look}"
}

# upgrade <folder> <release> <file> ...: also adds the release to those that changed, with the revision to roll back to.
upgrade() {
  local chart="$1" release="$2" unchanged="${changed}" before newer status
  read_values "$@"
  recover "${release}"
  # If the release was uninstalled, what is recorded about its revisions is wrong.
  [[ -n ${history} ]] || write_down "${release}=none"
  find_good "${release}"
  before="${history%% *}"
  changed="${release} ${good} ${known}"$'\n'"${changed}"
  doing="while ${release} was upgraded: part of it may run, and it is not checked"
  # Helm itself would roll back to the last revision that became ready; this script knows the last one that also answered.
  run helm upgrade --install "${release}" "${chart}" "${values[@]}" "${flags[@]}" >&2 && return 0
  read_history "${release}" || history_unread "the upgrade of ${release} failed, and it is unknown how much of it was applied" "${release}"
  read -r newer status _ <<<"${history}" || true
  if [[ ${newer} == "${before}" ]]; then
    changed="${unchanged}"
    [[ -z ${changed} ]] || go_back "the upgrade of ${release} was refused before it started"
    fail 1 "the upgrade of ${release} was refused before it started; nothing was changed: ${before:+its newest revision is still }${before:-it is not installed}" "See the Helm error above. Then: ${again}"
  fi
  [[ ${status} != pending-* ]] || fail 1 "the upgrade of ${release} failed, and its revision ${newer} is ${status}: somebody else deploys, or Helm was killed" "Wait $((timeout + 60)) seconds. If it is still pending, it was killed, and this recovers from it: ${again}"
  go_back "the upgrade of ${release} failed"
}

deploy() {
  local chart release files went_well=()
  read_flags
  while read -r chart release files; do
    # shellcheck disable=SC2086 # paths of ours, without spaces
    upgrade "${chart}" "${release}" ${files}
  done <<<"${charts}"
  check
  while read -r chart release files; do
    if read_history "${release}"; then went_well+=("${release}=$(newest deployed '.*')"); fi
  done <<<"${charts}"
  write_down "${went_well[@]-}"
}

# Every command names this context, so a context switch during the run has no effect.
choose_context() {
  local list='List the contexts with: kubectl config get-contexts'
  if [[ -z ${context} ]]; then
    context="$(kubectl config current-context 2>/dev/null || true)"
    [[ -n ${context} ]] || fail 2 'no current context is set' "Pass one: scripts/deploy.sh ${environment} --context <name>. ${list}"
  fi
  kubectl config get-contexts "${context}" --output=name >/dev/null 2>&1 || fail 2 "context \"${context}\" does not exist" "${list}"
}

# The namespace enforces the Pod Security level restricted from the start.
make_namespace() {
  kubectl apply --context="${context}" --server-side --field-manager=deploy-script --filename=- >&2 <<NAMESPACE
apiVersion: v1
kind: Namespace
metadata:
  name: ${namespace}
  labels:
    app.kubernetes.io/part-of: todo-app
    pod-security.kubernetes.io/enforce: restricted
NAMESPACE
}

# Waits for every workload; the timeout covers all of them together.
wait_for_workloads() {
  local workload deadline=$((SECONDS + timeout))
  while read -r workload; do
    [[ -n ${workload} ]] || continue
    local left=$((deadline - SECONDS))
    ((left > 0)) || left=1
    case "${workload}" in
      deployment/* | statefulset/* | daemonset/*) run kubectl rollout status --context="${context}" --namespace="${namespace}" --timeout="${left}s" "${workload}" >&2 || return 1 ;;
      *) run kubectl wait --context="${context}" --namespace="${namespace}" --for=condition=Ready --timeout="${left}s" "${workload}" >&2 || return 1 ;;
    esac
  done <<<"${workloads}"
}

# answers <ready|any> <url>: "any" accepts every answer except 5xx, which the proxy sends if the component is down.
answers() {
  run curl --silent --show-error --output /dev/null --max-time 15 --write-out '%{http_code}' "$2" >"${folder}/code" 2>"${folder}/curl.txt" || true
  code="$(<"${folder}/code")"
  case "$1 ${code}" in
    'ready '[23]?? | 'any '[234]??) return 0 ;;
    *) return 1 ;;
  esac
}

# Retries for three minutes in total, because a certificate or a DNS name may take a while the first time.
ask_hosts() {
  local wanted url code patience=18 deadline=$((SECONDS + 180))
  while read -r wanted url; do
    [[ -n ${url} ]] || continue
    url="$(substituted "${url}")"
    until answers "${wanted}" "${url}"; do
      patience=$((patience - 1))
      if ((patience < 0 || SECONDS >= deadline)); then
        printf 'no good answer from %s: %s %s\n' "${url}" "${code/#000/none}" "$(<"${folder}/curl.txt")" >&2
        return 1
      fi
      run sleep 10
    done
    say "${url} answers: ${code}"
  done <<<"${smoke_tests}"
}

# Checks the deployment from the inside and from the outside.
check() {
  doing="while waiting for the workloads: ${release_file} is deployed but not checked"
  wait_for_workloads || go_back 'not every workload became ready in time'
  doing="during the smoke test: ${release_file} is deployed but has not passed it"
  ask_hosts || go_back 'the smoke test failed'
  doing="after all checks passed: ${release_file} is deployed and checked"
}

if [[ ${only_render} == true ]]; then
  render
  exit 0
fi

if grep --quiet 'sha256:0\{64\}' "${release_file}"; then
  fail 3 "${release_file} contains an image that was never released" "Let CI build and release it first, or set one: npx gitops-service set-image ${environment} <component>=<tag>@sha256:<digest>"
fi
choose_context
again="scripts/deploy.sh ${environment} --context $(printf '%q' "${context}")"
on="--context $(printf '%q' "${context}") --namespace ${namespace}"
say "context ${context}: deploying ${environment} to namespace ${namespace}"
trap 'stopped SIGINT 130' INT
trap 'stopped SIGTERM 143' TERM
trap 'stopped SIGHUP 129' HUP
make_namespace || fail 1 "cannot create namespace ${namespace}; nothing was changed" "See the kubectl error above. Check the cluster and your permissions: kubectl auth can-i patch namespaces --context $(printf '%q' "${context}")"
deploy
say "${environment} runs the images in ${release_file}"
