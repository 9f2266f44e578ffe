#!/bin/sh
# Sets the kit up from this folder. Nothing is fetched: --no-index forbids it.
set -e
cd "$(dirname "$0")/coalitionkit"
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "@PYTHON@")' || {
  echo "This folder was made for Python @PYTHON@, and $python is another one."
  echo "If this computer has it, try: PYTHON=python@PYTHON@ sh set-up.sh"
  exit 1
}
echo "Setting up. This takes a minute or two ..."
"$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-index --find-links ../wheels --require-hashes -r requirements.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation -e .
touch .venv/ready
echo "Ready. Type one of these:"
echo "  $PWD/.venv/bin/coalitionkit lab"
echo "  $PWD/.venv/bin/coalitionkit report spring-cohort"
