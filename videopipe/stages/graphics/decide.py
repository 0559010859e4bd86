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
    total = timeline.total_frames
    title = _title(episode, timeline, rules)
    closing = _closing(episode, timeline, rules)
    cards = [_card(mark, timeline, rules, total) for mark in questions]
    fixed: list[TitleCard | QuestionCard | ClosingCard] = [title, *cards, closing]
    kept = [
        card for card in fixed if card in (title, closing) or not _meets_any(card.frames, [title, closing])
    ]
    wanted = _straps(episode, timeline, questions, straps, cues, rules)
    shown = [strap for strap in (_wait(strap, kept, total) for strap in wanted) if strap is not None]
    bug = [Bug(Frames(title.frames.end, closing.frames.start), episode.programme, episode.city.zh)]
    return tuple(
        graphic for graphic in [*kept, *shown, *(bug if rules.bug else [])] if len(graphic.frames) > 0
    )


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


def _card(mark: QuestionMark, timeline: Timeline, rules: Graphics, total: int) -> QuestionCard:
    least, most = _frames(rules.question_card_s, timeline), _frames(rules.question_card_longest_s, timeline)
    end = mark.asked.start + min(max(least, len(mark.asked)), most)
    frames = Frames(mark.asked.start, min(end, mark.whole.end, total))
    return QuestionCard(frames, mark.number, mark.asker, mark.text, mark.topic)


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
        found.append(_strap(episode, GUEST, Frames(first, min(first + length, timeline.total_frames))))
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


def _wait(strap: LowerThird, cards: Sequence[Graphic], total: int) -> LowerThird | None:
    """The strap after the cards it would have met; None where no room is left for reading it."""
    length, frames = len(strap.frames), strap.frames
    for card in sorted(cards, key=lambda card: card.frames):
        if frames.meets(card.frames):
            frames = Frames(card.frames.end, card.frames.end + length)
    frames = Frames(frames.start, min(frames.end, total))
    if len(frames) < length or _meets_any(frames, cards):
        return None
    return replace(strap, frames=frames)
