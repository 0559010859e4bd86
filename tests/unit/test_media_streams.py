"""Fields: metadata first, then what the pictures show."""

import pytest

from videopipe.media.streams import decide_fields, is_combed
from videopipe.model.media import FieldEvidence

NOTHING = FieldEvidence(0, 0, 0, 0, 0)
ZHUHAI = FieldEvidence(top_first=68, bottom_first=0, progressive=4, undetermined=0, combed_permille=154)
TESTSRC2 = FieldEvidence(top_first=24, bottom_first=0, progressive=0, undetermined=0, combed_permille=5)
"""Progressive, though idet sees fields in it (DOMAIN 0.5)."""


@pytest.mark.parametrize(
    ("declared", "seen", "treated"),
    [
        ("top-first", NOTHING, "top-first"),
        ("bottom-first", NOTHING, "bottom-first"),
        ("bottom-first", ZHUHAI, "top-first"),
        ("top-first", FieldEvidence(19, 19, 0, 0, 100), "top-first"),
        ("bottom-first", FieldEvidence(19, 0, 0, 0, 100), "bottom-first"),
        ("unknown", ZHUHAI, "top-first"),
        ("unknown", FieldEvidence(0, 60, 12, 0, 90), "bottom-first"),
        ("unknown", TESTSRC2, "progressive"),
        ("unknown", NOTHING, "progressive"),
        ("progressive", TESTSRC2, "progressive"),
        ("progressive", ZHUHAI, "top-first"),
    ],
)
def test_what_a_picture_is_treated_as(declared: str, seen: FieldEvidence, treated: str) -> None:
    assert decide_fields(declared, seen) == treated


@pytest.mark.parametrize(
    ("seen", "combed"),
    [
        (FieldEvidence(21, 0, 10, 41, 100), False),  # less than 30 %
        (FieldEvidence(22, 0, 10, 40, 100), True),
        (FieldEvidence(40, 0, 20, 12, 100), False),  # not more than twice the progressive
        (FieldEvidence(40, 0, 19, 13, 100), True),
        (FieldEvidence(72, 0, 0, 0, 24), False),
        (FieldEvidence(72, 0, 0, 0, 25), True),
    ],
)
def test_combs_take_both_measures(seen: FieldEvidence, combed: bool) -> None:
    assert is_combed(seen) is combed
