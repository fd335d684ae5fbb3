#!/usr/bin/env bash
# Generated from .projenrc.ts by create-gitops-service. Change the config and run: npx projen
# Deploys what git says about one environment to a cluster, waits until it runs, asks every component that has routes
# whether it answers, and brings back what ran before if anything of that fails.
#
#   scripts/deploy.sh <environment> [--context <name>]   deploy (staging, production), to the current context if none is named
#   scripts/deploy.sh <environment> --render             print the manifests, change nothing
#
# Needs helm kubectl curl, and in its environment the variables that the hosts name.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  sed -n '/^#   /s/^#   //p' "${BASH_SOURCE[0]}"
}

# fail <exit code> <what is wrong> [<what next>]: 1 it went wrong, 2 wrong use, 3 refused.
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
    -*) fail 2 "unknown flag $1" "$(usage)" ;;
    *)
      [[ -z ${environment} ]] || fail 2 "one environment at a time, not \"${environment}\" and \"$1\"" "$(usage)"
      environment="$1"
      ;;
  esac
  shift
done

# What is different in each environment; workloads, tests and variables one a line. A test wants readiness, or any answer of the component.
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
  '') fail 2 'no environment given' "$(usage)" ;;
  *) fail 2 "there is no environment \"${environment}\" (known: staging, production)" ;;
esac

for program in helm kubectl curl; do
  command -v "${program}" >/dev/null || fail 2 "${program} is not installed"
done

folder="$(mktemp -d)"
trap 'rm -rf -- "${folder}"' EXIT

# run <command> [<argument> ...]: as a child that is waited for, so that a signal is heard at once, and not when the command is done.
run() {
  "$@" &
  wait "$!"
}

# stopped <signal> <exit code>: says what runs, and the ways on and back; not into what the child is read from.
exec 3>&2
doing='before anything was changed'
stopped() {
  local child
  trap '' INT TERM HUP
  child="$(jobs -pr)"
  [[ -z ${child} ]] || kill -TERM "${child}" 2>/dev/null || true
  printf 'error: stopped by %s %s\nGo on, which deploys the same again and checks it: %s\n' "$1" "${doing}" "${again}" >&3
  ways_back >&3
  wait
  exit "$2"
}

# Every variable is set, to a name that may stand in a host and nowhere else.
check_variables() {
  local name missing=''
  while read -r name; do
    [[ -z ${name} || -n ${!name-} ]] || missing+=" ${name}"
  done <<<"${variables}"
  [[ -z ${missing} ]] || fail 2 "not set:${missing}" "The hosts of ${environment} name them. In CI they are variables of the GitHub environment ${environment}; here: export${missing}=<value>"
  while read -r name; do
    if [[ -n ${name} && ! ${!name} =~ ^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$ ]]; then
      fail 2 "${name} is no domain: use lower-case letters, digits, dashes and dots, like example.com"
    fi
  done <<<"${variables}"
}

# substituted <text>: the text with the value of exactly these variables in their places.
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

# read_values <folder> <release> <file> ...: sets values, the last file first in importance; copies, because they may hold variables.
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

# How this script upgrades and goes back. Git decides what a field is, also where something else has set it since, such as the
# CronJob that puts an environment to sleep. Helm 3 overwrites by itself; Helm 4 has to be told, and may only where it applies
# on the server, which it does not do by itself for a release that Helm 3 made.
read_flags() {
  flags=(--kube-context "${context}" --namespace "${namespace}" --wait --timeout "${timeout}s" --history-max 10)
  case "$(helm version --short)" in
    v3.*) ;;
    *) flags+=(--server-side=true --force-conflicts) ;;
  esac
}

# Revision, status and way of everything that a release was, a line each, the newest first.
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
  fail 1 "$1: $(<"${folder}/history.txt")" "When the cluster answers again: helm history $2 ${on/--context/--kube-context}; then ${again}"
}

# newest <status> <way>: its newest revision, if there is one.
newest() {
  sed -nE "s/^([0-9]+) ($1) ($2)\$/\1/p" <<<"${history}" | head -n 1
}

# write_down <release>=<revision> ...: which revision went well last, at the namespace; Helm itself only knows what got ready.
write_down() {
  kubectl annotate namespace "${namespace}" --context="${context}" --overwrite "${@/#/deploy-script/}" >&2 ||
    say "it cannot be written down that this went well ($*): should the next deployment fail, it goes back to what is written there"
}

