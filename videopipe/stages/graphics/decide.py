"""Which cards and straps the programme shows, and when."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from videopipe.config.episode import Episode
from videopipe.config.profile import Graphics
from videopipe.model.cues import ScreenCue
from videopipe.model.graphics import (
    Bug,
    ChapterMark,
    ClosingCard,
    ExpertStrap,
    Graphic,
    Logo,
    LowerThird,
    QuestionCard,
    TitleCard,
    TopicStrap,
)
from videopipe.model.marks import QuestionMark, StrapMark
from videopipe.model.time import Frames, Seconds, snap
from videopipe.model.timeline import Timeline
from videopipe.stages.graphics.words import question_label

Strap = LowerThird | ExpertStrap

GUEST = "mayor"
"""Who answers: the strap at the guest's first words names this person."""
SAME_STRAP_S = 10
"""A strap that the episode asks for so near to the guest's first words stands for both (GFX-03)."""


EXPERT_AFTER_S = Fraction(1, 2)
"""Into the expert's first picture, so that the face is seen first."""
READ_S, LEAST_S, CHARS_A_SECOND = Fraction(13, 10), 4, 5
"""GFX-02: half a second and 0.4 s each for coming and going, at least 4 s, five characters a second."""
CHAPTERS_FROM = 3
"""With fewer questions their cards tell enough."""
CHAPTER_S, CHAPTER_LEAST_S = 3, 2
TOPIC_LEAST_S, QUIET_S = 3, 1
"""A topic that would show for less is left out; one that would come with a strap lets it go first."""


def decide_graphics(
    episode: Episode,
    timeline: Timeline,
    *,
    questions: Sequence[QuestionMark],
    straps: Sequence[StrapMark],
    cues: Sequence[ScreenCue],
    rules: Graphics,
    logo: Logo | None = None,
) -> tuple[Graphic, ...]:
    """All that is drawn. Cards win: a strap waits until they are gone; chapters and topics take what room is left."""
    title, closing = _title(episode, timeline, rules, logo), _closing(episode, timeline, rules, logo)
    opened = title.frames.end
    names = [person.name for person in episode.people.values()]
    drawn = [_card(mark, questions, opened, timeline, rules, names) for mark in questions]
    cards = _apart(drawn, [title, closing])
    shown: list[Graphic] = [title, *cards, closing]
    shown += _placed(_straps(episode, timeline, questions, straps, cues, rules), shown, timeline)
    shown += _chapters(episode, cards, questions, shown, timeline)
    shown += _topics(cards, questions, shown, timeline)
    if rules.bug:
        between = Frames(title.frames.end, closing.frames.start)
        shown.append(Bug(between, episode.programme, episode.city.zh, logo))
    return tuple(graphic for graphic in shown if len(graphic.frames) > 0)


def reading_s(strap: Strap) -> Seconds:
    """How long a strap must stay to be read (GFX-02)."""
    return max(Seconds(LEAST_S), READ_S + Fraction(len(strap.name + strap.role), CHARS_A_SECOND))


def _frames(seconds: Seconds, timeline: Timeline) -> int:
    return snap(seconds, timeline.fps)


