#!/usr/bin/env bash
# Generated from .projenrc.ts by create-gitops-service. Change the config and run: npx projen
# Makes the secrets of an environment in the cluster, and asks for every value that only you know, without showing it.
#
#   scripts/create-secrets.sh <environment> [--context <context>]
#   scripts/create-secrets.sh <environment> --rotate <secret> [<key>] [--context <context>]
#
# What is there already is kept, so it can be run again at any time; --rotate gives a secret, or one key of it, a new value.
# No value is printed, written to disk or passed as an argument: they travel through pipes alone. Without a terminal the
# answers are read from standard input, one <secret>/<key>=<value> in each line.
set -euo pipefail
umask 077
export LC_ALL=C

fail() {
  printf '%s\n' "create-secrets.sh: $*" >&2
  exit 1
}

usage() {
  printf '%s\n' "usage: $0 <environment> [--rotate <secret> [<key>]] [--context <context>]" 'environments: staging, production' >&2
  exit 2
}

cluster=(kubectl)
environment=
rotated_secret=
rotated_key=
namespace=
given=
# What was rotated in this run, one <secret>/<key> in each line: URLs that hold it follow.
rotated=

# The secret in the making: its name and type, its labels as YAML, its keys as YAML, and what was said about it.
name=
type=
labels=
data=
said=

# The value of a key in the cluster, in base64; nothing when it is not there.
encoded_in_cluster() {
  "${cluster[@]}" get secret "$1" --namespace "$namespace" --ignore-not-found --output "jsonpath={.data.${2//./\\.}}"
}

is_rotated() {
  [[ $rotated_secret == "$1" && (-z $rotated_key || $rotated_key == "$2") ]]
}

# Whether the value in the cluster stays.
is_kept() {
  ! is_rotated "$name" "$1" && [[ -n $(encoded_in_cluster "$name" "$1") ]]
}

encoded() {
  base64 | tr -d '\n'
}

# Adds a key with its value in base64.
put() {
  [[ -n $2 ]] || fail "$1 of $name is empty"
  data+="  $1: $2"$'\n'
  said+=" $1"
  rotated+="$name/$1"$'\n'
}

# Asks for a value, or takes it from what came on standard input.
answer_to() {
  local question=$1 label=$2 value=
  if [[ -t 0 ]]; then
    printf '%s\n%s: ' "$question" "$label" >&2
    IFS= read -r -s value || true
    printf '\n' >&2
  else
    value=$(printf '%s' "$given" | sed -n "s|^${label//./\\.}=||p" | head -n 1)
  fi
  [[ -n $value ]] || fail "$label has no value: $question"
  printf '%s' "$value"
}

# As a value of JSON, in quotes.
json() {
  local text=${1//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

# As a part of a URL.
url_encoded() {
  local text=$1 character
  while [[ -n $text ]]; do
    character=${text:0:1}
    text=${text:1}
    case $character in
      [A-Za-z0-9._~-]) printf '%s' "$character" ;;
      *) printf '%%%02X' "'$character" ;;
    esac
  done
}

# The kinds of values: only a person knows it, anything long serves, it is known, it is made of another one, a registry's login.
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
  local key=$1 secret=$2 secret_key=$3 before=$4 after=$5 password
  if is_kept "$key" && [[ $rotated != *"$secret/$secret_key"$'\n'* ]]; then return; fi
  password=$(encoded_in_cluster "$secret" "$secret_key" | base64 --decode)
  [[ -n $password ]] || fail "$secret_key of $secret is not there yet"
  put "$key" "$(printf '%s' "$before$(url_encoded "$password")$after" | encoded)"
}

login() {
  local registry=$1 user password
  is_kept .dockerconfigjson && return
  user=$(answer_to "User that may pull images from $registry" "$name/username")
  password=$(answer_to "Token or password of that user; it needs to read and nothing else" "$name/password")
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

# A new secret is created, one that is there gets its new keys and keeps all others.
finish() {
  if [[ -z $data ]]; then
    printf '%s\n' "= $name: complete"
    return
  fi
  if [[ -n $("${cluster[@]}" get secret "$name" --namespace "$namespace" --ignore-not-found --output name) ]]; then
    manifest | "${cluster[@]}" patch secret "$name" --namespace "$namespace" --type merge --patch-file /dev/stdin >/dev/null
  else
    manifest | "${cluster[@]}" create --filename - >/dev/null
  fi
  printf '%s\n' "+ $name:$said"
}

in_namespace() {
  namespace=$1
  [[ -n $("${cluster[@]}" get namespace "$namespace" --ignore-not-found --output name) ]] || "${cluster[@]}" create namespace "$namespace"
}

make_staging() {
  in_namespace staging

  # Secret variables of todo-app. Used by todo-app-frontend, todo-app-backend, todo-app-notification, pubsub.
  begin app-secrets Opaque
  random BETTER_AUTH_SECRET
  ask FRONTEND_DATABASE_URL 'Connection URL of neon, like postgresql://user:password@host:5432/database?sslmode=require'
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
  ask FRONTEND_DATABASE_URL 'Connection URL of neon, like postgresql://user:password@host:5432/database?sslmode=require'
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

main() {
  [[ $# -gt 0 ]] || usage
  environment=$1
  shift
  while [[ $# -gt 0 ]]; do
    case $1 in
      --context)
        [[ $# -gt 1 ]] || usage
        cluster=(kubectl --context "$2")
        shift 2
        ;;
      --rotate)
        [[ $# -gt 1 ]] || usage
        rotated_secret=$2
        shift 2
        if [[ $# -gt 0 && $1 != --* ]]; then
          rotated_key=$1
          shift
        fi
        ;;
      *) usage ;;
    esac
  done
  command -v kubectl >/dev/null || fail 'kubectl is not installed: https://kubernetes.io/docs/tasks/tools/'
  [[ -t 0 ]] || given=$(cat)
  case $environment in
    staging) make_staging ;;
    production) make_production ;;
    *) usage ;;
  esac
  [[ -z $rotated_secret || $'\n'$rotated == *$'\n'"$rotated_secret/"* ]] || fail "there is no secret $rotated_secret${rotated_key:+ with the key $rotated_key} in $environment: nothing was rotated"
}

main "$@"