# find_good <release>: sets good to the revision to go back to, or to none, and known to what is known about it. That is what
# went well last, or what was gone back to since; where nobody has written it down, or its record is gone, it is what runs.
find_good() {
  local passed
  passed="$(kubectl get namespace "${namespace}" --context="${context}" --output=jsonpath="{.metadata.annotations.deploy-script/$1}")" ||
    fail 1 "it cannot be read which revision of $1 went well" "kubectl says why above. Then: ${again}"
  [[ ${passed} =~ ^([0-9]+|none)$ ]] || passed=''
  good="$(sed -nE "s/^(${passed:-none} (deployed|superseded) .*|[0-9]+ (deployed|superseded) rollback)\$/\1/p" <<<"${history}" | head -n 1)"
  good="${good%% *}" known='which went well when it was deployed'
  [[ -z ${good} || ${good} == "${passed}" ]] || known='which an earlier rollback brought back'
  if [[ -z ${good} && ${passed} != none ]]; then
    good="$(newest deployed '.*')"
    [[ -n ${good} ]] || good="$(newest superseded '.*')"
    known='which nobody has checked'
  fi
  [[ -n ${good} ]] || good=none
}

# roll_back <release> <revision>
roll_back() {
  run helm rollback "$1" "$2" "${flags[@]}" >&2
}

# way_back <release> <revision>: the same for a person.
way_back() {
  printf '  helm rollback %s %s' "$1" "$2"
  printf ' %q' "${flags[@]}"
  printf '\n'
}

# What was begun, the last one first, each with the revision to go back to.
changed=''
ways_back() {
  local release revision rest
  while read -r release revision rest; do
    case "${revision}" in
      '') ;;
      none) printf 'Nothing of %s went well before, so there is nothing to go back to: it stays until the next deployment.\n' "${release}" ;;
      *) printf 'Go back to revision %s, %s:\n%s\n' "${revision}" "${rest}" "$(way_back "${release}" "${revision}")" ;;
    esac
  done <<<"${changed}"
}

# A Helm that was killed leaves its release pending, and every later one refuses. What is deployed is never uninstalled:
# the release goes back to what went well, or, if nothing ever did, the record of the attempt goes and the objects stay.
recover() {
  local release="$1" pending status record since before
  read_history "${release}" || history_unread "helm cannot read the history of ${release}, and nothing of it was changed" "${release}"
  read -r pending status _ <<<"${history}" || true
  [[ ${status} == pending-* ]] || return 0
  find_good "${release}"
  record="sh.helm.release.v1.${release}.v${pending}"
  since="$(kubectl get secret "${record}" --context="${context}" --namespace="${namespace}" --output=jsonpath='{.metadata.creationTimestamp}')" ||
    fail 1 "revision ${pending} of ${release} is ${status}, and it cannot be read since when" "kubectl says why above. What is pending for more than ${timeout} seconds was killed; then: ${again}"
  before="$(($(date +%s) - timeout - 60))"
  # GNU and BSD say it differently.
  before="$(date -u -d "@${before}" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -r "${before}" +%Y-%m-%dT%H:%M:%SZ)"
  if [[ ${since} > ${before} ]]; then
    fail 3 "revision ${pending} of ${release} is ${status} since ${since}: somebody else deploys" "Wait for it. What is pending for more than ${timeout} seconds was killed, and the next run takes care of it."
  fi
  if [[ ${good} != none ]]; then
    say "revision ${pending} of ${release} was killed on its way; going back to revision ${good} first, ${known}"
    doing="while ${release} went back to revision ${good}, because revision ${pending} had been killed on its way"
    roll_back "${release}" "${good}" || fail 1 "revision ${pending} of ${release} was killed on its way, and GOING BACK TO REVISION ${good} FAILED" "Helm says why above. Repair that, then this does both: ${again}
Or only go back:
$(way_back "${release}" "${good}")"
  else
    say "revision ${pending} of ${release} was killed on its way, and nothing went well before; its record goes, its objects stay and are taken over"
    kubectl delete secret "${record}" --context="${context}" --namespace="${namespace}" >&2 || fail 1 "the record of revision ${pending} of ${release} cannot be deleted" "kubectl says why above. Then: ${again}"
  fi
  read_history "${release}" || history_unread "helm cannot read the history of ${release}" "${release}"
}

# go_back <reason>: what went well before runs again, the last one first, and the deployment has failed all the same.
go_back() {
  local reason="$1" release revision rest failed='' back='' stays='' look="Look at: kubectl get events ${on} --field-selector type=Warning"
  while read -r release revision rest; do
    if [[ ${revision:-none} == none ]]; then
      stays+="${release:+ ${release}}"
      continue
    fi
    say "${reason}; ${release} goes back to revision ${revision}, ${rest}"
    doing="while ${release} went back to revision ${revision}, because ${reason}"
    if roll_back "${release}" "${revision}"; then back+="; ${release} went back to revision ${revision}, ${rest}"; else failed+=" ${release}"; fi
  done <<<"${changed}"
  [[ -z ${failed} ]] || fail 1 "${reason}, and GOING BACK FAILED:${failed}" "Nobody has checked what runs now: kubectl get pods ${on}
$(ways_back)"
  [[ -z ${stays} ]] || fail 1 "${reason}${back}; nothing went well before of${stays}, so that stays for a look" "kubectl get pods ${on}
${look}
Repair it, then: ${again}"
  fail 1 "${reason}${back}" "${look}"
}

