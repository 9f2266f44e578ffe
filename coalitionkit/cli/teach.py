"""Commands for teaching: lessons, exercises, a USB stick, and how often the diagnosis is right."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("notebook", default="")
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def lab(notebook: str, options: tuple[str, ...]) -> None:
    """Open JupyterLab on a lesson, without the network.

    NOTEBOOK is a path, or the beginning of a lesson's name, such as 04. Without one, the first
    lesson opens. Other OPTIONS go to JupyterLab, such as --no-browser or --port 9000.
    """
    from jupyterlab.labapp import LabApp

    from coalitionkit.teach.lab import find_notebook, join_settings, plan_lab

    if notebook.startswith("-"):
        notebook, options = "", (notebook, *options)
    path = find_notebook(notebook)
    click.echo(f"Opening {path} in JupyterLab. To stop, press Ctrl+C here, twice.")
    config = "JUPYTER_CONFIG_PATH"
    os.environ[config] = join_settings(os.environ.get(config, ""))
    LabApp.launch_instance([*plan_lab(path), *options])


@click.command("false-alarms")
@click.option("--seed", type=click.IntRange(min=0), required=True, help="Same seed, same table.")
@click.option("--count", type=click.IntRange(min=1), default=1000, show_default=True)
def false_alarms(seed: int, count: int) -> None:
    """Try the diagnosis on invented coalitions whose state is known.

    Prints a table: how many of COUNT of each kind, at each amount of evidence, were named rightly,
    wrongly, or not at all. The full table takes minutes.
    """
    from coalitionkit.teach.false_alarms import measure_false_alarms, pack_false_alarms

    click.echo(pack_false_alarms(measure_false_alarms(seed, count=count)).decode(), nl=False)


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; name stale copies.")
@click.option(
    "--progress",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Say who is where, from the progress files gathered in FOLDER. No grades.",
)
def exercises(only_check: bool, progress: Path | None) -> None:
    """Make the learner copies of the exercises from their solutions.

    The sources are in exercises/solutions/. Solutions, hidden tests and outputs are taken out.
    """
    from coalitionkit.files import find_shipped
    from coalitionkit.teach.exercises import find_stale, write_copies
    from coalitionkit.teach.progress import gather

    if progress is not None:
        for one in gather(progress):
            click.echo(
                f"{one.who}: {one.done} of {one.tried} tasks tried are done, {one.last_tried}"
            )
        return
    folder = find_shipped("exercises")
    if only_check:
        stale = find_stale(folder)
        click.echo(
            f"Stale: {', '.join(stale)}." if stale else "Every copy is what its solution gives."
        )
        sys.exit(1 if stale else 0)
    for path in write_copies(folder):
        click.echo(f"Wrote {path}")


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("handouts"),
    show_default=True,
    help="The folder to write to.",
)
@click.option("--no-slides", is_flag=True, help="Sheets only; quicker.")
def handouts(out: Path, no_slides: bool) -> None:
    """Write what a facilitator prints and shows: guide, card, sheets, slides and answer keys.

    Everything is HTML that opens and prints with no network; sheets are PDF and Word too where
    the extra "documents" is installed. Begin with OUT/index.html.
    """
    from tqdm import tqdm

    from coalitionkit.teach.pages import write_pages
    from coalitionkit.words.catalog import Translator
    from coalitionkit.words.teach import say_pages_made

    steps = write_pages(out, lessons=() if no_slides else None)
    count = sum(1 for _ in tqdm(steps, unit="page", disable=not sys.stderr.isatty()))
    click.echo(say_pages_made(Translator("en"), count, str(out / "index.html")))


@click.command()
@click.option(
    "--for",
    "computer",
    type=click.Choice(["this", "windows", "mac-arm"]),
    default="this",
    show_default=True,
    help="The kind of computer that it will be set up on.",
)
@click.option("--python", default="", metavar="3.12", help="Its Python. Default: as here.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("bundle"),
    show_default=True,
    help="Where the folder goes.",
)
def bundle(computer: str, python: str, out: Path) -> None:
    """Put the kit and all that it needs into one folder for a USB stick.

    Works in a clone, and needs the network, once. The folder's READ-ME-FIRST.txt says how to set
    the kit up from it with no network.
    """
    from coalitionkit.files import find_shipped
    from coalitionkit.teach.bundle import make_bundle

    click.echo("Downloading about 200 MB ...")
    made = make_bundle(find_shipped("notebooks").parent, out, computer=computer, python=python)
    click.echo(f"Copy this folder to the stick: {made.resolve()}")
