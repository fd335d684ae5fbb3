#!/usr/bin/env bash
# Generated from .projenrc.ts by create-gitops-service. Change the config and run: npx projen
# Deploys what git says about one environment to the cluster of the current context, waits until it runs,
# asks it whether it answers, and brings back what ran before if anything of that fails.
#
#   scripts/deploy.sh <environment>            deploy (staging, production)
#   scripts/deploy.sh <environment> --render   print the manifests, change nothing
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

environment=''
only_render=false
for word in "$@"; do
  case "${word}" in
    -h | --help)
      usage
      exit 0
      ;;
    --render) only_render=true ;;
    -*) fail 2 "unknown flag ${word}" "$(usage)" ;;
    *)
      [[ -z ${environment} ]] || fail 2 "one environment at a time, not \"${environment}\" and \"${word}\"" "$(usage)"
      environment="${word}"
      ;;
  esac
done

# What is different in each environment; workloads, tests and variables one a line.
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
    smoke_tests="https://staging.todo.\${DOMAIN}/health/ready"
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
    smoke_tests="https://todo.\${DOMAIN}/health/ready"
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

# Revision and status of everything that a release was, a line each, the newest first.
read_history() {
  local release="$1"
  if ! helm history "${release}" --namespace "${namespace}" --max 256 --output json >"${folder}/history.json" 2>"${folder}/history.txt"; then
    grep --quiet 'not found' "${folder}/history.txt" || fail 1 "helm cannot read the history of ${release}: $(<"${folder}/history.txt")"
    echo '[]' >"${folder}/history.json"
  fi
  history="$(tr '{' '\n' <"${folder}/history.json" | sed -n 's/^"revision":\([0-9]*\),.*"status":"\([a-z-]*\)".*/\1 \2/p' | sort -rn)"
}

# newest <status>: its newest revision, if there is one.
newest() {
  sed -n "s/^\([0-9]*\) $1\$/\1/p" <<<"${history}" | head -n 1
}

last_good() {
  local good
  good="$(newest deployed)"
  [[ -n ${good} ]] || good="$(newest superseded)"
  printf '%s' "${good}"
}

# roll_back <release> <revision>
roll_back() {
  helm rollback "$1" "$2" --namespace "${namespace}" --wait --timeout "${timeout}s" --history-max 10 >&2
}

# A Helm that was killed leaves its release pending, and every later one refuses. What is deployed is never uninstalled:
# the release goes back to the last revision that ran, or, if none ever did, the record of the attempt goes and the objects stay.
recover() {
  local release="$1" pending status good record since before
  read_history "${release}"
  read -r pending status <<<"${history}" || true
  [[ ${status} == pending-* ]] || return 0
  record="sh.helm.release.v1.${release}.v${pending}"
  since="$(kubectl get secret "${record}" --namespace="${namespace}" --output=jsonpath='{.metadata.creationTimestamp}')"
  before="$(($(date +%s) - timeout - 60))"
  # GNU and BSD say it differently.
  before="$(date -u -d "@${before}" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -r "${before}" +%Y-%m-%dT%H:%M:%SZ)"
  if [[ ${since} > ${before} ]]; then
    fail 3 "revision ${pending} of ${release} is ${status} since ${since}: somebody else deploys" "Wait for it. What is pending for more than ${timeout} seconds was killed, and the next run takes care of it."
  fi
  good="$(last_good)"
  if [[ -n ${good} ]]; then
    say "revision ${pending} of ${release} was killed on its way; going back to revision ${good} first"
    roll_back "${release}" "${good}"
  else
    say "the first installation of ${release} was killed on its way; its record goes, its objects stay and are taken over"
    kubectl delete secret "${record}" --namespace="${namespace}" >&2
  fi
  read_history "${release}"
}

