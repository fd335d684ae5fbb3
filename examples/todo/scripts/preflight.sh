#!/usr/bin/env bash
# Generated from .projenrc.ts by create-gitops-service. Change the config and run: npx projen
# Checks that a cluster has what an environment needs before its first deployment. Changes nothing.
# Reads only names and numbers: the keys of a secret, never its values.
#
#   scripts/preflight.sh <environment> [--context <name>]
#
#   <environment>     one of: staging, production
#   --context <name>  the kubectl context to use instead of the current one
#
# Exits with 0 if nothing is missing, or with 1 and a list of everything that is missing or cannot be read.
set -euo pipefail

environment=''
context=''
findings=()

usage() {
  sed -n '/^#   /s/^#   //p' "${BASH_SOURCE[0]}"
}

# misused <problem>
misused() {
  printf 'error: %s\n' "$1" >&2
  usage >&2
  exit 2
}

while (($# > 0)); do
  case "$1" in
    --context)
      [[ -n ${2-} ]] || misused '--context needs a name'
      context="$2"
      shift
      ;;
    -h | --help)
      usage
      exit 0
      ;;
    -*) misused "unknown flag: $1" ;;
    *)
      [[ -z ${environment} ]] || misused "accepts one environment, received \"${environment}\" and \"$1\""
      environment="$1"
      ;;
  esac
  shift
done

# missing <what> <fix>
missing() {
  findings+=("$1" "$2")
}

# ask <what> <argument> ...: sets answer to the output of kubectl, or to nothing if the object does not exist. A read error
# is a finding of its own, and fails.
ask() {
  local what="$1"
  shift
  if answer="$("${kubectl[@]}" "$@" 2>"${errors}")"; then return; fi
  answer=''
  if grep -q -e '(NotFound)' -e "the server doesn't have a resource type" "${errors}"; then return; fi
  missing "${what} cannot be read" "kubectl says: $(tail -n 1 "${errors}")"
  return 1
}

# need_kind <group/version> <kind> <how to install it>
need_kind() {
  ask "kind $2 of $1" get --raw "/apis/$1" || return 0
  if [[ ${answer} != *"\"kind\":\"$2\""* ]]; then
    missing "kind $2 of $1" "$3"
  fi
}

need_metrics() {
  ask 'metrics-server' get --raw /apis/metrics.k8s.io/v1beta1/nodes || return 0
  if [[ -z ${answer} ]]; then
    missing 'metrics-server' 'install it: HorizontalPodAutoscalers do not scale without it'
  fi
}

# need_operator <title> <label selector> ...: one match is enough.
need_operator() {
  local title="$1" selector
  shift
  for selector in "$@"; do
    ask "${title}" get deployments,daemonsets --all-namespaces --selector "${selector}" --output 'jsonpath={.items[*].status.availableReplicas} {.items[*].status.numberAvailable}' || return 0
    if [[ ${answer} =~ [1-9] ]]; then
      return
    fi
  done
  missing "${title} is not running" "check: kubectl ${on} get pods --all-namespaces --selector $1"
}

# need_sidecars <fix>: a Dapr sidecar injector whose sidecars the Pod Security level restricted admits.
need_sidecars() {
  ask 'the Dapr sidecar injector' get deployments --all-namespaces --selector app=dapr-sidecar-injector --output 'jsonpath={.items[*].spec.template.spec.containers[*].env[?(@.name=="SIDECAR_DROP_ALL_CAPABILITIES")].value}' || return 0
  if [[ ${answer} != *true* ]]; then
    missing 'Dapr sidecar injector that drops all capabilities; without it, Pod Security rejects the pods' "$1"
  fi
}

# need_object <resource> <namespace, or nothing> <name>
need_object() {
  local place=''
  if [[ -n $2 ]]; then
    place=" in $2"
  fi
  ask "$1 $3${place}" get "$1" "$3" ${2:+--namespace "$2"} --output name || return 0
  if [[ -z ${answer} ]]; then
    missing "$1 $3${place}" "create it, or set another one in the config"
  fi
}

need_issuer() {
  ask "ClusterIssuer $1" get clusterissuer "$1" --output 'jsonpath={.status.conditions[?(@.type=="Ready")].status}' || return 0
  if [[ ${answer} != True ]]; then
    missing "ClusterIssuer $1 is not ready" "check: kubectl ${on} describe clusterissuer $1"
  fi
}

need_default_storage() {
  ask 'StorageClasses' get storageclass --output 'jsonpath={.items[*].metadata.annotations.storageclass\.kubernetes\.io/is-default-class}' || return 0
  if [[ ${answer} != *true* ]]; then
    missing 'a default StorageClass' "mark one as default: kubectl ${on} annotate storageclass <name> storageclass.kubernetes.io/is-default-class=true"
  fi
}

