"""Which moments a contact sheet shows, and how they are named."""

from fractions import Fraction
from pathlib import Path

from videopipe.app.sheet import moments_of, page_paths
from videopipe.model.findings import Finding, Severity, Words
from videopipe.model.layers import Layer
from videopipe.model.overlay import Box
from videopipe.model.time import Frames, Seconds

FPS = Fraction(25)


def layer(where: str, start: int, end: int) -> Layer:
    name = Words(where, where)
    is_subtitle = where.startswith("subtitle")
    return Layer(
        where, name, Frames(start, end), Box(0, 0, 2, 2), is_subtitle=is_subtitle, reading_s=Seconds(0)
    )


def shown(*layers: Layer) -> list[tuple[int, list[str]]]:
    return [(each.frame, [name.en for name in each.names]) for each in moments_of(layers, FPS, ())]


def test_every_cue_is_shown_in_its_middle_in_order() -> None:
    assert shown(layer("subtitle 2", 60, 81), layer("subtitle 1", 0, 50)) == [
        (24, ["subtitle 1"]),
        (70, ["subtitle 2"]),
    ]


def test_a_strap_at_rest_below_a_cue_needs_no_still_of_its_own() -> None:
    assert shown(layer("subtitle 1", 100, 151), layer("lower-third 1", 90, 190)) == [
        (125, ["subtitle 1", "lower-third 1"])
    ]


def test_one_that_moves_then_or_stands_alone_has_one() -> None:
    moving, alone = layer("lower-third 1", 120, 221), layer("title-card 1", 0, 75)
    assert shown(layer("subtitle 1", 100, 151), moving, alone) == [
        (37, ["title-card 1"]),
        (125, ["subtitle 1"]),
        (170, ["lower-third 1"]),
    ]


def test_the_mark_in_the_corner_is_always_there_and_never_shown_for_itself() -> None:
    assert shown(layer("bug 1", 0, 500)) == []


def test_what_a_person_should_look_at_is_marked() -> None:
    def found(severity: Severity) -> Finding:
        return Finding("subtitle.fast", severity, "subtitle 2", Words("", ""), Words("", ""))

    layers = [layer("subtitle 1", 0, 50), layer("subtitle 2", 60, 80)]
    warned = [each.warned for each in moments_of(layers, FPS, [found(Severity.WARN)])]
    assert warned == [False, True]
    assert not any(each.warned for each in moments_of(layers, FPS, [found(Severity.INFO)]))


def test_several_pages_are_numbered() -> None:
    assert page_paths(Path("a/sheet.jpg"), 1) == (Path("a/sheet.jpg"),)
    assert page_paths(Path("a/sheet.jpg"), 2) == (Path("a/sheet-1.jpg"), Path("a/sheet-2.jpg"))
    assert page_paths(Path("a/sheet.jpg"), 0) == ()
