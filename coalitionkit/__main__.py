"""Run the command line as ``python -m coalitionkit``."""

from coalitionkit.cli import main

main(prog_name="coalitionkit")
