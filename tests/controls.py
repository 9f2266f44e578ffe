"""Finding a widget's controls as a person does: by their labels."""

from collections.abc import Iterator

import ipywidgets


def list_controls(widget: ipywidgets.Widget) -> Iterator[ipywidgets.Widget]:
    """List a widget and all that is in it."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from list_controls(child)


def find(widget: ipywidgets.Widget, label: str) -> ipywidgets.Widget:
    """Find the one control that has this label."""
    found = [each for each in list_controls(widget) if getattr(each, "description", "") == label]
    assert len(found) == 1, label
    return found[0]
