"""What a play takes from a record, and the plain word where it is not there yet."""

from __future__ import annotations

import numpy as np
import pandas as pd

from coalitionkit.errors import NeedsError
from coalitionkit.record.coalition import Coalition


def take_rows(coalition: Coalition, table: str, *columns: str) -> pd.DataFrame:
    """Give the rows of a table in which all these columns are filled in.

    Parameters
    ----------
    coalition : Coalition
    table : str
    *columns : str
        Those without which the play can't be done. None takes every row.

    Returns
    -------
    DataFrame
        Never empty; the rows keep their order.

    Raises
    ------
    NeedsError
        If no row has them all.
    """
    rows = coalition.tables[table]
    filled = np.ones(len(rows), dtype=bool)
    for column in columns:
        values = rows[column]
        filled &= (values.notna() & (values.astype(object) != "")).to_numpy(dtype=bool)
    if not filled.any():
        raise NeedsError(table, columns or rows.columns)
    return rows if filled.all() else rows[filled].reset_index(drop=True)
