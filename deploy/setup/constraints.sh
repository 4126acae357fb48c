#!/usr/bin/env bash
# Writes constraints.txt: what a fresh environment gets from pyproject.toml's dependencies and its demo
# and dev extras today. Takes a few minutes. Run the tests before you commit what it wrote.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=deploy/setup/common.sh
. deploy/setup/common.sh

# Needed only on other Pythons or systems than the one this runs on; raised by hand.
elsewhere=(
  'audioop-lts==0.2.2; python_version >= "3.13"'
  'colorama==0.4.6; sys_platform == "win32"'
)

work=$(mktemp -d "${TMPDIR:-/tmp}/quire-constraints.XXXXXX")
trap 'rm -rf "$work"' EXIT

python=$(find_python)
make_venv "$python" "$work/venv"
"$python" - >"$work/wanted.txt" <<'PY'
import tomllib
with open("pyproject.toml", "rb") as file:
    told = tomllib.load(file)
project = told["project"]
extras = project["optional-dependencies"]
print(*told["build-system"]["requires"], *project["dependencies"], *extras["demo"], *extras["dev"], sep="\n")
PY
quietly "Resolving every package in a fresh environment" "$work/venv/bin/python" -m pip install -r "$work/wanted.txt" \
  || die "The packages could not be resolved; constraints.txt is as it was."

# A local version (torch's +cpu) is a machine's own business: the pin names the release alone.
{
  "$work/venv/bin/python" -m pip freeze --all 2>/dev/null | grep -vE '^pip==' | sed 's/+[^ ;]*$//'
  printf '%s\n' "${elsewhere[@]}"
} | LC_ALL=C sort -f >"$work/pins.txt"
{
  echo "# Every version that a clone installs, pinned. Made by \`make constraints\`: pip freeze of a fresh"
  echo "# environment with Quire's demo and dev extras, without local suffixes such as torch's +cpu."
  cat "$work/pins.txt"
} >"$work/constraints.txt"
cp "$work/constraints.txt" constraints.txt
say "Wrote constraints.txt: $(wc -l <"$work/pins.txt" | tr -d ' ') packages."
