"""The English line below: who belongs to whom, and how both are split."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from videopipe.model.cues import Cue, ScreenCue
from videopipe.model.time import Frames, Seconds, Span
from videopipe.stages.subtitles.ass import AssStyle, render_ass
from videopipe.stages.subtitles.limits import SubtitleLimits
from videopipe.stages.subtitles.lines import Screen
from videopipe.stages.subtitles.second import pair, screens_of
from videopipe.text.words import cutter

LIMITS = SubtitleLimits()
AIM = "目标是让主要城市之间一小时内可达。"
CUT = cutter([AIM])


def cue(number: int, start: float, end: float, text: str, second: str = "") -> Cue:
    return Cue(number, Span(Seconds(Fraction(start)), Seconds(Fraction(end))), text, second=second)


def split(text: str, second: str, limits: SubtitleLimits = LIMITS) -> tuple[Screen, ...]:
    return screens_of(cue(1, 0, 4, text, second), limits, cutter([text]))


def test_english_belongs_to_the_cue_that_it_is_longest_on_screen_with() -> None:
    chinese = [cue(1, 0, 2, "大家好，"), cue(2, 2, 4, "欢迎收看。"), cue(3, 9, 10, "再见。")]
    english = [
        cue(1, 0.5, 2.5, "Hello,"),
        cue(2, 2.5, 3, "and"),
        cue(3, 3, 4, "welcome."),
        cue(4, 6, 7, "Hm."),
    ]
    paired, without, alone = pair(chinese, english)
    assert [each.second for each in paired] == ["Hello,", "and welcome.", ""]
    assert [each.number for each in without] == [3]
    assert [each.number for each in alone] == [4]


def test_a_chinese_text_of_two_lines_becomes_two_screens_with_their_english() -> None:
    found = split(
        "广州在大湾区建设中怎样发挥核心引擎作用？", "In the Bay Area, how will Guangzhou be a core engine?"
    )
    assert [part.lines for part in found] == [("广州在大湾区建设中",), ("怎样发挥核心引擎作用？",)]
    assert [part.second for part in found] == ["In the Bay Area,", "how will Guangzhou be a core engine?"]


def test_a_long_english_line_splits_the_chinese_too() -> None:
    found = split(
        "目标是让主要城市一小时可达。",
        "Our aim is that all of the major cities can be reached within an hour.",
    )
    assert len(found) == 2
    assert all(len(part.second) <= LIMITS.max_second for part in found)


def test_english_that_can_not_be_split_stays_whole() -> None:
    word = "A" * 60
    assert [part.second for part in split("会更方便。", word) if part.second] == [word]


def test_a_cue_without_english_is_broken_as_ever() -> None:
    text = "广州在大湾区建设中怎样发挥核心引擎作用？"
    assert len(screens_of(cue(1, 0, 4, text), LIMITS, cutter([text]))[0].lines) == 2


@given(st.lists(st.sampled_from(["of", "cities,", "Guangzhou", "a", "transport."]), min_size=1, max_size=24))
def test_no_english_word_is_lost_and_no_screen_has_two_chinese_lines(words: list[str]) -> None:
    found = screens_of(cue(1, 0, 4, AIM, " ".join(words)), LIMITS, CUT)
    assert " ".join(part.second for part in found).split() == words
    assert all(len(part.lines) == 1 for part in found)
    assert all(before.spoken != "" for before, _after in pairwise(found))


def test_the_english_line_stands_below_in_layers_of_its_own() -> None:
    shown = [ScreenCue(1, Frames(0, 50), ("大家好",), "大家好", "Hello {all}")]
    text = render_ass(shown, Frames(0, 50), AssStyle(), (1920, 1080), Fraction(25))
    events = [line.split(",", 9) for line in text.splitlines() if line.startswith("Dialogue")]
    assert [(event[0], event[3]) for event in events] == [
        ("Dialogue: 0", "FirstShadow"),
        ("Dialogue: 1", "FirstText"),
        ("Dialogue: 2", "SecondShadow"),
        ("Dialogue: 3", "SecondText"),
    ]
    assert events[3][9] == r"Hello \{all\}"
    sizes = {
        line.split(",")[0]: float(line.split(",")[2]) for line in text.splitlines() if "Text,Noto" in line
    }
    assert 0.70 <= sizes["Style: SecondText"] / sizes["Style: FirstText"] <= 0.77


def test_a_speech_in_one_cue_is_split_too() -> None:
    found = split(AIM * 12, " ".join(["our cities,", "within an hour"] * 30))
    assert len(found) > 12
    assert all(part.second for part in found)
