"""One line of counts whose total is known: printed whole, or not at all."""

from __future__ import annotations

from collections.abc import Sequence


def has_small_count(counts: Sequence[int], threshold: int) -> bool:
    """Say whether a line holds a count that may not be printed.

    Such a line is not printed at all. Hiding only some of its counts would not do: with the total
    known, which counts are hidden tells a careful reader how large they are. Of 41 people with one
    class of 11 printed and three hidden below 11, each hidden one must be 10.

    Examples
    --------
    >>> has_small_count([14, 0, 11], 11), has_small_count([22, 3], 11)
    (False, True)
    """
    return any(0 < count < threshold for count in counts)
