#!/usr/bin/env bash
# Generated from .projenrc.ts by create-gitops-service. Change the config and run: npx projen
# Checks that a cluster has what an environment needs before its first deployment; changes nothing.
# Reads names and numbers only: of a secret its keys, never a value.
#
#   scripts/preflight.sh [--context <name>] <environment>
#
#   <environment>     one of: staging, production
#   --context <name>  the context of kubectl instead of the current one
#
# Exits with 0 when all is there, with 1 and a table of all that is not.
set -euo pipefail

kubectl=(kubectl)
environment=''
findings=()

usage() {
  sed -n '/^#   /s/^#   //p' "${BASH_SOURCE[0]}"
}

while (($# > 0)); do
  case "$1" in
    --context)
      kubectl+=(--context "${2:?--context needs the name of a context}")
      shift
      ;;
    -h | --help)
      usage
      exit 0
      ;;
    -*)
      echo "unknown option: $1" >&2
      usage >&2
      exit 2
      ;;
    *) environment="$1" ;;
  esac
  shift
done

# missing <what> <what to do>
missing() {
  findings+=("$1|$2")
}

# ask <argument> ...: what kubectl says; nothing when it cannot.
ask() {
  "${kubectl[@]}" "$@" 2>/dev/null || true
}

# need_kind <group/version> <kind> <who brings it>
need_kind() {
  if [[ "$(ask get --raw "/apis/$1")" != *"\"kind\":\"$2\""* ]]; then
    missing "kind $2 of $1" "$3"
  fi
}

need_metrics() {
  if [[ -z "$(ask get --raw /apis/metrics.k8s.io/v1beta1/nodes)" ]]; then
    missing 'metrics-server' 'install it: without it no HorizontalPodAutoscaler ever scales'
  fi
}

# need_operator <title> <label selector> ...: one of them is enough.
need_operator() {
  local title="$1" selector
  shift
  for selector in "$@"; do
    if [[ "$(ask get deployments,daemonsets --all-namespaces --selector "${selector}" --output 'jsonpath={.items[*].status.availableReplicas} {.items[*].status.numberAvailable}')" =~ [1-9] ]]; then
      return
    fi
  done
  missing "${title} does not run" "look at: kubectl get pods --all-namespaces --selector $1"
}

# need_object <resource> <namespace, or nothing> <name>
need_object() {
  local place=''
  if [[ -n $2 ]]; then
    place=" in $2"
  fi
  if [[ -z "$(ask get "$1" "$3" ${2:+--namespace "$2"} --output name)" ]]; then
    missing "$1 $3${place}" "make it, or name another in the config"
  fi
}

need_issuer() {
  if [[ "$(ask get clusterissuer "$1" --output 'jsonpath={.status.conditions[?(@.type=="Ready")].status}')" != True ]]; then
    missing "ClusterIssuer $1 is not ready" "look at: kubectl describe clusterissuer $1"
  fi
}

need_default_storage() {
  if [[ "$(ask get storageclass --output 'jsonpath={.items[*].metadata.annotations.storageclass\.kubernetes\.io/is-default-class}')" != *true* ]]; then
    missing 'a default StorageClass' 'mark one: kubectl annotate storageclass <name> storageclass.kubernetes.io/is-default-class=true'
  fi
}

# need_secret <name> <key> ...
need_secret() {
  local name="$1" keys key lacking=''
  shift
  if ! keys="$("${kubectl[@]}" get secret "${name}" --namespace "${namespace}" --output "go-template={{range \$key, \$value := .data}}{{\$key}}{{\"\n\"}}{{end}}" 2>/dev/null)"; then
    missing "secret ${name}" "make it in ${namespace}, with the keys: $*"
    return
  fi
  for key in "$@"; do
    if ! grep -Fxq -- "${key}" <<<"${keys}"; then
      lacking+=" ${key}"
    fi
  done
  if [[ -n ${lacking} ]]; then
    missing "secret ${name} lacks${lacking}" "add to it in ${namespace} what it lacks"
  fi
}

# need_room <millicores> <MiB> <nodes at most, or 0>: what this environment has already is not counted twice.
need_room() {
  local nodes pods short
  nodes="$(ask get nodes --output 'jsonpath={range .items[*]}{.spec.unschedulable}{"|"}{.status.allocatable.cpu}{"|"}{.status.allocatable.memory}{"\n"}{end}')"
  pods="$(ask get pods --all-namespaces --field-selector 'status.phase!=Succeeded,status.phase!=Failed' --output 'jsonpath={range .items[*]}{.metadata.namespace}{range .spec.containers[*]}{" "}{.resources.requests.cpu}{"|"}{.resources.requests.memory}{end}{"\n"}{end}')"
  short="$(awk -v cpu="$1" -v memory="$2" -v most="$3" -v own="${namespace}" '
    function millicores(quantity) {
      if (quantity ~ /m$/) return quantity + 0
      if (quantity ~ /u$/) return quantity / 1000
      if (quantity ~ /n$/) return quantity / 1000000
      return quantity * 1000
    }
    function mebibytes(quantity, unit) {
      unit = quantity
      gsub(/[0-9.]/, "", unit)
      return quantity * (unit == "Ki" ? 1 / 1024 : unit == "Mi" ? 1 : unit == "Gi" ? 1024 : unit == "Ti" ? 1048576 : unit == "k" ? 1000 / 1048576 : unit == "M" ? 1000000 / 1048576 : unit == "G" ? 1000000000 / 1048576 : unit == "m" ? 0.001 / 1048576 : 1 / 1048576)
    }
    function left(amount) { return amount > 0 ? int(amount) : 0 }
    /^--$/ { inside = 1; next }
    !inside && NF { split($0, part, "|"); if (part[1] != "true") { nodes++; room_cpu += millicores(part[2]); room_memory += mebibytes(part[3]) } next }
    inside && $1 != own { for (i = 2; i <= NF; i++) { split($i, part, "|"); used_cpu += millicores(part[1]); used_memory += mebibytes(part[2]) } }
    END {
      if (!nodes) { print "no node takes pods"; exit }
      if (most > nodes) { room_cpu *= most / nodes; room_memory *= most / nodes; nodes = most }
      free_cpu = left(room_cpu - used_cpu); free_memory = left(room_memory - used_memory)
      if (cpu > free_cpu) printf "%dm CPU, of which %d nodes have %dm left; ", cpu, nodes, free_cpu
      if (memory > free_memory) printf "%dMi of memory, of which %d nodes have %dMi left; ", memory, nodes, free_memory
    }
  ' <<<"${nodes}
--
${pods}")"
  if [[ -n ${short} ]]; then
    missing "room for ${short%; }" 'add nodes, take larger ones, or lower requests'
  fi
}

if ! command -v kubectl >/dev/null; then
  echo 'kubectl is missing: install it' >&2
  exit 2
fi
case "${environment}" in
  staging) namespace='staging' ;;
  production) namespace='production' ;;
  '')
    usage >&2
    exit 2
    ;;
  *)
    echo "there is no environment ${environment}; there are: staging, production" >&2
    exit 2
    ;;
