#!/bin/sh
# Builds .venv from locks/dev.txt and puts this project into it; does nothing when all of that is up to date.
#
#   locks/venv.sh           all of it: what `make venv` runs
#   locks/venv.sh tools     only what is locked, without the project: what `make lock` runs, which must work while the two disagree
#
# PYTHON names the interpreter; without it the first of python3, python3.13, python3.12 and python3.11 that is CPython 3.11 to 3.13.
# Nothing but Python and the package registry is needed, and the registry only when locks/dev.txt has changed.
set -eu
cd -- "$(dirname -- "$0")/.."

# What a user's shell or pip configuration says about other environments must not leak into this one.
unset PYTHONHOME PYTHONPATH VIRTUAL_ENV PIP_TARGET PIP_PREFIX PIP_ROOT
export PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

main() {
    # The place is part of the stamp: a virtual environment that was moved or copied still names its old one.
    locked="$(cksum <locks/dev.txt) at $(pwd -P)"
    project="$locked, $(cksum <pyproject.toml)"

    if ! stamped locked "$locked" || ! runs .venv/bin/python || ! same_interpreter; then
        choose_interpreter
        echo "Building .venv with $("$PYTHON" -c 'import platform; print("Python", platform.python_version())'), from locks/dev.txt"
        create
        pip install --quiet --require-hashes --requirement locks/dev.txt
        stamp locked "$locked"
    fi
    if [ "${1:-}" != tools ] && ! stamped project "$project"; then
        pip install --quiet --no-deps --no-build-isolation --editable .
        conflicts=$(pip check 2>&1) || fail "$conflicts" "pyproject.toml asks for what locks/dev.txt does not hold; run: make lock"
        stamp project "$project"
    fi
}

# The stamps are written last, so a build that was interrupted has none and is done again from nothing.
stamped() { [ "$(cat ".venv/$1.stamp" 2>/dev/null)" = "$2" ]; }
stamp() { printf '%s\n' "$2" >".venv/$1.stamp"; }

runs() { "$1" -c '' 2>/dev/null; }

# A PYTHON given by the user wins over the interpreter that .venv was built with; without one, .venv's own is as good as any.
same_interpreter() {
    [ -z "${PYTHON:-}" ] && return
    identity='import sys; print(sys.version, sys.base_prefix)'
    [ "$("$PYTHON" -c "$identity" 2>/dev/null)" = "$(.venv/bin/python -c "$identity")" ]
}

suitable() {
    "$1" -c 'import sys
sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 13) and sys.implementation.name == "cpython"))' >/dev/null 2>&1
}

choose_interpreter() {
    if [ -n "${PYTHON:-}" ]; then
        suitable "$PYTHON" || fail "PYTHON=$PYTHON does not run as CPython 3.11, 3.12 or 3.13"
        return
    fi
    for PYTHON in python3 python3.13 python3.12 python3.11; do
        if suitable "$PYTHON"; then return; fi
    done
    fail "no CPython 3.11, 3.12 or 3.13 found; install one, or name it: make PYTHON=/path/to/python3.12"
}

# Some distributions ship Python without ensurepip, so that `python3 -m venv` fails: then a pip outside of .venv fills it, if there
# is one; else root can install what is missing.
create() {
    rm -rf .venv
    if has ensurepip; then
        "$PYTHON" -m venv .venv
    elif has pip; then
        "$PYTHON" -m venv --without-pip .venv
    elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $(venv_package), without which this Python makes no virtual environment"
        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$(venv_package)"; } >/dev/null </dev/null ||
            fail "apt-get could not install $(venv_package)"
        "$PYTHON" -m venv .venv
    else
        fail "$PYTHON has neither ensurepip nor pip; install one of them (on Debian and Ubuntu: apt-get install $(venv_package))"
    fi
}

has() { "$PYTHON" -c "import venv, $1" 2>/dev/null; }

venv_package() { "$PYTHON" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'; }

pip() {
    if .venv/bin/python -c 'import pip' 2>/dev/null; then
        .venv/bin/python -m pip "$@"
    else
        [ -n "${PYTHON:-}" ] || choose_interpreter
        "$PYTHON" -m pip --python .venv/bin/python "$@"
    fi
}

fail() {
    printf 'locks/venv.sh: %s\n' "$@" >&2
    exit 1
}

main "$@"
