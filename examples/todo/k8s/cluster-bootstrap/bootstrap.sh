#!/usr/bin/env bash
# Generated from .projenrc.ts by create-gitops-service. Change the config and run: npx projen
# Makes the cluster hackathon-todo on DigitalOcean with everything that the service needs in it.
# Run it again at any time: what stands already stays, what is missing is added, and a run
# that was broken off goes on where it stopped.
#
#   k8s/cluster-bootstrap/bootstrap.sh [--dry-run]
#
#   --dry-run  say what would be done, do nothing
#
# Needs doctl (logged in), kubectl and helm 3 or 4. README.md beside this script explains each step.
set -euo pipefail

readonly cluster=hackathon-todo
readonly region=nyc1
readonly context="do-${region}-${cluster}"
readonly node_pool='name=hackathon-todo-nodes;size=s-2vcpu-4gb;count=3;auto-scale=true;min-nodes=3;max-nodes=5'
dry_run=false
steps=0

usage() {
  sed -n '/^#   /s/^#   //p' "${BASH_SOURCE[0]}"
}

while (($# > 0)); do
  case "$1" in
    --dry-run) dry_run=true ;;
    -h | --help)
      usage
      exit 0
      ;;
    *)
      echo "unknown argument: $1" >&2
      usage >&2
      exit 2
      ;;
  esac
  shift
done

cd "$(dirname "${BASH_SOURCE[0]}")"

step() {
  steps=$((steps + 1))
  printf '\n[%s/13] %s\n' "${steps}" "$*"
}

# run <command> [<argument> ...]: says what it does, and does it unless this is a dry run.
run() {
  printf '  $'
  printf ' %q' "$@"
  printf '\n'
  if [[ ${dry_run} == false ]]; then
    "$@"
  fi
}

on_cluster() {
  run kubectl --context "${context}" "$@"
}

# newer_than <name> <least major> <least minor> <what its version command prints>
check_version() {
  local name="$1" major="$2" minor="$3"
  if ! [[ $4 =~ ([0-9]+)\.([0-9]+)\.[0-9]+ ]]; then
    problems+=("${name} does not say its version: is it the right program?")
  elif ((BASH_REMATCH[1] < major || (BASH_REMATCH[1] == major && BASH_REMATCH[2] < minor))); then
    problems+=("${name} ${BASH_REMATCH[0]} is too old: install ${major}.${minor} or newer")
  fi
}

# chart_exists <chart> <version> [--repo <url>]
check_chart() {
  local chart="$1" version="$2"
  shift 2
  if ! helm show chart "${chart}" --version "${version}" "$@" >/dev/null; then
    problems+=("chart ${chart} ${version} cannot be read (see above): is there a network, and that version?")
  fi
}

