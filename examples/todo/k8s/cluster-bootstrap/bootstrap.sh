#!/usr/bin/env bash
# Generated from .projenrc.ts by create-gitops-service. Change the config and run: npx projen
# Creates the cluster hackathon-todo on DigitalOcean with everything that the service needs.
# Idempotent: keeps what exists, adds what is missing, and resumes an interrupted run.
#
#   k8s/cluster-bootstrap/bootstrap.sh [--dry-run]
#
#   --dry-run  print what would be done and change nothing
#
# Requires doctl (logged in), kubectl and helm 3 or 4. README.md in this folder explains each step.
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

# run <command> [<argument> ...]: prints the command, and runs it unless this is a dry run.
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

# check_version <name> <minimum major> <minimum minor> <output of its version command>
check_version() {
  local name="$1" major="$2" minor="$3"
  if ! [[ $4 =~ ([0-9]+)\.([0-9]+)\.[0-9]+ ]]; then
    problems+=("${name} does not report its version: is it the right program?")
  elif ((BASH_REMATCH[1] < major || (BASH_REMATCH[1] == major && BASH_REMATCH[2] < minor))); then
    problems+=("${name} ${BASH_REMATCH[0]} is too old: install ${major}.${minor} or newer")
  fi
}

# check_chart <chart> <version> [--repo <url>]
check_chart() {
  local chart="$1" version="$2"
  shift 2
  if ! helm show chart "${chart}" --version "${version}" "$@" >/dev/null; then
    problems+=("chart ${chart} ${version} cannot be read (see above): check the network and the version")
  fi
}

# Checks everything that can be checked before the first change, and reports all problems at once.
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

# fail <exit code> <problem> <next step>: 1 failed, 3 refused.
fail() {
  printf 'error: %s\n%s\n' "$2" "$3" >&2
  exit "$1"
}

# Prints region and status of each cluster of this name, one per line.
clusters() {
  doctl kubernetes cluster list --format Name,Region,Status --no-header | awk -v name="${cluster}" '$1 == name { print $2, $3 }'
}

cluster_status() {
  clusters | awk -v region="${region}" '$1 == region { print $2 }'
}

# Keeps an existing cluster unchanged, and waits for one that is still being created.
make_cluster() {
  local elsewhere='' status='' tries
  if [[ ${dry_run} == false ]]; then
    elsewhere="$(clusters)"
    status="$(cluster_status)"
  fi
  if [[ -z ${status} && -n ${elsewhere} ]]; then
    fail 3 "cluster ${cluster} already exists in ${elsewhere%% *}, but this script manages ${cluster} in ${region}; nothing was changed" "Correct infrastructure.region or infrastructure.cluster in the config."
  fi
  if [[ -z ${status} ]]; then
    run doctl kubernetes cluster create "${cluster}" --region "${region}" --version latest --node-pool "${node_pool}" --surge-upgrade --update-kubeconfig=false --wait
  else
    echo "  ${cluster} exists: ${status}"
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
    fail 1 "${cluster} is not running after ten minutes: it is ${status:-not in the list}" "For details, run: doctl kubernetes cluster get ${cluster}. When it is running, run this script again to continue."
  fi
  # The current context is left alone: every command names its own.
  run doctl kubernetes cluster kubeconfig save "${cluster}" --set-current-context=false
  on_cluster wait --for=condition=Ready nodes --all --timeout=10m
}

# A killed Helm leaves its release locked: a first installation is uninstalled, an upgrade is rolled back. The lock may also
# belong to a run that is still active on another machine, so wait as long as an installation may take.
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
    fail 1 "${release} is ${status}, and its age cannot be read (see above)" 'Run this script again when the cluster responds.'
  before="$(($(date +%s) - 660))"
  # GNU date, then BSD date.
  before="$(date -u -d "@${before}" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u -r "${before}" +%Y-%m-%dT%H:%M:%SZ)"
  if [[ ${since} > ${before} ]]; then
    fail 3 "${release} in ${namespace} has been ${status} since ${since}: somebody may be installing it right now" 'Ask who else runs this script, and wait. After eleven minutes, a pending release counts as killed: run this script again to continue.'
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

# make_password <namespace> <secret>: creates it once from random bytes, through a pipe.
make_password() {
  local namespace="$1" secret="$2"
  if [[ ${dry_run} == true ]]; then
    echo "  would create secret ${secret} in ${namespace} if it does not exist"
  elif [[ -n "$(kubectl --context "${context}" get secret "${secret}" --namespace "${namespace}" --ignore-not-found --output name)" ]]; then
    echo "  secret ${secret} exists"
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
  echo "${found:-<pending>}"
}

check

step 'Cluster: hackathon-todo'
make_cluster

step 'Namespaces, with their Pod Security level'
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
echo "The cluster is ready. Your current context has not changed. To use this cluster: kubectl config use-context ${context}"
echo 'Next:'
ip='<address of the load balancer>'
if [[ ${dry_run} == false ]]; then
  ip="$(address ingress-nginx service/ingress-nginx-controller '{.status.loadBalancer.ingress[0].ip}')"
fi
echo '  1. Create these DNS records:'
printf '       %s  A  %s\n' "staging.todo.\${DOMAIN}" "${ip}"
printf '       %s  A  %s\n' "todo.\${DOMAIN}" "${ip}"
echo '  2. Continue with docs/first-deploy.md: secrets, and the first deployment.'
echo '  3. Check before each first deployment: scripts/preflight.sh staging, scripts/preflight.sh production'
