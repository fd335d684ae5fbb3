#!/usr/bin/env bash
# Generated from .projenrc.ts by create-gitops-service. Change the config and run: npx projen
# Seals the secrets of prod, which are in this folder: scripts/convert-secret.sh prod.
set -euo pipefail
exec "$(dirname "${BASH_SOURCE[0]}")/../../../../scripts/convert-secret.sh" prod "$@"
