#!/usr/bin/env bash
# Generated from .projenrc.ts by create-gitops-service. Change the config and run: npx projen
# Configures what GitHub keeps outside of git: environments with reviewers and
# deployment branches, variables and rulesets. Idempotent: run it again at any
# time to bring existing settings to the same state.
#
#   scripts/github-setup.sh [--dry-run] [--app <slug>]
#
#   --dry-run     print what would be changed and change nothing
#   --app <slug>  the GitHub App that pushes release commits to protected branches
#
# Requires the GitHub CLI (gh), logged in as an administrator of the repository.
set -euo pipefail
shopt -s inherit_errexit

readonly repository=acme/hackathon-todo
readonly required_check='Pull request'
dry_run=false
app=''
failures=0

usage() {
  sed -n '/^#   /s/^#   //p' "$0"
}

while (($# > 0)); do
  case "$1" in
    --dry-run) dry_run=true ;;
    --app)
      app="${2:?--app needs the slug of a GitHub App}"
      shift
      ;;
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

if ! command -v gh >/dev/null; then
  echo 'gh is not installed: install the GitHub CLI, then run: gh auth login' >&2
  exit 2
fi

# change <what> <method> <path> [<field> ...]: one API call; pass --input - to send a JSON body from stdin.
change() {
  local what="$1" method="$2" path="$3"
  shift 3
  if [[ ${dry_run} == true ]]; then
    echo "would set ${what}"
    return
  fi
  if gh api --silent --method "${method}" "${path}" "$@"; then
    echo "set ${what}"
  else
    echo "FAILED: ${what} (see above; private repositories need a paid plan for reviewers and rules)" >&2
    failures=$((failures + 1))
  fi
}