# go_back <reason>: what ran before runs again, the last one first, and the deployment has failed all the same.
go_back() {
  local reason="$1" release good failed='' back=''
  while read -r release good; do
    [[ -n ${release} ]] || continue
    say "${reason}; ${release} goes back to revision ${good}"
    if roll_back "${release}" "${good}"; then back+=" revision ${good} of ${release}"; else failed+=" ${release}"; fi
  done <<<"${changed}"
  [[ -z ${failed} ]] || fail 1 "${reason}, and going back failed too:${failed}" "Look at: helm history <release> --namespace ${namespace}; kubectl get pods --namespace ${namespace}"
  [[ -n ${back} ]] || fail 1 "${reason}, and nothing ran before" "What was installed stays for a look: kubectl get pods --namespace ${namespace}"
  fail 1 "${reason};${back} runs again" "Look at: kubectl get events --namespace ${namespace} --field-selector type=Warning"
}

# upgrade <folder> <release> <file> ...: adds the release to those that changed, with the revision to go back to.
upgrade() {
  local chart="$1" release="$2" good on_failure=()
  read_values "$@"
  recover "${release}"
  good="$(last_good)"
  if [[ -n ${good} ]]; then
    # Helm 3 knows the same under an older name.
    case "$(helm version --short)" in
      v3.*) on_failure=(--atomic) ;;
      *) on_failure=(--rollback-on-failure) ;;
    esac
  fi
  # Without a revision to go back to, going back would be an uninstallation: the first one only waits.
  if ! helm upgrade --install "${release}" "${chart}" "${values[@]}" --namespace "${namespace}" --wait ${on_failure[@]+"${on_failure[@]}"} --timeout "${timeout}s" --history-max 10 >&2; then
    if [[ -n ${good} && -z ${changed} ]]; then
      fail 1 "the upgrade of ${release} failed; Helm went back to what ran before" "Look at: helm history ${release} --namespace ${namespace}; kubectl get events --namespace ${namespace} --field-selector type=Warning"
    fi
    go_back "the upgrade of ${release} failed"
  fi
  [[ -z ${good} ]] || changed="${release} ${good}"$'\n'"${changed}"
}

deploy() {
  local chart release files
  changed=''
  while read -r chart release files; do
    # shellcheck disable=SC2086 # paths of ours, without spaces
    upgrade "${chart}" "${release}" ${files}
  done <<<"${charts}"
  wait_for_workloads || go_back 'not every workload got ready in time'
  ask_hosts || go_back 'the smoke test failed'
}

# The namespace refuses pods that are not restricted from its first moment on.
make_namespace() {
  kubectl apply --server-side --field-manager=deploy-script --filename=- >&2 <<NAMESPACE
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
      deployment/* | statefulset/* | daemonset/*) kubectl rollout status --namespace="${namespace}" --timeout="${left}s" "${workload}" >&2 || return 1 ;;
      *) kubectl wait --namespace="${namespace}" --for=condition=Ready --timeout="${left}s" "${workload}" >&2 || return 1 ;;
    esac
  done <<<"${workloads}"
}

# A certificate or a name may take a while the first time, so it is asked again for up to three minutes.
ask_hosts() {
  local url
  while read -r url; do
    [[ -n ${url} ]] || continue
    url="$(substituted "${url}")"
    if ! curl --fail --silent --show-error --output /dev/null --max-time 15 --retry 17 --retry-delay 10 --retry-max-time 180 --retry-all-errors "${url}" >&2; then
      printf 'no good answer from %s\n' "${url}" >&2
      return 1
    fi
    say "${url} answers"
  done <<<"${smoke_tests}"
}

if [[ ${only_render} == true ]]; then
  render
  exit 0
fi

if grep --quiet 'sha256:0\{64\}' "${release_file}"; then
  fail 3 "${release_file} names an image that was never released" "Let CI build and release it first, or name one: npx gitops-service set-image ${environment} <component>=<tag>@sha256:<digest>"
fi
say "deploying ${environment} to namespace ${namespace}, context $(kubectl config current-context)"
make_namespace
deploy
say "${environment} runs what ${release_file} says"
