#!/usr/bin/env bash
set -euo pipefail

case "${1:-}" in
  '') echo 'hello' ;;
  *) echo "hello, $1" ;;
esac