esac
if ! answer="$("${kubectl[@]}" get --raw /readyz --request-timeout 10s 2>&1)"; then
  printf 'The cluster does not answer, so nothing can be checked: %s\nIs this the right context? kubectl config current-context\n' "${answer##*$'\n'}" >&2
  exit 1
fi

case "${environment}" in
  staging)
    need_kind dapr.io/v2alpha1 Subscription 'run k8s/cluster-bootstrap/bootstrap.sh'
    need_kind dapr.io/v1alpha1 Configuration 'run k8s/cluster-bootstrap/bootstrap.sh'
    need_kind dapr.io/v1alpha1 Component 'run k8s/cluster-bootstrap/bootstrap.sh'
    need_kind cert-manager.io/v1 Certificate 'run k8s/cluster-bootstrap/bootstrap.sh'
    need_operator Dapr app=dapr-operator
    need_operator cert-manager app.kubernetes.io/name=cert-manager
    need_object ingressclass '' nginx
    need_operator ingress-nginx app.kubernetes.io/name=ingress-nginx
    need_issuer letsencrypt-prod
    need_default_storage
    need_secret app-secrets BETTER_AUTH_SECRET FRONTEND_DATABASE_URL OPENAI_API_KEY DATABASE_URL REDPANDA_BROKERS REDPANDA_USERNAME REDPANDA_PASSWORD
    need_secret todo-app-secrets REDIS_URL
    need_secret redis-auth REDIS_PASSWORD
    need_secret ghcr-pull-secret .dockerconfigjson
    need_room 1650 2646 5
    ;;
  production)
    need_kind monitoring.coreos.com/v1 ServiceMonitor 'run k8s/cluster-bootstrap/bootstrap.sh'
    need_kind dapr.io/v2alpha1 Subscription 'run k8s/cluster-bootstrap/bootstrap.sh'
    need_kind dapr.io/v1alpha1 Configuration 'run k8s/cluster-bootstrap/bootstrap.sh'
    need_kind dapr.io/v1alpha1 Component 'run k8s/cluster-bootstrap/bootstrap.sh'
    need_kind cert-manager.io/v1 Certificate 'run k8s/cluster-bootstrap/bootstrap.sh'
    need_kind monitoring.coreos.com/v1 PrometheusRule 'run k8s/cluster-bootstrap/bootstrap.sh'
    need_kind monitoring.coreos.com/v1alpha1 AlertmanagerConfig 'run k8s/cluster-bootstrap/bootstrap.sh'
    need_metrics
    need_operator 'Prometheus operator' app=kube-prometheus-stack-operator app.kubernetes.io/name=prometheus-operator
    need_operator Dapr app=dapr-operator
    need_operator cert-manager app.kubernetes.io/name=cert-manager
    need_object ingressclass '' nginx
    need_operator ingress-nginx app.kubernetes.io/name=ingress-nginx
    need_issuer letsencrypt-prod
    need_default_storage
    need_secret app-secrets BETTER_AUTH_SECRET FRONTEND_DATABASE_URL OPENAI_API_KEY DATABASE_URL REDPANDA_BROKERS REDPANDA_USERNAME REDPANDA_PASSWORD SLACK_WEBHOOK_URL
    need_secret todo-app-secrets REDIS_URL
    need_secret redis-auth REDIS_PASSWORD
    need_secret ghcr-pull-secret .dockerconfigjson
    need_room 2900 3798 5
    ;;
  *) ;;
esac

if ((${#findings[@]} == 0)); then
  echo "Everything that ${environment} needs is there."
  exit
fi
echo "${environment} cannot be deployed yet: ${#findings[@]} finding(s)"
printf '%s\n' "${findings[@]}" | awk -F '|' '{ printf "  %s\n      %s\n", $1, $2 }'
exit 1
