"""One line of counts whose total is known: what of it may be printed."""

from __future__ import annotations

from collections.abc import Sequence


def hide_small_counts(counts: Sequence[int], threshold: int) -> tuple[int | None, ...]:
    """Hide small counts of one line, and enough of the others that none can be worked out.

    Counts of ``threshold`` or more are printed as long as what is left over, which anyone can get
    from the total, is 0 or at least ``threshold``. Where it is not, printed counts are taken back,
    the smallest first, until it is. A zero is printed only where nothing is hidden. So the
    hidden counts can be shared out in any way among themselves, and the line looks the same.

    Parameters
    ----------
    counts : sequence of int
    threshold : int
        The least count that may be printed, other than 0.

    Returns
    -------
    tuple of int or None
        None is hidden.

    Examples
    --------
    >>> hide_small_counts([3, 12, 25, 0], 11)
    (None, None, 25, None)
    >>> hide_small_counts([14, 0, 11], 11)
    (14, 0, 11)
    """
    total = sum(counts)
    printed = [place for place, count in enumerate(counts) if count >= threshold]
    while True:
        rest = total - sum(counts[place] for place in printed)
        if rest == 0:
            return tuple(counts)
        if rest >= threshold or not printed:
            break
        printed.pop(_find_smallest_last(counts, printed))
    return tuple(count if place in printed else None for place, count in enumerate(counts))


def _find_smallest_last(counts: Sequence[int], printed: Sequence[int]) -> int:
    """Find which printed count to take back: the smallest, and of equals the last."""
    return min(range(len(printed)), key=lambda index: (counts[printed[index]], -index))
