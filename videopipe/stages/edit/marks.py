"""Moves what the episode places in source time (questions, straps) to programme frames."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from videopipe.config.episode import CueRef, CutIn, Episode, LowerThirdItem, Question
from videopipe.model.cues import Cue
from videopipe.model.errors import InputError
from videopipe.model.marks import CutInMark, QuestionMark, Side, StrapMark
from videopipe.model.time import Frames, Seconds, Span, snap, time_of, timecode
from videopipe.model.timeline import Timeline

FIRST_SOURCE = 0
"""Episode times are those of the first footage file."""
QUESTION_ENDS = ("？", "?", "？”", "?”")


class CutInsMeet(InputError):
    """Two infographics at once."""

    en = "the cut-ins {first} and {second} would be on screen at once, around {at} of the programme. Place one of them later"
    zh = "插入的图解 {first} 与 {second} 在成片 {at} 附近重叠。请调整其中一个的时间"


def start_of(place: Seconds | CueRef, cues: Sequence[Cue]) -> Seconds:
    """Source time where `place` begins; StopIteration if there is no such cue."""
    return _cue(place.first, cues).span.start if isinstance(place, CueRef) else place


def end_of(place: Seconds | CueRef, cues: Sequence[Cue]) -> Seconds:
    """Source time where `place` ends; StopIteration if there is no such cue."""
    return _cue(place.last, cues).span.end if isinstance(place, CueRef) else place


def _cue(number: int, cues: Sequence[Cue]) -> Cue:
    return next(cue for cue in cues if cue.number == number)


def question_spans(questions: Sequence[Question], cues: Sequence[Cue], duration: Seconds) -> list[Span]:
    """Source time of each question with its answer; an open end runs to the next question or the last word."""
    starts = [start_of(question.at, cues) for question in questions]
    last_word = max((cue.span.end for cue in cues), default=duration)
    spans = []
    for question, start in zip(questions, starts, strict=True):
        following = min((other for other in starts if other > start), default=max(last_word, start))
        end = following if question.until is None else end_of(question.until, cues)
        spans.append(Span(start, max(end, start)))
    return spans


def place_questions(
    episode: Episode, cues: Sequence[Cue], timeline: Timeline, duration: Seconds
) -> tuple[QuestionMark, ...]:
    """Questions in programme order; one that was cut away entirely is left out."""
    marks: list[QuestionMark] = []
    spans = question_spans(episode.questions, cues, duration)
    for question, span in sorted(zip(episode.questions, spans, strict=True), key=lambda pair: pair[1].start):
        whole = timeline.programme_span(FIRST_SOURCE, span)
        if whole is None:
            continue
        asked = timeline.programme_span(FIRST_SOURCE, _asked(span, cues)) or Frames(
            whole.start, whole.start + 1
        )
        marks.append(
            QuestionMark(
                len(marks) + 1, question.id, question.topic, question.asker, question.text, asked, whole
            )
        )
    return tuple(marks)


def _asked(span: Span, cues: Sequence[Cue]) -> Span:
    """From the question's start to the end of the first cue that ends with a question mark."""
    for cue in cues:
        # By its middle: times typed by a person fall a little before or after a cue's edge.
        if span.holds((cue.span.start + cue.span.end) / 2) and cue.text.strip().endswith(QUESTION_ENDS):
            return Span(span.start, min(cue.span.end, span.end))
    return Span(span.start, span.start)


def place_straps(
    items: Sequence[LowerThirdItem], cues: Sequence[Cue], timeline: Timeline
) -> tuple[StrapMark, ...]:
    """Straps where the episode wants them, for as long as it wants, be it beyond the end; one whose start was
    cut away is left out.
    """
    marks = []
    for item in items:
        start = timeline.programme_frame(FIRST_SOURCE, start_of(item.at, cues))
        if start is not None:
            marks.append(StrapMark(item.who, Frames(start, start + snap(item.for_, timeline.fps))))
    return tuple(marks)


_SIDES: Mapping[str, Side | None] = {"full": None, "panel": "right", "panel-left": "left"}


def place_cut_ins(
    items: Sequence[CutIn], lengths: Mapping[str, int], cues: Sequence[Cue], timeline: Timeline
) -> tuple[CutInMark, ...]:
    """Infographics where the episode wants them, each as long as `lengths` says; one that would outlast the programme
    comes earlier, one whose start was cut away is left out. Raises CutInsMeet.
    """
    marks = []
    for item in items:
        start, length = timeline.programme_frame(FIRST_SOURCE, start_of(item.at, cues)), lengths[item.scene]
        if start is not None and length <= timeline.total_frames:
            start = min(start, timeline.total_frames - length)
            marks.append(CutInMark(item.scene, Frames(start, start + length), _SIDES[item.as_]))
    marks.sort(key=lambda mark: mark.frames.start)
    for one, other in pairwise(marks):
        if one.frames.meets(other.frames):
            at = timecode(time_of(other.frames.start, timeline.fps))
            raise CutInsMeet(first=one.scene, second=other.scene, at=at)
    return tuple(marks)
