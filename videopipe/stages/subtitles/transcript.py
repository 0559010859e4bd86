"""What was said, as text for people: paragraphs by question."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from videopipe.model.cues import ScreenCue
from videopipe.model.time import Frames, time_of, timecode


@dataclass(frozen=True)
class QuestionSpan:
    """A question and the programme frames of question and answer together."""

    id: str
    topic: str
    asker: str
    text: str
    frames: Frames


@dataclass(frozen=True)
class Paragraph:
    """What was said about one question, or between questions; `start` is a programme frame."""

    question: QuestionSpan | None
    start: int
    text: str


def paragraphs(cues: Sequence[ScreenCue], questions: Sequence[QuestionSpan]) -> tuple[Paragraph, ...]:
    """`cues` in order, joined as long as they belong to the same question."""

    def question_of(cue: ScreenCue) -> QuestionSpan | None:
        return next((q for q in questions if q.frames.start <= cue.frames.start < q.frames.end), None)

    groups = ((question, list(group)) for question, group in groupby(cues, key=question_of))
    return tuple(
        Paragraph(question, group[0].frames.start, _joined([cue.spoken for cue in group]))
        for question, group in groups
    )


def _joined(spoken: Sequence[str]) -> str:
    """One running text; a space where no punctuation stands between two cues."""
    text = ""
    for part in spoken:
        text += " " if text and text[-1].isalnum() and part[:1].isalnum() else ""
        text += part
    return text


def render_transcript_txt(parts: Sequence[Paragraph], fps: Fraction) -> str:
    """Plain text: a heading with time, topic, who asks and what, then what was said."""
    return "\n".join(f"{_heading(part, fps)}\n{part.text}\n" for part in parts)


def _heading(part: Paragraph, fps: Fraction) -> str:
    clock = f"[{timecode(time_of(part.start, fps))[:8]}]"
    if part.question is None:
        return clock
    return f"{clock} {part.question.topic}｜{part.question.asker}：{part.question.text}"
