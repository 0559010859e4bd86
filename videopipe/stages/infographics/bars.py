"""Bars from zero, lying or standing; the figure rides on the bar's end and counts up with it.

Standing ones lie down where their figures or labels would not fit.
"""

from videopipe.drawing.setting import TextTooLong
from videopipe.model.infographics import Bars
from videopipe.stages.infographics import lying, standing
from videopipe.stages.infographics.acts import Act
from videopipe.stages.infographics.bar import Bar, Group
from videopipe.stages.infographics.legend import legend
from videopipe.stages.infographics.look import Look
from videopipe.stages.infographics.page import page
from videopipe.stages.infographics.said import say_all, unit_above


def acts(scene: Bars, look: Look) -> list[Act]:
    """Head, legend, labels, bars."""
    ground, room = page(scene.head, unit_above(scene.unit), look)
    if len(scene.series) > 1:
        key, room = legend([name for name, _ in scene.series], (look.quiet, look.lit), look, room)
        ground += key
    group = Group(scene.labels, scene.highlighted, len(scene.series), _bars(scene, look))
    if scene.lying:
        return [*ground, *lying.acts(group, look, room)]
    try:
        return [*ground, *standing.acts(group, look, room)]
    except TextTooLong:
        return [*ground, *lying.acts(group, look, room)]


def _bars(scene: Bars, look: Look) -> tuple[Bar, ...]:
    """In the order in which they come."""
    said = iter(say_all([value for _, values in scene.series for value in values], scene.unit, scene.prefix))
    found = []
    for series, (_, values) in enumerate(scene.series):
        for label, value in enumerate(values):
            about = label == scene.highlighted
            lit = about if len(scene.series) == 1 else series == 1
            bar = Bar(label, series, value, next(said), look.lit if lit else look.quiet)
            found.append(bar)
    return tuple(sorted(found, key=lambda bar: (bar.label, bar.series)))