# reviewer <user | organisation/team>: prints its JSON for the environment.
reviewer() {
  local kind=User path="users/$1" id
  if [[ $1 == */* ]]; then
    kind=Team
    path="orgs/${1%%/*}/teams/${1#*/}"
  fi
  id="$(gh api "${path}" --jq .id)"
  printf '{"type":"%s","id":%s}' "${kind}" "${id}"
}

# lets_in <environment> <branch | tag> <patterns, one per line>: sets the refs that may deploy to it.
lets_in() {
  local name="$1" kind="$2" wanted="$3" path="repos/${repository}/environments/$1/deployment-branch-policies" known pattern
  known="$(gh api --paginate "${path}" --jq ".branch_policies[] | select((.type // \"branch\") == \"${kind}\") | .name" 2>/dev/null || true)"
  while read -r pattern; do
    if ! grep --quiet --fixed-strings --line-regexp -- "${pattern}" <<<"${known}"; then
      change "environment ${name}: deployments from ${pattern}" POST "${path}" --raw-field "name=${pattern}" --raw-field "type=${kind}"
    fi
  done <<<"${wanted}"
  while read -r pattern; do
    if [[ -n ${pattern} ]] && ! grep --quiet --fixed-strings --line-regexp -- "${pattern}" <<<"${wanted}"; then
      echo "environment ${name} also allows ${kind} ${pattern}: if it is not needed, remove it in the settings of the environment" >&2
    fi
  done <<<"${known}"
}

# environment <name> <branches, one per line> [<reviewer> ...]
environment() {
  local name="$1" branches="$2" reviewers='' path owner
  path="repos/${repository}/environments/${name}"
  shift 2
  for owner in "$@"; do
    reviewers+="${reviewers:+,}$(reviewer "${owner}")"
  done
  # If the config has no reviewers, reviewers added manually are kept.
  if (($# > 0)) || [[ "$(gh api "${path}" --jq .deployment_branch_policy.custom_branch_policies 2>/dev/null || true)" != true ]]; then
    change "environment ${name}" PUT "${path}" --input - <<JSON
{"reviewers":[${reviewers}],"deployment_branch_policy":{"protected_branches":false,"custom_branch_policies":true}}
JSON
  fi
  lets_in "${name}" branch "${branches}"
}

# variable <name> <value>
variable() {
  if gh api "repos/${repository}/actions/variables/$1" >/dev/null 2>&1; then
    change "variable $1" PATCH "repos/${repository}/actions/variables/$1" --raw-field "name=$1" --raw-field "value=$2"
  else
    change "variable $1" POST "repos/${repository}/actions/variables" --raw-field "name=$1" --raw-field "value=$2"
  fi
}

# ruleset <name> <target> <ref> <bypass actors, JSON> <rules, JSON>
ruleset() {
  local name="create-gitops-service: $1" target="$2" ref="$3" bypass="$4" rules="$5" id method=POST path="repos/${repository}/rulesets"
  id="$(gh api --paginate "${path}" --jq ".[] | select(.name == \"${name}\") | .id" 2>/dev/null | head -n 1 || true)"
  if [[ -n ${id} ]]; then
    method=PUT
    path+="/${id}"
  fi
  change "rules of ${target} $1" "${method}" "${path}" --input - <<JSON
{"name":"${name}","target":"${target}","enforcement":"active","conditions":{"ref_name":{"include":["${ref}"],"exclude":[]}},"bypass_actors":[${bypass}],"rules":[${rules}]}
JSON
}

# protect <branch> <app id, or nothing>: uses a ruleset, because only rulesets let an App bypass a required check.
protect() {
  local branch="$1" app_id="$2" bypass='' rules='{"type":"deletion"},{"type":"non_fast_forward"}'
  if [[ -n ${app_id} ]]; then
    bypass="{\"actor_id\":${app_id},\"actor_type\":\"Integration\",\"bypass_mode\":\"always\"}"
    rules+=',{"type":"pull_request","parameters":{"required_approving_review_count":1,"dismiss_stale_reviews_on_push":true,"require_code_owner_review":true,"require_last_push_approval":false,"required_review_thread_resolution":false}}'
    rules+=",{\"type\":\"required_status_checks\",\"parameters\":{\"strict_required_status_checks_policy\":false,\"required_status_checks\":[{\"context\":\"${required_check}\"}]}}"
  fi
  ruleset "${branch}" branch "refs/heads/${branch}" "${bypass}" "${rules}"
}

# protect_tags <pattern>: its creator chooses the commit, and thereby the workflow that may deploy releases.
# So only administrators (5) and maintainers (2) can create them, and nobody can move or delete them.
protect_tags() {
  ruleset "$1, creation" tag "refs/tags/$1" '{"actor_id":5,"actor_type":"RepositoryRole","bypass_mode":"always"},{"actor_id":2,"actor_type":"RepositoryRole","bypass_mode":"always"}' '{"type":"creation"}'
  ruleset "$1" tag "refs/tags/$1" '' '{"type":"update"},{"type":"deletion"}'
}

environment staging "$(printf '%s\n' main "$(gh api "repos/${repository}" --jq .default_branch)" | sort -u)"
environment production main acme/platform
lets_in production tag 'v*'

app_id=''
if [[ -n ${app} ]]; then
  app_id="$(gh api "apps/${app}" --jq .id)"
  variable RELEASE_APP_CLIENT_ID "$(gh api "apps/${app}" --jq .client_id)"
fi
protect main "${app_id}"
protect_tags 'v*'

cat <<'NEXT'

Set these secrets; gh prompts for each value, so none ends up in the shell history:
  gh secret set DIGITALOCEAN_ACCESS_TOKEN --repo acme/hackathon-todo --env staging
  gh secret set DIGITALOCEAN_ACCESS_TOKEN --repo acme/hackathon-todo --env production
Set these variables, which the hosts use:
  gh variable set DOMAIN --repo acme/hackathon-todo --env staging --body <value>
  gh variable set DOMAIN --repo acme/hackathon-todo --env production --body <value>
NEXT
if [[ -n ${app} ]]; then
  cat <<'NEXT'
  gh secret set RELEASE_APP_PRIVATE_KEY --repo acme/hackathon-todo --env staging <app.private-key.pem
  gh secret set RELEASE_APP_PRIVATE_KEY --repo acme/hackathon-todo --env production <app.private-key.pem
NEXT
else
  cat <<'NEXT'

Without --app, the branches are protected only against deletion and force pushes: rules
that require reviews and checks would reject the release commits of the workflows. For
full protection, create a GitHub App with read and write access to contents, install it
on this repository, and run this script again with --app <slug>.
NEXT
fi
if ((failures > 0)); then
  echo "${failures} setting(s) failed" >&2
  exit 1
fi
