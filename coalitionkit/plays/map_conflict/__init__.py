"""Map the Conflict: who wants what and why, where they clash, and how current the map is."""

from coalitionkit.plays.map_conflict.positions import (
    MappedSpread,
    find_mapped_spread,
    find_positions,
    find_spread_over_time,
    is_mapped_spread_wide,
)

__all__ = [
    "MappedSpread",
    "find_mapped_spread",
    "find_positions",
    "find_spread_over_time",
    "is_mapped_spread_wide",
]
