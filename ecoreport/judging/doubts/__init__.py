"""What the batch says against a value: each finder looks at one case, and finds each doubt once, for the judge and for its rule."""

from collections.abc import Callable, Iterator

from ecoreport.judging.doubts import called, counted, earlier, notes, parts, sizes, voices
from ecoreport.judging.doubts.case import Alternative, Case, Found

Finder = Callable[[Case], Iterator[Found]]

FINDERS: tuple[Finder, ...] = (
    sizes.beyond_hundred,
    sizes.negative,
    sizes.fraction_of_a_count,
    parts.ratio_differs,
    parts.reached_by_rounding,
    parts.unread_parts,
    notes.still_to_come,
    notes.another_figure,
    counted.counted_otherwise,
    counted.divided_otherwise,
    counted.part_of_it_fails,
    counted.told_for_each,
    counted.changed_otherwise,
    counted.told_in_another_unit,
    counted.parts_disagree,
    notes.left_undone,
    called.held_back,
    notes.against_the_series,
    notes.copied_target,
    notes.copied_last,
    sizes.unit_slip,
    sizes.size,
    sizes.jump,
    voices.others_differ,
    voices.hidden_otherwise,
    voices.hidden_only,
    voices.facts_differ,
    notes.facts_noted,
    earlier.past_otherwise,
    voices.fact_of_a_supporter,
    voices.recognised_by_itself,
)

__all__ = ["FINDERS", "Alternative", "Case", "Finder", "Found"]