# upgrade <folder> <release> <file> ...: adds the release to those that changed, with the revision to go back to.
upgrade() {
  local chart="$1" release="$2" unchanged="${changed}" before newer status
  read_values "$@"
  recover "${release}"
  # Whoever uninstalled a release made what is written about its revisions wrong.
  [[ -n ${history} ]] || write_down "${release}=none"
  find_good "${release}"
  before="${history%% *}"
  changed="${release} ${good} ${known}"$'\n'"${changed}"
  doing="while ${release} was upgraded: a part of it may run, and nobody has checked it"
  # Helm would go back by itself to whatever got ready last; here is known what also answered.
  run helm upgrade --install "${release}" "${chart}" "${values[@]}" "${flags[@]}" >&2 && return 0
  read_history "${release}" || history_unread "the upgrade of ${release} failed, and nobody knows what of it was done" "${release}"
  read -r newer status _ <<<"${history}" || true
  if [[ ${newer} == "${before}" ]]; then
    changed="${unchanged}"
    [[ -z ${changed} ]] || go_back "the upgrade of ${release} was refused before it began"
    fail 1 "the upgrade of ${release} was refused before it began: nothing was changed; ${before:+its newest revision is }${before:-it is not installed}, as before" "Helm says why above. Then: ${again}"
  fi
  [[ ${status} != pending-* ]] || fail 1 "the upgrade of ${release} failed, and its revision ${newer} is ${status}: somebody else deploys, or Helm was killed" "Wait $((timeout + 60)) seconds. What is pending then was killed, and this takes care of it: ${again}"
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

# One context from the first command to the last, whatever becomes current meanwhile.
choose_context() {
  local list='kubectl config get-contexts lists them.'
  if [[ -z ${context} ]]; then
    context="$(kubectl config current-context 2>/dev/null || true)"
    [[ -n ${context} ]] || fail 2 'no context is current, so nobody knows which cluster is meant' "Name one: scripts/deploy.sh ${environment} --context <name>; ${list}"
  fi
  kubectl config get-contexts "${context}" --output=name >/dev/null 2>&1 || fail 2 "there is no context \"${context}\"" "${list}"
}

# The namespace refuses pods that are not restricted from its first moment on.
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

# Waits for every workload; all of them together have the time of one deployment.
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

# answers <ready|any> <url>: any answer is one of the component; 5xx is what stands before a component says when there is none.
answers() {
  run curl --silent --show-error --output /dev/null --max-time 15 --write-out '%{http_code}' "$2" >"${folder}/code" 2>"${folder}/curl.txt" || true
  code="$(<"${folder}/code")"
  case "$1 ${code}" in
    'ready '[23]?? | 'any '[234]??) return 0 ;;
    *) return 1 ;;
  esac
}

# A certificate or a name may take a while the first time, so they are asked again: for three minutes, all together.
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

# What is deployed is tried from the inside and from the outside.
check() {
  doing="while the workloads got ready: ${release_file} is deployed, and nobody has checked it"
  wait_for_workloads || go_back 'not every workload got ready in time'
  doing="while the smoke test ran: ${release_file} is deployed, and nobody has seen it answer"
  ask_hosts || go_back 'the smoke test failed'
  doing="after everything had answered: ${release_file} is deployed and checked"
}

if [[ ${only_render} == true ]]; then
  render
  exit 0
fi

if grep --quiet 'sha256:0\{64\}' "${release_file}"; then
  fail 3 "${release_file} names an image that was never released" "Let CI build and release it first, or name one: npx gitops-service set-image ${environment} <component>=<tag>@sha256:<digest>"
fi
choose_context
again="scripts/deploy.sh ${environment} --context $(printf '%q' "${context}")"
on="--context $(printf '%q' "${context}") --namespace ${namespace}"
say "context ${context}: deploying ${environment} to namespace ${namespace}"
trap 'stopped SIGINT 130' INT
trap 'stopped SIGTERM 143' TERM
trap 'stopped SIGHUP 129' HUP
make_namespace || fail 1 "the namespace ${namespace} cannot be made; nothing was changed" "kubectl says why above. Is it the right cluster, and may you: kubectl auth can-i patch namespaces --context $(printf '%q' "${context}")"
deploy
say "${environment} runs what ${release_file} says"