# need_secret <name> <key> ...
need_secret() {
  local name="$1" key lacking=''
  shift
  ask "secret ${name}" get secret "${name}" --namespace "${namespace}" --output "go-template={{range \$key, \$value := .data}}{{\$key}}{{\"\n\"}}{{end}}" || return 0
  if [[ -z ${answer} ]]; then
    missing "secret ${name}" "create it with the keys $*: scripts/create-secrets.sh ${environment} ${on}"
    return
  fi
  for key in "$@"; do
    if ! grep -Fxq -- "${key}" <<<"${answer}"; then
      lacking+=" ${key}"
    fi
  done
  if [[ -n ${lacking} ]]; then
    missing "secret ${name}, key(s)${lacking}" "add the missing key(s): scripts/create-secrets.sh ${environment} ${on}"
  fi
}

# need_room <millicores> <MiB> <maximum nodes, or 0>: does not count this environment's own pods twice.
need_room() {
  local nodes short
  ask 'node capacity' get nodes --output 'jsonpath={range .items[*]}{.spec.unschedulable}{"|"}{.status.allocatable.cpu}{"|"}{.status.allocatable.memory}{"\n"}{end}' || return 0
  nodes="${answer}"
  ask 'pod requests' get pods --all-namespaces --field-selector 'status.phase!=Succeeded,status.phase!=Failed' --output 'jsonpath={range .items[*]}{.metadata.namespace}{range .spec.containers[*]}{" "}{.resources.requests.cpu}{"|"}{.resources.requests.memory}{end}{"\n"}{end}' || return 0
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
      if (!nodes) { print "pods: no node is schedulable"; exit }
      if (most > nodes) { room_cpu *= most / nodes; room_memory *= most / nodes; nodes = most }
      free_cpu = left(room_cpu - used_cpu); free_memory = left(room_memory - used_memory)
      if (cpu > free_cpu) printf "%dm CPU (%dm free on %d nodes); ", cpu, free_cpu, nodes
      if (memory > free_memory) printf "%dMi memory (%dMi free on %d nodes); ", memory, free_memory, nodes
    }
  ' <<<"${nodes}
--
${answer}")"
  if [[ -n ${short} ]]; then
    missing "capacity for ${short%; }" 'add nodes, use larger nodes, or lower the requests'
  fi
}

case "${environment}" in
  staging) namespace='staging' ;;
  production) namespace='production' ;;
  '') misused 'an environment is required' ;;
  *) misused "unknown environment: \"${environment}\"" ;;
esac
if ! command -v kubectl >/dev/null; then
  echo 'error: kubectl is not installed: https://kubernetes.io/docs/tasks/tools/' >&2
  exit 2
fi
# Every command names this context, so a context switch during the run has no effect.
if [[ -z ${context} ]]; then
  context="$(kubectl config current-context 2>/dev/null)" || misused 'no current context is set; pass --context <name> (list them with: kubectl config get-contexts)'
fi
kubectl config get-contexts "${context}" --output=name >/dev/null 2>&1 || misused "context \"${context}\" does not exist (list them with: kubectl config get-contexts)"
echo "==> context ${context}: checking namespace ${namespace} for ${environment}" >&2
kubectl=(kubectl --context "${context}")
on="--context $(printf '%q' "${context}")"
if ! answer="$("${kubectl[@]}" get --raw /readyz --request-timeout 10s 2>&1)"; then
  printf 'error: the cluster is not reachable; nothing was checked: %s\nIs %s the right context? kubectl config get-contexts\n' "${answer##*$'\n'}" "${context}" >&2
  exit 1
fi
errors="$(mktemp)"
trap 'rm -f -- "${errors}"' EXIT

case "${environment}" in
  staging)
    need_kind dapr.io/v2alpha1 Subscription 'run k8s/cluster-bootstrap/bootstrap.sh'
    need_kind dapr.io/v1alpha1 Configuration 'run k8s/cluster-bootstrap/bootstrap.sh'
    need_kind dapr.io/v1alpha1 Component 'run k8s/cluster-bootstrap/bootstrap.sh'
    need_kind cert-manager.io/v1 Certificate 'run k8s/cluster-bootstrap/bootstrap.sh'
    need_operator Dapr app=dapr-operator
    need_operator cert-manager app.kubernetes.io/name=cert-manager
    need_sidecars 'run k8s/cluster-bootstrap/bootstrap.sh'
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
    need_sidecars 'run k8s/cluster-bootstrap/bootstrap.sh'
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
  echo "${environment} is ready for its first deployment."
  exit
fi
echo "${environment} is not ready: $((${#findings[@]} / 2)) finding(s)"
printf '  %s\n      %s\n' "${findings[@]}"
exit 1