def _title(episode: Episode, timeline: Timeline, rules: Graphics, logo: Logo | None) -> TitleCard:
    length = min(_frames(rules.title_s, timeline), timeline.total_frames // 4)
    date = f"{episode.date.year}年{episode.date.month}月{episode.date.day}日"
    return TitleCard(Frames(0, length), episode.series_title, episode.title, episode.city.zh, date, logo)


def _closing(episode: Episode, timeline: Timeline, rules: Graphics, logo: Logo | None) -> ClosingCard:
    sources = tuple(dict.fromkeys(figure.source for figure in episode.highlights if figure.source))
    total = timeline.total_frames
    length = min(_frames(rules.closing_s, timeline), total // 4)
    frames = Frames(total - length, total)
    return ClosingCard(frames, episode.series_title, episode.city.zh, episode.credits, sources, logo)


def _card(
    mark: QuestionMark,
    questions: Sequence[QuestionMark],
    opened: int,
    timeline: Timeline,
    rules: Graphics,
    names: Sequence[str],
) -> QuestionCard:
    """The question while it is read out; gone when its answer ends or another question begins.

    One that is asked below the title comes when the title is gone, at `opened`.
    """
    least, most = _frames(rules.question_card_s, timeline), _frames(rules.question_card_longest_s, timeline)
    start = max(mark.asked.start, opened)
    following = (other.asked.start for other in questions if other.asked.start > mark.asked.start)
    latest = min([mark.whole.end, timeline.total_frames, *following])
    end = min(start + min(max(least, mark.asked.end - start), most), latest)
    frames, named = Frames(start, max(start, end)), tuple(name for name in names if name in mark.text)
    return QuestionCard(frames, mark.number, mark.asker, mark.text, mark.topic, names=named)


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
) -> list[Strap]:
    found: list[Strap] = [_strap(episode, mark.who, mark.frames) for mark in straps]
    first = _first_words(questions, cues)
    near = SAME_STRAP_S * timeline.fps
    if (
        first is not None
        and GUEST in episode.people
        and not any(mark.who == GUEST and abs(mark.frames.start - first) <= near for mark in straps)
    ):
        length = _frames(rules.lower_third_s, timeline)
        found.append(_strap(episode, GUEST, Frames(first, first + length)))
    found += _expert(episode, timeline, rules)
    return sorted(found, key=lambda strap: strap.frames)


def _strap(episode: Episode, who: str, frames: Frames) -> LowerThird:
    person = episode.people[who]
    return LowerThird(frames, person.name, person.role)


def _expert(episode: Episode, timeline: Timeline, rules: Graphics) -> list[ExpertStrap]:
    """The expert's name when he is first seen; who has none is called by his role."""
    comes, who = _expert_part(episode, timeline), episode.expert
    if comes is None or who is None or not (who.name or who.role):
        return []
    start = comes + _frames(EXPERT_AFTER_S, timeline)
    frames = Frames(start, start + _frames(rules.lower_third_s, timeline))
    return [ExpertStrap(frames, who.name or who.role, who.role if who.name else "")]


def _expert_part(episode: Episode, timeline: Timeline) -> int | None:
    """The frame that first shows footage of an expert."""
    roles = [item.role for item in episode.footage if item.role != "broll"]
    return next((at for at, piece in timeline.kept() if roles[piece.source] == "expert"), None)


def _first_words(questions: Sequence[QuestionMark], cues: Sequence[ScreenCue]) -> int | None:
    """Where the first answer begins: the first cue after the first question was read out."""
    if not questions or len(questions[0].asked) <= 1:
        return None
    asked = questions[0].asked.end
    return next((cue.frames.start for cue in cues if cue.frames.start >= asked), None)


def _meets_any(frames: Frames, others: Sequence[Graphic]) -> bool:
    return any(frames.meets(other.frames) for other in others)


def _placed(wanted: Sequence[Strap], shown: Sequence[Graphic], timeline: Timeline) -> list[Strap]:
    """Straps after what they would have met, as long as it takes to read them where there is room for that."""
    placed: list[Strap] = []
    for turn, strap in enumerate(wanted):
        free = _wait(strap, [*shown, *placed], timeline.total_frames)
        if free is not None:
            placed.append(_readable(free, [*shown, *placed, *wanted[turn + 1 :]], timeline))
    return placed


def _wait(strap: Strap, shown: Sequence[Graphic], total: int) -> Strap | None:
    """The strap after what it would have met; None where no room is left for reading it."""
    frames = strap.frames
    for other in sorted(shown, key=lambda graphic: graphic.frames):
        if frames.meets(other.frames):
            frames = frames.shifted(other.frames.end - frames.start)
    return replace(strap, frames=frames) if frames.end <= total else None


def _readable(strap: Strap, others: Sequence[Graphic], timeline: Timeline) -> Strap:
    start, end = strap.frames.start, strap.frames.end
    following = (other.frames.start for other in others if other.frames.start >= end)
    room = min([timeline.total_frames, *following])
    wanted = start + _frames(reading_s(strap), timeline)
    return replace(strap, frames=Frames(start, max(end, min(wanted, room))))


def _chapters(
    episode: Episode,
    cards: Sequence[QuestionCard],
    questions: Sequence[QuestionMark],
    shown: Sequence[Graphic],
    timeline: Timeline,
) -> list[ChapterMark]:
    """Before each card, where nothing else stands; where there are few questions and no other part, none."""
    if len(questions) < CHAPTERS_FROM and _expert_part(episode, timeline) is None:
        return []
    marks = []
    for card in cards:
        before = [other.frames.end for other in shown if other.frames.start < card.frames.start]
        end = card.frames.start
        start = max([end - _frames(Seconds(CHAPTER_S), timeline), *before])
        if end - start >= CHAPTER_LEAST_S * timeline.fps:
            topic = card.topic or question_label(card)
            marks.append(ChapterMark(Frames(start, end), card.number, len(questions), topic))
    return marks


def _topics(
    cards: Sequence[QuestionCard],
    questions: Sequence[QuestionMark],
    shown: Sequence[Graphic],
    timeline: Timeline,
) -> list[TopicStrap]:
    """While an answer runs, after its card and the strap that comes with it, until something is announced."""
    answers = {mark.number: mark.whole.end for mark in questions}
    straps = [each.frames for each in shown if isinstance(each, Strap)]
    others = [each.frames for each in shown if not isinstance(each, Strap)]
    topics = []
    for card in cards:
        start = _after_straps(card.frames.end, straps, timeline)
        following = (frames.start for frames in others if frames.start >= card.frames.end)
        end = min([answers[card.number], timeline.total_frames, *following])
        if card.topic and end - start >= TOPIC_LEAST_S * timeline.fps:
            topics.append(TopicStrap(Frames(start, end), card.topic))
    return topics


def _after_straps(start: int, straps: Sequence[Frames], timeline: Timeline) -> int:
    quiet = _frames(Seconds(QUIET_S), timeline)
    for strap in sorted(straps):
        if strap.meets(Frames(start, start + quiet)):
            start = strap.end
    return start
