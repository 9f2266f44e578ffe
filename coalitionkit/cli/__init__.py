"""The command line: ``coalitionkit report``, ``check``, ``new``, ``survey import`` and so on."""

from __future__ import annotations

from collections import Counter
from typing import Any

import click

from coalitionkit import __version__
from coalitionkit.cli.record import check, new, survey
from coalitionkit.cli.report import report
from coalitionkit.cli.scores import scores
from coalitionkit.cli.teach import bundle, exercises, false_alarms, handouts, lab
from coalitionkit.errors import CoalitionkitError, RecordError

# The list of a record's faults stops after this many.
_MANY = 50


class _Friendly(click.Group):
    """A command group whose own errors are plain sentences, with exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # a reader such as head that has seen enough
        except (CoalitionkitError, OSError) as error:
            click.echo(_say_error(error), err=True)
            ctx.exit(2)


def _say_error(error: CoalitionkitError | OSError) -> str:
    """Say what went wrong; of many faults also where they are, as the list of them is cut."""
    if isinstance(error, OSError):
        return (
            f"{error.filename or 'A file'} can't be read or written ({error.strerror}). "
            "Close it in other programs, choose another place, or ask who may write there."
        )
    if not isinstance(error, RecordError) or len(error.faults) <= _MANY:
        return str(error)
    places = Counter(
        f"{fault.file}, column {fault.column}" if fault.column else fault.file
        for fault in error.faults
    )
    where = [f"{place}: {count}" for place, count in places.most_common(_MANY)]
    return "\n".join([str(error), "Where they are:", *where])


@click.group(cls=_Friendly, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="coalitionkit")
def main() -> None:
    """Evaluate and teach policy coalitions.

    Everything stays on this computer. Nothing needs the network.
    """


for command in (new, check, survey, lab, report, scores, exercises, handouts, bundle, false_alarms):
    main.add_command(command)
