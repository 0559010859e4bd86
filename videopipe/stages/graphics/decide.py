"""Which cards and straps the programme shows, and when."""

from collections.abc import Sequence
from dataclasses import replace

from videopipe.config.episode import Episode
from videopipe.config.profile import Graphics
from videopipe.model.cues import ScreenCue
from videopipe.model.graphics import Bug, ClosingCard, Graphic, LowerThird, QuestionCard, TitleCard
from videopipe.model.marks import QuestionMark, StrapMark
from videopipe.model.time import Frames, Seconds, snap
from videopipe.model.timeline import Timeline

GUEST = "mayor"
"""Who answers: the strap at the guest's first words names this person."""
SAME_STRAP_S = 10
"""A strap that the episode asks for so near to the guest's first words stands for both (GFX-03)."""


def decide_graphics(
    episode: Episode,
    timeline: Timeline,
    *,
    questions: Sequence[QuestionMark],
    straps: Sequence[StrapMark],
    cues: Sequence[ScreenCue],
    rules: Graphics,
) -> tuple[Graphic, ...]:
    """Title, question cards, straps, closing and the corner mark. Cards win: a strap waits until they are gone."""
    title = _title(episode, timeline, rules)
    closing = _closing(episode, timeline, rules)
    opened = title.frames.end
    cards = _apart([_card(mark, questions, opened, timeline, rules) for mark in questions], [title, closing])
    shown: list[Graphic] = [title, *cards, closing]
    for wanted in _straps(episode, timeline, questions, straps, cues, rules):
        strap = _wait(wanted, shown, timeline.total_frames)
        if strap is not None:
            shown.append(strap)
    if rules.bug:
        between = Frames(title.frames.end, closing.frames.start)
        shown.append(Bug(between, episode.programme, episode.city.zh))
    return tuple(graphic for graphic in shown if len(graphic.frames) > 0)


def _frames(seconds: Seconds, timeline: Timeline) -> int:
    return snap(seconds, timeline.fps)


def _title(episode: Episode, timeline: Timeline, rules: Graphics) -> TitleCard:
    length = min(_frames(rules.title_s, timeline), timeline.total_frames // 4)
    date = f"{episode.date.year}年{episode.date.month}月{episode.date.day}日"
    return TitleCard(Frames(0, length), episode.series_title, episode.title, episode.city.zh, date)


def _closing(episode: Episode, timeline: Timeline, rules: Graphics) -> ClosingCard:
    total = timeline.total_frames
    length = min(_frames(rules.closing_s, timeline), total // 4)
    return ClosingCard(Frames(total - length, total), episode.series_title, episode.city.zh, episode.credits)


def _card(
    mark: QuestionMark, questions: Sequence[QuestionMark], opened: int, timeline: Timeline, rules: Graphics
) -> QuestionCard:
    """The question while it is read out; gone when its answer ends or another question begins.

    One that is asked below the title comes when the title is gone, at `opened`.
    """
    least, most = _frames(rules.question_card_s, timeline), _frames(rules.question_card_longest_s, timeline)
    start = max(mark.asked.start, opened)
    following = (other.asked.start for other in questions if other.asked.start > mark.asked.start)
    latest = min([mark.whole.end, timeline.total_frames, *following])
    end = min(start + min(max(least, mark.asked.end - start), most), latest)
    return QuestionCard(Frames(start, max(start, end)), mark.number, mark.asker, mark.text, mark.topic)


def _apart(cards: Sequence[QuestionCard], others: Sequence[Graphic]) -> list[QuestionCard]:
    """Those that meet none of the others and none before them."""
    kept: list[QuestionCard] = []
    for card in cards:
        if not _meets_any(card.frames, [*others, *kept]):
            kept.append(card)
    return kept


def _straps(
    episode: Episode,
    timeline: Timeline,
    questions: Sequence[QuestionMark],
    straps: Sequence[StrapMark],
    cues: Sequence[ScreenCue],
    rules: Graphics,
) -> list[LowerThird]:
    found = [_strap(episode, mark.who, mark.frames) for mark in straps]
    first = _first_words(questions, cues)
    near = SAME_STRAP_S * timeline.fps
    if (
        first is not None
        and GUEST in episode.people
        and not any(mark.who == GUEST and abs(mark.frames.start - first) <= near for mark in straps)
    ):
        length = _frames(rules.lower_third_s, timeline)
        found.append(_strap(episode, GUEST, Frames(first, first + length)))
    return sorted(found, key=lambda strap: strap.frames)


def _strap(episode: Episode, who: str, frames: Frames) -> LowerThird:
    person = episode.people[who]
    return LowerThird(frames, person.name, person.role)


def _first_words(questions: Sequence[QuestionMark], cues: Sequence[ScreenCue]) -> int | None:
    """Where the first answer begins: the first cue after the first question was read out."""
    if not questions or len(questions[0].asked) <= 1:
        return None
    asked = questions[0].asked.end
    return next((cue.frames.start for cue in cues if cue.frames.start >= asked), None)


def _meets_any(frames: Frames, others: Sequence[Graphic]) -> bool:
    return any(frames.meets(other.frames) for other in others)


def _wait(strap: LowerThird, shown: Sequence[Graphic], total: int) -> LowerThird | None:
    """The strap after what it would have met; None where no room is left for reading it."""
    frames = strap.frames
    for other in sorted(shown, key=lambda graphic: graphic.frames):
        if frames.meets(other.frames):
            frames = frames.shifted(other.frames.end - frames.start)
    return replace(strap, frames=frames) if frames.end <= total else None
