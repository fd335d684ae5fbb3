#!/usr/bin/env bash
# Generated from .projenrc.ts by create-gitops-service. Change the config and run: npx projen
# Restricts the plain secrets of this checkout to your user: folders 700, files 600.
# --check changes nothing and exits with 1 if others have access. Plain secrets tracked by git are always reported.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folders=(k8s/overlays/dev/secrets k8s/overlays/prod/secrets)
mode=fix
case "${1-}" in
  '') ;;
  --check) mode=check ;;
  *)
    printf 'usage: %s [--check]\n' "$0" >&2
    exit 2
    ;;
esac

findings=0

report() {
  printf '%s\n' "$*" >&2
  findings=$((findings + 1))
}

secure() {
  local permissions=$1 path=$2
  [[ -z $(find "$path" -prune -perm "$permissions") ]] || return 0
  if [[ $mode == check ]]; then
    report "other users can read $path: chmod $permissions $path"
  else
    chmod "$permissions" "$path"
    printf '%s\n' "$permissions $path"
  fi
}

# Files that may be public. Everything else in a secrets folder is a plain secret.
is_public() {
  case "${1##*/}" in
    sealed-*.yaml | kustomization.yaml | *.secret.yaml.example | convert-secret.sh | sealing-certificate.pem) return 0 ;;
  esac
  return 1
}

for folder in "${folders[@]}"; do
  [[ -d $folder ]] || continue
  if [[ -L $folder ]]; then
    report "$folder is a symbolic link, and links are not followed"
    continue
  fi
  plain=()
  while IFS= read -r path; do
    is_public "$path" || plain+=("$path")
  done < <(find "$folder" -type f)
  # A folder that holds nothing plain gives nobody anything to read.
  [[ $mode == check && ${#plain[@]} -eq 0 ]] || secure 700 "$folder"
  for path in ${plain[@]+"${plain[@]}"}; do
    secure 600 "$path"
  done
done

# Whether a repository is there, which git may refuse to read.
is_in_repository() {
  local folder=$PWD
  until [[ -e $folder/.git ]]; do
    [[ -n $folder ]] || return 1
    folder=${folder%/*}
  done
}

if is_in_repository; then
  if tracked="$(git ls-files -- "${folders[@]}" && git ls-files -- ':(glob)**/*.secret.yaml' ':(exclude)k8s/overlays/dev/secrets' ':(exclude)k8s/overlays/prod/secrets')"; then
    while IFS= read -r path; do
      [[ -z $path ]] || is_public "$path" ||
        report "git tracks $path: run git rm --cached -- $path, then rotate the values in it"
    done <<<"$tracked"
  else
    report 'cannot tell whether git tracks plain secrets: fix the git error above, then try again'
  fi
fi

[[ $findings -eq 0 ]]
