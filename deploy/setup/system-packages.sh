#!/usr/bin/env bash
# Sees to the packages of system-packages.txt. Installs what is missing only if already root on a machine with
# apt-get; else prints the one command. Never fails: a test that needs a missing one is skipped and says so.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=deploy/setup/common.sh
. deploy/setup/common.sh

# present PACKAGE COMMANDS
present() {
  local command
  if [ "$2" != - ]; then
    for command in ${2//,/ }; do
      ! command -v "$command" >/dev/null || return 0
    done
    return 1
  fi
  # Without dpkg nobody can say under which name a font lies here; the tests get by with any.
  command -v dpkg-query >/dev/null || return 0
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

find_missing() {
  missing=()
  local package commands _
  while read -r package commands _; do
    case $package in '' | '#'*) continue ;; esac
    present "$package" "$commands" || missing+=("$package")
  done <deploy/setup/system-packages.txt
}

apt_install() {
  local -a apt=(apt-get -o Acquire::Retries=1 -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30 -o DPkg::Lock::Timeout=60)
  local package status=0
  export DEBIAN_FRONTEND=noninteractive
  timeout 180 "${apt[@]}" update || true
  "${apt[@]}" install -y --no-install-recommends "${missing[@]}" && return
  # One name that this system does not know must not keep the others away.
  for package in "${missing[@]}"; do
    "${apt[@]}" install -y --no-install-recommends "$package" || status=1
  done
  return "$status"
}

find_missing
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  quietly "Installing system packages: ${missing[*]}" apt_install || true
  find_missing
  [ ${#missing[@]} -gt 0 ] || exit 0
  say "NOTE: these could not be installed: ${missing[*]}"
else
  say "NOTE: system packages are missing: ${missing[*]}"
fi
if command -v apt-get >/dev/null; then
  say "      To install them: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}"
else
  say "      Install them with your system's package manager, where they may have other names."
fi
say "      Going on without; tests that need them are skipped and say so."
