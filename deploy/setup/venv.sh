#!/usr/bin/env bash
# venv.sh run|demo|dev: install Quire and what it needs into .venv, at the versions of constraints.txt.
# "run" is for a server; "demo" adds the simulated Discord; "dev" adds the tests' and linters' tools too.
# Does nothing when what .venv holds is still right: a stamp in it keeps the hash of all that decides its content.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=deploy/setup/common.sh
. deploy/setup/common.sh

kind=${1:?run, demo or dev}
py=.venv/bin/python

# Of what decides .venv's content: both files, the Python, and this folder (an editable install knows it).
hash_now() {
  "$py" - <<'PY'
import hashlib, pathlib, sys
parts = [pathlib.Path(name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
parts += [sys.version.encode(), str(pathlib.Path.cwd()).encode()]
print(hashlib.sha256(b"\0".join(parts)).hexdigest())
PY
}

version_of() {
  "$1" -c 'import sys; print(sys.version)' 2>/dev/null
}

usable() {
  can_use "$py" && "$py" -c 'import pip' 2>/dev/null || return 1
  # Another Python than the one asked for: build anew.
  [ -z "${PYTHON:-}" ] || [ "$(version_of "$py")" = "$(version_of "$PYTHON")" ]
}

if ! usable; then
  python=$(find_python)
  say "Creating .venv with $("$python" --version)"
  make_venv "$python" .venv
fi

hash=$(hash_now)

# Each kind holds the ones before it.
case $kind in
  run) extras='' enough='run demo dev' ;;
  demo) extras='[demo]' enough='demo dev' ;;
  dev) extras='[demo,dev]' enough='dev' ;;
  *) die "venv.sh knows run, demo and dev, not '$kind'." ;;
esac
for stamped in $enough; do
  if [ "$(cat ".venv/quire-$stamped.stamp" 2>/dev/null)" = "$hash" ]; then exit 0; fi
done

install() {
  # The build tool comes first, pinned like everything else, so that nothing is fetched unpinned for the build.
  "$py" -m pip install -c constraints.txt setuptools \
    && "$py" -m pip install -c constraints.txt --no-build-isolation -e ".$extras"
}

rm -f .venv/quire-*.stamp
quietly "Installing Quire and all it needs into .venv (takes a few minutes)" install \
  || die "The installation did not finish. The lines above say why; the same command goes on from here."
printf '%s\n' "$hash" >".venv/quire-$kind.stamp"
