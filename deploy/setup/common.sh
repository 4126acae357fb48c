# Shared by the scripts beside it; sourced, never run.
# shellcheck shell=bash

export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

say() { printf '%s\n' "$*"; }

# One sentence on stderr, then out.
die() {
  printf 'quire: %s\n' "$*" >&2
  exit 1
}

# quietly LABEL COMMAND…: run COMMAND with its output put aside. Shows LABEL and the seconds that
# pass; shows the output's end only when COMMAND fails, and returns its status.
quietly() {
  local label=$1 log pid status=0 start=$SECONDS shown=0 now doing line width
  shift
  log=$(mktemp "${TMPDIR:-/tmp}/quire-setup.XXXXXX")
  width=$(tput cols 2>/dev/null || echo 80)
  # A process group of its own, so that Ctrl-C can end it with all that it started.
  set -m
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  set +m
  # shellcheck disable=SC2064  # the values of now are meant
  trap "kill -- -$pid 2>/dev/null || true; wait $pid 2>/dev/null || true; rm -f '$log'; printf '\n'; exit 130" INT TERM
  [ -t 1 ] || say "$label …"
  while kill -0 "$pid" 2>/dev/null; do
    now=$((SECONDS - start))
    if [ -t 1 ] || [ $((now - shown)) -ge 20 ]; then
      doing=$(grep -oE '^ *(Collecting|Downloading|Building|Installing|Unpacking|Setting up)[^(:]*' "$log" | tail -n 1 | sed 's/^ *//' | cut -c 1-50 || true)
      if [ -t 1 ]; then
        line="$label … $now s  $doing"
        printf '\r\033[K%s' "${line:0:width - 1}"
      else
        say "  $now s  $doing"
        shown=$now
      fi
    fi
    sleep 0.3
  done
  wait "$pid" || status=$?
  trap - INT TERM
  now=$((SECONDS - start))
  [ ! -t 1 ] || printf '\r\033[K%s … ' "$label"
  if [ "$status" -eq 0 ]; then
    say "done in $now s"
  else
    say "failed after $now s. What it said last:"
    grep -vE '^WARNING: (Location|Running pip as)|^ *Requirement already' "$log" | tail -n 40 | sed 's/^/    /' || true
  fi
  rm -f "$log"
  return "$status"
}

# can_use PYTHON: is it 3.11 or newer?
can_use() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Prints the Python to build on: $PYTHON if set, else the first on PATH that is new enough.
find_python() {
  local candidate
  if [ -n "${PYTHON:-}" ]; then
    command -v "$PYTHON" >/dev/null || die "There is no PYTHON=$PYTHON. Name a Python 3.11 or newer, or leave PYTHON out."
    can_use "$PYTHON" || die "PYTHON=$PYTHON is $("$PYTHON" --version 2>&1 | head -n 1); Quire needs Python 3.11 or newer."
    printf '%s\n' "$PYTHON"
    return
  fi
  for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    if can_use "$candidate"; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  if command -v python3 >/dev/null; then
    die "Quire needs Python 3.11 or newer, and python3 is $(python3 --version 2>&1 | head -n 1). Install a newer one, or name it: make demo PYTHON=/path/to/python3.12"
  fi
  die "Quire needs Python 3.11 or newer, and there is no python3 here. Install it, or name it: make demo PYTHON=/path/to/python3.12"
}

# make_venv PYTHON FOLDER: a fresh environment with pip in it.
make_venv() {
  local version
  if ! "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    version=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    die "This Python ($1) has no venv module. On Debian or Ubuntu run: sudo apt-get install -y python$version-venv"
  fi
  "$1" -m venv --clear "$2"
}
