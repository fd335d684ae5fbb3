#!/usr/bin/env bash
# Generated from .projenrc.ts by create-gitops-service. Change the config and run: npx projen
# usage: convert-secret.sh <environment> [<secret>...]
# Seals every <name>.secret.yaml of an environment into sealed-<name>.yaml beside it, for the namespace of the environment
# only, and lists the sealed files in kustomization.yaml there. With names, seals only those.
#
# Requires kubeseal; "npx gitops-service seal" does the same without it, and reseals only what has changed.
# Uses sealing-certificate.pem of the environment if it exists and needs no cluster then; otherwise contacts the controller
# of the current context.
set -euo pipefail
shopt -s nullglob
umask 077
export LC_ALL=C

controller_name='sealed-secrets-controller'
controller_namespace='kube-system'
scope='strict'

fail() {
  printf '%s\n' "convert-secret.sh: $*" >&2
  exit 1
}

# Goes to the folder of an environment, with its namespace and the secrets that it needs.
enter() {
  cd "$(dirname "${BASH_SOURCE[0]}")/.."
  case "$1" in
    dev)
      namespace='orders-dev'
      expected='registry-credentials'
      cd 'k8s/overlays/dev/secrets'
      ;;
    prod)
      namespace='orders-prod'
      expected='registry-credentials'
      cd 'k8s/overlays/prod/secrets'
      ;;
    *)
      printf '%s\n' 'usage: convert-secret.sh <environment> [<secret>...]' 'environments: dev, prod' >&2
      exit 2
      ;;
  esac
}

temporary=
trap 'if [[ -n $temporary ]]; then rm -f -- "$temporary"; fi' EXIT

# Prints the kubeseal flags that select the public key.
source_of_key() {
  if [[ -f sealing-certificate.pem ]]; then
    printf '%s\n' --cert sealing-certificate.pem
  else
    printf '%s\n' --controller-name "$controller_name" --controller-namespace "$controller_namespace"
  fi
}

# Prints only line numbers, because the lines may contain secrets.
lines_with() {
  grep -n -e "$1" -- "$2" | cut -d: -f1 | tr '\n' ' ' || true
}

check_plain() {
  local plain=$1 unfilled kinds
  unfilled=$(lines_with REPLACE_ME "$plain")
  [[ -z $unfilled ]] || fail "$plain still contains REPLACE_ME on line(s) $unfilled: fill in the value"
  kinds=$(sed -n 's/^kind:[[:space:]]*//p' "$plain" | tr -d "\"'" | sed 's/[[:space:]]*\(#.*\)\{0,1\}$//')
  [[ $kinds == Secret ]] || fail "$plain must hold exactly one object with the line \"kind: Secret\""
}

# The output of kubeseal has a fixed layout, whatever the plain file looks like.
field_of() {
  sed -n "/^metadata:/,/^spec:/s/^  $1: //p" "$2" | tr -d "\"'"
}

# Prints the keys of a sealed file.
keys_of() {
  sed -n "/^  encryptedData:/,/^  [a-z]/s/^    ['\"]\{0,1\}\([^'\": ]*\)['\"]\{0,1\}:.*/\1/p" "$1"
}

# A sealed value that only the file has would be lost with it.
check_kept() {
  local name=$1 key
  [[ -f sealed-$name.yaml ]] || return 0
  while IFS= read -r key; do
    grep -Fqx -e "$key" <<<"$2" ||
      fail "$name.secret.yaml has no $key, but sealed-$name.yaml has: add it, or delete sealed-$name.yaml first"
  done < <(keys_of "sealed-$name.yaml")
}

seal() {
  local name=$1 plain=$1.secret.yaml key=()
  if [[ ! -f $plain ]]; then
    # Any other name may be a secret that was typed by mistake.
    [[ " $expected " == *" $name "* ]] || fail "unknown secret; known: $expected"
    fail "$plain does not exist: copy $plain.example and fill it in"
  fi
  check_plain "$plain"
  while IFS= read -r word; do key+=("$word"); done < <(source_of_key)
  temporary=$(mktemp ./.sealed.XXXXXX)
  # Plain text goes only through a pipe; what reaches the disk is encrypted.
  kubeseal --format yaml --scope "$scope" --namespace "$namespace" "${key[@]}" <"$plain" >"$temporary" ||
    fail "kubeseal failed to seal $plain"
  [[ $(grep -c '^kind: SealedSecret$' "$temporary") == 1 ]] || fail "$plain must hold exactly one Secret"
  [[ $(field_of name "$temporary") == "$name" ]] ||
    fail "$plain holds a Secret named \"$(field_of name "$temporary")\": it must be named $name"
  [[ $(field_of namespace "$temporary") == "$namespace" ]] || fail "$plain has another namespace than $namespace"
  check_kept "$name" "$(keys_of "$temporary")"
  chmod 644 "$temporary"
  mv -- "$temporary" "sealed-$name.yaml"
  temporary=
  printf '%s\n' "sealed-$name.yaml"
}

# Lists the sealed files under resources: and keeps every other line unchanged.
list_sealed() {
  local sealed=(sealed-*.yaml)
  [[ -f kustomization.yaml ]] || fail 'kustomization.yaml does not exist: run npx projen'
  if grep -Eq '^resources:[[:space:]]*\[[[:space:]]*[^][:space:]]' kustomization.yaml; then
    fail 'kustomization.yaml: write resources: as a block list, one file per line'
  fi
  temporary=$(mktemp ./.sealed.XXXXXX)
  awk -v sealed="${sealed[*]-}" '
    function list(   count, names, i) {
      count = split(sealed, names, " ")
      if (count + kept == 0) { print "resources: []"; return }
      print "resources:"
      printf "%s", others
      for (i = 1; i <= count; i++) print "  - " names[i]
    }
    /^resources:/ { inside = 1; seen = 1; next }
    inside && /^[ ]*-[ ]+["\047]?(\.\/)?sealed-[^ ]*\.yaml["\047]?[ ]*(#.*)?$/ { next }
    inside && /^[ ]*-/ { sub(/^[ ]*/, "  "); kept++; others = others $0 "\n"; next }
    inside && /^[ ]+#/ { others = others $0 "\n"; next }
    inside { list(); inside = 0 }
    { print }
    END { if (inside || !seen) list() }
  ' kustomization.yaml >"$temporary"
  chmod 644 "$temporary"
  if cmp -s "$temporary" kustomization.yaml; then
    rm -f -- "$temporary"
  else
    mv -- "$temporary" kustomization.yaml
  fi
  temporary=
}

report_missing() {
  local name
  for name in $expected; do
    [[ -f sealed-$name.yaml ]] || printf '%s\n' "still missing: sealed-$name.yaml"
  done
}

main() {
  local plain name names=("${@:2}")
  enter "${1-}"
  command -v kubeseal >/dev/null || fail 'kubeseal is not installed: https://github.com/bitnami-labs/sealed-secrets/releases'
  if [[ ${#names[@]} -eq 0 ]]; then
    for plain in *.secret.yaml; do names+=("${plain%.secret.yaml}"); done
  fi
  [[ -n ${names[*]-} ]] || fail 'no *.secret.yaml found: copy a *.secret.yaml.example and fill it in'
  for name in "${names[@]}"; do seal "$name"; done
  list_sealed
  report_missing
}

main "$@"