# Everything that can be known before the first change, all problems at once.
check() {
  local name problems=()
  for name in doctl kubectl helm; do
    if ! command -v "${name}" >/dev/null; then
      problems+=("${name} is missing: install it")
    fi
  done
  if ((${#problems[@]} == 0)); then
    check_version doctl 1 100 "$(doctl version)"
    check_version kubectl 1 28 "$(kubectl version --client)"
    check_version helm 3 14 "$(helm version --short)"
  fi
  if ((${#problems[@]} == 0)) && [[ ${dry_run} == false ]]; then
    if ! doctl account get >/dev/null; then
      problems+=('doctl is not logged in: run doctl auth init')
    fi
    check_chart metrics-server 3.13.0 --repo https://kubernetes-sigs.github.io/metrics-server
    check_chart ingress-nginx 4.14.0 --repo https://kubernetes.github.io/ingress-nginx
    check_chart cert-manager v1.21.1 --repo https://charts.jetstack.io
    check_chart dapr 1.18.3 --repo https://dapr.github.io/helm-charts
    check_chart kube-prometheus-stack 77.5.0 --repo https://prometheus-community.github.io/helm-charts
    check_chart loki 6.30.1 --repo https://grafana.github.io/helm-charts
    check_chart alloy 1.1.1 --repo https://grafana.github.io/helm-charts
  fi
  if ((${#problems[@]} > 0)); then
    echo 'Nothing was changed:' >&2
    printf '  %s\n' "${problems[@]}" >&2
    exit 1
  fi
}

# fail <exit code> <what is wrong> <what next>: 1 it went wrong, 3 refused.
fail() {
  printf 'error: %s\n%s\n' "$2" "$3" >&2
  exit "$1"
}

# Region and status of what has the name of the cluster, a line each.
clusters() {
  doctl kubernetes cluster list --format Name,Region,Status --no-header | awk -v name="${cluster}" '$1 == name { print $2, $3 }'
}

cluster_status() {
  clusters | awk -v region="${region}" '$1 == region { print $2 }'
}

# A cluster that is there is not changed; one that is still being made is waited for.
make_cluster() {
  local elsewhere='' status='' tries
  if [[ ${dry_run} == false ]]; then
    elsewhere="$(clusters)"
    status="$(cluster_status)"
  fi
  if [[ -z ${status} && -n ${elsewhere} ]]; then
    fail 3 "There is a cluster ${cluster} in ${elsewhere%% *} already, and this script is about ${cluster} in ${region}. Nothing was changed." "Set region or cluster of infrastructure in the config to the one that is meant."
  fi
  if [[ -z ${status} ]]; then
    run doctl kubernetes cluster create "${cluster}" --region "${region}" --version latest --node-pool "${node_pool}" --surge-upgrade --update-kubeconfig=false --wait
  else
    echo "  ${cluster} is there: ${status}"
  fi
  for ((tries = 0; tries < 60; tries++)); do
    if [[ ${dry_run} == true ]]; then
      break
    fi
    status="$(cluster_status || true)"
    if [[ ${status} =~ ^(running|degraded|upgrading)$ ]]; then
      break
    fi
    sleep "${BOOTSTRAP_PAUSE:-10}"
  done
  if ((tries == 60)); then
    fail 1 "${cluster} does not run after ten minutes: it is ${status:-not in the list}." "doctl kubernetes cluster get ${cluster} may say why. When it runs, run this again: it goes on here."
  fi
  # Whatever context is current stays it: every command names its own.
  run doctl kubernetes cluster kubeconfig save "${cluster}" --set-current-context=false
  on_cluster wait --for=condition=Ready nodes --all --timeout=10m
}

# A Helm that was killed leaves its release locked: one that never stood is taken away, another goes back to what stood.
# Who looks locked may also be at work, in another terminal or on another machine, for as long as an installation may take.
unlock() {
  local release="$1" namespace="$2" said status revision since before
  if [[ ${dry_run} == true ]]; then
    return
  fi
  said="$(helm status "${release}" --namespace "${namespace}" --kube-context "${context}" 2>/dev/null || true)"
  status="$(sed -n 's/^STATUS: //p' <<<"${said}")"
  revision="$(sed -n 's/^REVISION: //p' <<<"${said}")"
  if [[ ${status} != pending-* ]]; then
    return
  fi
  since="$(kubectl --context "${context}" get secret "sh.helm.release.v1.${release}.v${revision}" --namespace "${namespace}" --output jsonpath='{.metadata.creationTimestamp}')" ||
    fail 1 "${release} is ${status}, and it cannot be read since when (see above)." 'Run this again when the cluster answers.'
  before="$(($(date +%s) - 660))"
  # GNU and BSD say it differently.
  before="$(date -u -d "@${before}" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -r "${before}" +%Y-%m-%dT%H:%M:%SZ)"
  if [[ ${since} > ${before} ]]; then
    fail 3 "${release} in ${namespace} is ${status} since ${since}: somebody may be installing it right now." 'Ask who else runs this script, and wait. What is pending for more than eleven minutes was killed: then run this again, and it goes on here.'
  fi
  case "${status}" in
    pending-install) run helm uninstall "${release}" --namespace "${namespace}" --kube-context "${context}" --wait ;;
    *) run helm rollback "${release}" --namespace "${namespace}" --kube-context "${context}" --wait ;;
  esac
}

# install <release> <values> <namespace> <chart> <version> [--repo <url>]
install() {
  local release="$1" values="$2" namespace="$3" chart="$4" version="$5"
  shift 5
  unlock "${release}" "${namespace}"
  run helm upgrade --install "${release}" "${chart}" --version "${version}" "$@" \
    --namespace "${namespace}" --kube-context "${context}" --values "values/${values}.yaml" --wait --timeout 10m
}

apply() {
  on_cluster apply --server-side --force-conflicts "$@"
}

# make_password <namespace> <secret>: of random bytes, through a pipe, once.
make_password() {
  local namespace="$1" secret="$2"
  if [[ ${dry_run} == true ]]; then
    echo "  would make the secret ${secret} in ${namespace}, unless it is there"
  elif [[ -n "$(kubectl --context "${context}" get secret "${secret}" --namespace "${namespace}" --ignore-not-found --output name)" ]]; then
    echo "  secret ${secret} is there"
  else
    head -c 24 /dev/urandom | base64 | tr -d '\n' |
      kubectl --context "${context}" create secret generic "${secret}" --namespace "${namespace}" \
        --from-literal=admin-user=admin --from-file=admin-password=/dev/stdin
  fi
}

# address <namespace> <kind/name> <jsonpath>: waits for the load balancer.
address() {
  local found='' tries
  for ((tries = 0; tries < 30; tries++)); do
    found="$(kubectl --context "${context}" get "$2" --namespace "$1" --output "jsonpath=$3" || true)"
    if [[ -n ${found} ]]; then
      break
    fi
    sleep "${BOOTSTRAP_PAUSE:-10}"
  done
  echo "${found:-<not there yet>}"
}

check

step 'Cluster: hackathon-todo'
make_cluster

step 'Namespaces, with the pod security that each demands'
apply -f namespaces.yaml

step 'metrics-server 3.13.0'
install metrics-server metrics-server kube-system metrics-server 3.13.0 --repo https://kubernetes-sigs.github.io/metrics-server

step 'ingress-nginx 4.14.0'
install ingress-nginx ingress-nginx ingress-nginx ingress-nginx 4.14.0 --repo https://kubernetes.github.io/ingress-nginx

step 'cert-manager 1.21.1'
install cert-manager cert-manager cert-manager cert-manager v1.21.1 --repo https://charts.jetstack.io

step 'Certificate issuers'
apply -f cert-manager-issuers.yaml

step 'Dapr 1.18.3'
install dapr dapr dapr-system dapr 1.18.3 --repo https://dapr.github.io/helm-charts

step 'Password of Grafana'
make_password monitoring grafana-admin

step 'Prometheus, Alertmanager, Grafana 77.5.0'
install monitoring monitoring monitoring kube-prometheus-stack 77.5.0 --repo https://prometheus-community.github.io/helm-charts

step 'Alerts about nodes'
apply -f node-rules.yaml

step 'Loki 6.30.1'
install loki loki monitoring loki 6.30.1 --repo https://grafana.github.io/helm-charts

step 'Alloy 1.1.1'
install alloy alloy monitoring alloy 1.1.1 --repo https://grafana.github.io/helm-charts

step 'Sleep'
apply -f sleep.yaml

echo
echo "Everything stands. Your current context is what it was; to work with this cluster: kubectl config use-context ${context}"
echo 'Next:'
ip='<address of the load balancer>'
if [[ ${dry_run} == false ]]; then
  ip="$(address ingress-nginx service/ingress-nginx-controller '{.status.loadBalancer.ingress[0].ip}')"
fi
echo '  1. Make these DNS records:'
printf '       %s  A  %s\n' "staging.todo.\${DOMAIN}" "${ip}"
printf '       %s  A  %s\n' "todo.\${DOMAIN}" "${ip}"
echo '  2. Go on with docs/first-deploy.md: secrets, and the first deployment.'
echo '  3. Check before each first deployment: scripts/preflight.sh staging, scripts/preflight.sh production'
