"""The map in a picture: ranges on an issue, who clashes with whom, and which cells are old."""

from coalitionkit.charts.map_conflict.grids import chart_cells, chart_clashes
from coalitionkit.charts.map_conflict.ranges import chart_ranges

__all__ = ["chart_cells", "chart_clashes", "chart_ranges"]
