"""Chance that falls the same on every platform and in every version of numpy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T")
Floats = npt.NDArray[np.float64]


class Dice:
    """Draws that follow from whole numbers alone.

    numpy promises that a seed gives the same bits for good, but not that ``normal``, ``choice`` or
    ``integers`` turn them into the same draws (NEP 19). So all draws here are made of uniform
    doubles by additions and comparisons, which have one answer on every machine.

    Parameters
    ----------
    *key : int
        Seed, then whatever tells this stream from others, such as the coalition's number. Streams
        with different keys are independent.

    Examples
    --------
    >>> Dice(7, 1).whole(1, 6) == Dice(7, 1).whole(1, 6)
    True
    """

    def __init__(self, *key: int) -> None:
        self._generator = np.random.default_rng(list(key))

    def uniform(self, *shape: int) -> Floats:
        """Draw doubles from 0 up to, not including, 1."""
        return self._generator.random(shape)

    def flip(self, share: float) -> bool:
        """Say yes in ``share`` (0-1) of the draws."""
        return float(self._generator.random()) < share

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number from ``low`` to ``high``, both included."""
        return low + int(float(self._generator.random()) * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """Draw one of the choices, all alike."""
        return choices[self.whole(0, len(choices) - 1)]

    def shuffle(self, choices: Sequence[T]) -> list[T]:
        """Put all of the choices in an order drawn by chance."""
        order = np.argsort(self.uniform(len(choices)), kind="stable")
        return [choices[int(place)] for place in order]

    def bell(self, *shape: int) -> Floats:
        """Draw from a bell curve of mean 0 and standard deviation 1, cut at 6.

        The sum of twelve uniform draws less six: no logarithm or cosine, whose last digit differs
        from one machine to the next.
        """
        total = np.zeros(shape)
        for draw in self.uniform(12, *shape):
            total = total + draw
        return total - 6.0
