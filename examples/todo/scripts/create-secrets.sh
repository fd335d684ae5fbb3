#!/usr/bin/env bash
# Generated from .projenrc.ts by create-gitops-service. Change the config and run: npx projen
# Creates the secrets of an environment in the cluster, and prompts without echo for every value that only you know.
#
#   scripts/create-secrets.sh <environment> [--context <name>]
#   scripts/create-secrets.sh <environment> --rotate <secret> [<key>] [--context <name>]
#
#   <environment>     one of: staging, production
#   --context <name>  the kubectl context to use instead of the current one
#
# Keeps existing values, so you can run it again at any time; --rotate replaces the value of a secret, or of one of its keys.
# A URL is updated with the password it contains, even if a run was interrupted in between; what you appended to it stays.
# Values are never printed, written to disk or passed as arguments: they go only through pipes. Without a terminal,
# answers are read from standard input, one <secret>/<key>=<value> per line.
set -euo pipefail
umask 077
export LC_ALL=C

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

usage() {
  sed -n '/^#   /s/^#   //p' "${BASH_SOURCE[0]}"
}

# misused <problem>: what was typed is not repeated, because it may be a secret.
misused() {
  printf 'error: %s\n' "$1" >&2
  usage >&2
  exit 2
}

environment=
context=
rotated_secret=
rotated_key=
has_rotated=false
namespace=
given=
# The last answer of the cluster.
found=

# The secret being built: its name and type, its labels as YAML, its keys as YAML, and the keys to report.
name=
type=
labels=
data=
said=

in_cluster() {
  kubectl --context "$context" "$@"
}

# look_up <what> <argument of get> ...: sets found to the answer of the cluster, or to nothing if the object does not exist.
# An object that cannot be read may exist, so a read error ends the run.
look_up() {
  local what=$1
  shift
  found=$(in_cluster get "$@" --ignore-not-found) || fail "cannot read $what, so it was not changed; see the kubectl error above, fix it, and try again"
}

# Looks up the value of a key, in base64.
look_up_value() {
  look_up "the secret $1 in $namespace" secret "$1" --namespace "$namespace" --output "jsonpath={.data.${2//./\\.}}"
}

is_rotated() {
  [[ $rotated_secret == "$1" && (-z $rotated_key || $rotated_key == "$2") ]]
}

# Succeeds if the value in the cluster is kept.
is_kept() {
  if is_rotated "$name" "$1"; then return 1; fi
  look_up_value "$name" "$1"
  [[ -n $found ]]
}

encoded() {
  base64 | tr -d '\n'
}

# Succeeds if a value came out of the base64 in found as it is: this shell drops NUL bytes, and line breaks at the end.
is_text() {
  [[ $(printf '%s' "$1" | encoded) == "$found" ]]
}

# Adds a key with its value in base64. In quotes, because YAML takes some keys for numbers or truth values.
put() {
  [[ -n $2 ]] || fail "$1 of $name is empty"
  data+="  '$1': $2"$'\n'
  said+=" $1"
  if is_rotated "$name" "$1"; then has_rotated=true; fi
}

# Prompts for a value, or takes it from standard input.
answer_to() {
  local question=$1 label=$2 value=
  if [[ -t 0 ]]; then
    printf '%s\n%s: ' "$question" "$label" >&2
    IFS= read -r -s value || true
    printf '\n' >&2
  else
    value=$(printf '%s' "$given" | sed -n "s|^${label//./\\.}=||p")
    value=${value%$'\r'}
    [[ $value != *$'\n'* ]] || fail "$label is given more than once"
  fi
  [[ -n $value ]] || fail "$label has no value: $question"
  printf '%s' "$value"
}

# Prints a quoted JSON string.
json() {
  local text=${1//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

# Prints percent-encoded text.
url_encoded() {
  local text=$1 character
  while [[ -n $text ]]; do
    character=${text:0:1}
    text=${text:1}
    case $character in
      [A-Za-z0-9._~-]) printf '%s' "$character" ;;
      *) printf '%%%02X' "$(($(printf '%d' "'$character") & 255))" ;;
    esac
  done
}

