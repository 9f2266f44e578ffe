"""Altair's table of its own classes, made once and kept.

Altair makes it anew for nearly every encoding: some 600 classes, each written out as JSON and
hashed, and so a third of the time that a chart takes. The kept one is the same table.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import altair as alt
import pandas as pd
from altair.utils import schemapi


def keep_class_table() -> None:
    """Have altair make its table of classes once in this process."""
    made: Any = getattr(schemapi, "_FromDict", None)
    if not isinstance(made, type):  # another altair, or done already
        return
    make = cache(made)

    def find(classes: Iterable[type]) -> Any:
        return make(tuple(classes))

    schemapi._FromDict = find  # type: ignore[assignment,misc]


def draw_something() -> None:
    """Draw a chart that nobody sees: what altair looks up for its first, later ones have."""
    rows = pd.DataFrame({"a": [1], "b": ["b"]})
    bars = alt.Chart(rows).mark_bar().encode(x="a", y=alt.Y("b:N").sort("-x"), color="b")
    (bars + bars.mark_text()).properties(title="").to_dict()
