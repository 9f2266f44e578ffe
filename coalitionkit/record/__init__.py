"""What a coalition writes down: its tables, read with every fault named, written all or nothing."""

from coalitionkit.record.cases import load_case, load_cohort
from coalitionkit.record.coalition import Coalition, Cohort
from coalitionkit.record.facts import list_facts, load_facts, load_sources
from coalitionkit.record.past import look_back
from coalitionkit.record.reading import read_record
from coalitionkit.record.writing import write_record

__all__ = [
    "Coalition",
    "Cohort",
    "list_facts",
    "load_case",
    "load_cohort",
    "load_facts",
    "load_sources",
    "look_back",
    "read_record",
    "write_record",
]
