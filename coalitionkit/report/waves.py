"""The report's comparison of two waves, as far as it may be shown."""

from __future__ import annotations

from coalitionkit import charts
from coalitionkit.report.blocks import Block, Bullets, Paragraph, Section
from coalitionkit.report.body import NOTHING, is_bare, make_heading
from coalitionkit.report.build import Report
from coalitionkit.words import body, waves


def build_waves(report: Report) -> Section:
    """Build the comparison with the wave before, as far as it may be shown."""
    t, change, book = report.translator, report.survey.change, report.book
    if is_bare(report):
        return NOTHING
    heading = make_heading(report, "waves")
    if change is None:
        return Section((heading, Paragraph(body.say_no_wave_before(t))))
    if not change.items:
        return Section((heading, Paragraph(waves.say_overlap(t, change))))
    title = body.say_change_title(t, change)
    told = [
        waves.say_item_change(t, book.items[item], counts) for item, counts in change.items.items()
    ]
    blocks: list[Block] = [
        heading,
        Paragraph(waves.say_overlap(t, change)),
        report.draw(
            charts.survey.chart_changes, change, title=title, text=" ".join([f"{title}.", *told])
        ),
    ]
    if change.plays:
        plays = (waves.say_play_change(t, play, book) for play in change.plays.values())
        blocks.append(Bullets(tuple(plays)))
    if change.leavers:
        left = (
            waves.say_leavers(t, book.items[item], counts)
            for item, counts in change.leavers.items()
        )
        blocks += [Paragraph(waves.say_leavers_intro(t, change)), Bullets(tuple(left))]
    return Section(tuple(blocks))