# The kinds of values: ask a person, generate, fixed, derived from another value, registry login.
ask() {
  local value
  is_kept "$1" && return
  value=$(answer_to "$2" "$name/$1")
  put "$1" "$(printf '%s' "$value" | encoded)"
}

random() {
  is_kept "$1" && return
  put "$1" "$(head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n' | encoded)"
}

fixed() {
  is_kept "$1" || put "$1" "$(printf '%s' "$2" | encoded)"
}

url_with() {
  local key=$1 secret=$2 secret_key=$3 before=$4 after=$5 password url there
  look_up_value "$secret" "$secret_key"
  password=$(printf '%s' "$found" | base64 --decode)
  [[ -n $password ]] || fail "$secret_key of $secret does not exist yet"
  is_text "$password" || fail "$secret_key of $secret has a line break at its end or a NUL byte, so no URL can contain it"
  url=$before$(url_encoded "$password")$after
  if is_kept "$key"; then
    there=$(printf '%s' "$found" | base64 --decode)
    if [[ $there != "$before"*"$after"* ]] || ! is_text "$there"; then
      printf '%s\n' "! $name: $key is kept, but it is not $before<$secret_key of $secret>$after; to replace it: --rotate $name $key" >&2
      return
    fi
    url+=${there##*"$after"}
    [[ $there != "$url" ]] || return 0
  fi
  put "$key" "$(printf '%s' "$url" | encoded)"
}

login() {
  local registry=$1 user password
  is_kept .dockerconfigjson && return
  user=$(answer_to "User that can pull images from $registry" "$name/username")
  password=$(answer_to "Token or password of that user; read access is enough" "$name/password")
  [[ $user$password != *[[:cntrl:]]* ]] || fail "$name/username or $name/password contains a control character"
  put .dockerconfigjson "$(printf '{"auths":{%s:{"username":%s,"password":%s}}}' "$(json "$registry")" "$(json "$user")" "$(json "$password")" | encoded)"
}

begin() {
  name=$1 type=$2 labels='' data='' said=''
}

labelled() {
  labels+="    $1: '$2'"$'\n'
}

manifest() {
  printf 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: %s\n  namespace: %s\n' "$name" "$namespace"
  [[ -z $labels ]] || printf '  labels:\n%s' "$labels"
  printf 'type: %s\ndata:\n%s' "$type" "$data"
}

# Creates a new secret, or adds the new keys to an existing one and keeps all others.
finish() {
  if [[ -z $data ]]; then
    printf '%s\n' "= $name: complete"
    return
  fi
  look_up "the secret $name in $namespace" secret "$name" --namespace "$namespace" --output name
  if [[ -n $found ]]; then
    manifest | in_cluster patch secret "$name" --namespace "$namespace" --type merge --patch-file /dev/stdin >/dev/null || not_written
  else
    manifest | in_cluster create --filename - >/dev/null || not_written
  fi
  printf '%s\n' "+ $name:$said"
}

not_written() {
  fail "cannot write secret $name in $namespace; see the kubectl error above, fix it, and run this again without --rotate: existing values are kept, and URLs with an old password get the new one"
}

# Every command names this context, so a context switch during the run has no effect.
choose_context() {
  command -v kubectl >/dev/null || fail 'kubectl is not installed: https://kubernetes.io/docs/tasks/tools/'
  if [[ -z $context ]]; then
    context=$(kubectl config current-context 2>/dev/null) || misused 'no current context is set; pass --context <name> (list them with: kubectl config get-contexts)'
  fi
  kubectl config get-contexts "$context" --output=name >/dev/null 2>&1 || misused 'the context does not exist (list them with: kubectl config get-contexts)'
  printf '%s\n' "==> context $context: secrets of $environment in namespace $namespace" >&2
}

in_namespace() {
  namespace=$1
  choose_context
  # This shell drops NUL bytes, so they are made visible first.
  [[ -t 0 ]] || given=$(tr '\000' '\001')
  [[ $given != *$'\001'* ]] || fail 'standard input contains a NUL byte'
  look_up "the namespace $namespace" namespace "$namespace" --output name
  [[ -n $found ]] || in_cluster create namespace "$namespace" || fail "cannot create namespace $namespace; see the kubectl error above"
}

make_staging() {
  in_namespace staging

  # Secret variables of todo-app. Used by todo-app-frontend, todo-app-backend, todo-app-notification, pubsub.
  begin app-secrets Opaque
  random BETTER_AUTH_SECRET
  ask FRONTEND_DATABASE_URL 'Direct URL of neon for the frontend: without -pooler in its host'
  ask OPENAI_API_KEY 'Value of OPENAI_API_KEY'
  ask DATABASE_URL 'Connection URL of neon, like postgresql://user:password@host:5432/database?sslmode=require'
  ask REDPANDA_BROKERS 'Addresses of the Kafka brokers, like host-1:9092,host-2:9092'
  ask REDPANDA_USERNAME 'SASL user of the brokers'
  ask REDPANDA_PASSWORD 'SASL password of that user'
  finish

  # Password of redis. Used by redis.
  begin redis-auth Opaque
  random REDIS_PASSWORD
  finish

  # Pulls images from ghcr.io. Used by todo-app-frontend, todo-app-backend, todo-app-mcp, todo-app-notification, todo-app-sse-gateway.
  begin ghcr-pull-secret kubernetes.io/dockerconfigjson
  login ghcr.io
  finish

  # Secret variables of todo-app. Used by todo-app-backend, todo-app-notification.
  begin todo-app-secrets Opaque
  url_with REDIS_URL redis-auth REDIS_PASSWORD redis://: @redis:6379
  finish
}

make_production() {
  in_namespace production

  # Secret variables of todo-app. Used by todo-app-frontend, todo-app-backend, todo-app-notification, pubsub, todo-app-alerts.
  begin app-secrets Opaque
  random BETTER_AUTH_SECRET
  ask FRONTEND_DATABASE_URL 'Direct URL of neon for the frontend: without -pooler in its host'
  ask OPENAI_API_KEY 'Value of OPENAI_API_KEY'
  ask DATABASE_URL 'Connection URL of neon, like postgresql://user:password@host:5432/database?sslmode=require'
  ask REDPANDA_BROKERS 'Addresses of the Kafka brokers, like host-1:9092,host-2:9092'
  ask REDPANDA_USERNAME 'SASL user of the brokers'
  ask REDPANDA_PASSWORD 'SASL password of that user'
  ask SLACK_WEBHOOK_URL 'Incoming webhook of Slack for #alerts-production'
  finish

  # Password of redis. Used by redis.
  begin redis-auth Opaque
  random REDIS_PASSWORD
  finish

  # Pulls images from ghcr.io. Used by todo-app-frontend, todo-app-backend, todo-app-mcp, todo-app-notification, todo-app-sse-gateway.
  begin ghcr-pull-secret kubernetes.io/dockerconfigjson
  login ghcr.io
  finish

  # Secret variables of todo-app. Used by todo-app-backend, todo-app-notification.
  begin todo-app-secrets Opaque
  url_with REDIS_URL redis-auth REDIS_PASSWORD redis://: @redis:6379
  finish
}

# Flags may come anywhere. The first positional argument is the environment, the second the key to rotate.
read_words() {
  while (($# > 0)); do
    case $1 in
      --context | --rotate)
        [[ -n ${2-} ]] || misused "$1 needs a name"
        if [[ $1 == --context ]]; then context=$2; else rotated_secret=$2; fi
        shift
        ;;
      -h | --help)
        usage
        exit 0
        ;;
      -*) misused 'unknown flag' ;;
      *)
        if [[ -z $environment ]]; then
          environment=$1
        elif [[ -n $rotated_secret && -z $rotated_key ]]; then
          rotated_key=$1
        else
          misused 'too many arguments; values never go on the command line'
        fi
        ;;
    esac
    shift
  done
  [[ -n $environment ]] || misused 'an environment is required'
}

main() {
  read_words "$@"
  case $environment in
    staging) make_staging ;;
    production) make_production ;;
    *) misused 'unknown environment' ;;
  esac
  [[ -z $rotated_secret || $has_rotated == true ]] || fail "$environment has no such secret${rotated_key:+ with such a key}: nothing was rotated"
}

main "$@"
