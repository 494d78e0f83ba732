"""How lessons look in marimo: the goal, questions, exercises."""

from collections.abc import Callable
from typing import Any

import marimo as mo

from optlab.lesson import Judgement, Question


def intro(title: str, goal: str) -> Any:
    """The head of a lesson."""
    return mo.vstack([mo.md(f"# {title}"), mo.callout(mo.md(f"**After this lesson you:** {goal}"), kind="info")])


def quiz(question: Question) -> tuple[Any, Callable[[str | None], Any]]:
    """The field in which to answer, and reply(answer) for another cell."""
    field = mo.ui.radio(question.choices, label=f"**{question.text}**")
    return field, lambda answer: _callout(*question.check(answer))


def exercise(start: str, *, language: str = "python", button: str = "Let the lab judge") -> Any:
    """A field with a student's text and a button; its value is None until the button is pressed."""
    editor = mo.ui.code_editor(value=start, language=language) if language else mo.ui.text(value=start, full_width=True)
    return editor.form(submit_button_label=button)


def judged(text: str | None, judge: Callable[[str], Judgement]) -> Any:
    """What the lab says of the text, once there is one."""
    if text is None:
        return _callout(None, "Press the button when you are ready.")
    with mo.status.spinner(title="The lab tries to break it"):
        said = judge(text)
    return _callout(*said)


def _callout(good: bool | None, said: str) -> Any:
    kinds: dict[bool | None, Any] = {True: "success", False: "danger", None: "neutral"}
    return mo.callout(mo.md(said), kind=kinds[good])
