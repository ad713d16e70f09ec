"""What can go wrong with an input, and every sentence this package says to people.

The sentences are English message ids; whoever shows them translates them with
gettext and fills in the parameters.
"""

from collections.abc import Mapping


def gettext_noop(message: str) -> str:
    """Mark a message for `makemessages` without translating it here."""
    return message


ERRORS: Mapping[str, str] = {
    "empty": gettext_noop("The transcript is empty. Paste its text or choose a file that has text in it."),
    "too_large": gettext_noop(
        "The file has %(size)s MB; at most %(limit)s MB can be read. Split it into several parts."
    ),
    "binary": gettext_noop("This is not a text file. Save the transcript as plain text or Markdown and upload that."),
    "single_line": gettext_noop(
        "Line %(line)s: the whole text is one single line, so questions and answers cannot be told apart. "
        "Start a new line for each question and each answer, as in “FIV: …” and “Anna: …”."
    ),
    "unknown_format": gettext_noop(
        "Files ending in “%(suffix)s” cannot be read yet. Save the transcript as plain text (.txt) or Markdown (.md)."
    ),
    "bad_interview_markdown": gettext_noop("Line %(line)s: %(found)s is not understood. %(remedy)s"),
}

DOUBTS: Mapping[str, str] = {
    "label_typo": gettext_noop("This label looks like a misspelling."),
    "missing_label": gettext_noop("This paragraph follows a question but has no speaker."),
    "unknown_label": gettext_noop("This could be a speaker, but occurs too rarely to be sure."),
    "question_unanswered": gettext_noop("This question is followed by another question without an answer."),
    "repeated_paragraph": gettext_noop("The same paragraph stands here twice in a row."),
    "todo": gettext_noop("A note to the editors was left in the text."),
    "unclear_speech": gettext_noop("The transcriber marked this passage as hard to understand."),
    "broken_character": gettext_noop("A character was damaged before the text arrived here."),
    "weak_heading": gettext_noop("This short line could be a heading or the end of the answer."),
    "bold_answer": gettext_noop("This bold line could be a question or a stressed answer."),
    "no_speakers": gettext_noop("No speakers were found."),
    "one_speaker": gettext_noop("Only one speaker was found."),
    "closing_note": gettext_noop("This line at the end could be a note or part of the conversation."),
}

PROPOSALS: Mapping[str, str] = {
    "use_label": gettext_noop("Understood as “%(label)s”."),
    "as_answer": gettext_noop("Understood as the answer of %(label)s."),
    "as_text": gettext_noop("Left as text. If “%(label)s” speaks here, give the label at least twice."),
    "check_answer": gettext_noop("Both were kept as one question. Check whether an answer is missing."),
    "delete_one": gettext_noop("Both were kept. Delete one."),
    "resolve": gettext_noop("It was kept. Settle it before you publish."),
    "as_heading": gettext_noop("Understood as a heading."),
    "as_bold_answer": gettext_noop("Understood as part of the answer."),
    "add_labels": gettext_noop("All text was kept as one answer. Put a label such as “FIV:” before each question."),
    "as_note": gettext_noop("Understood as a note."),
}


class TranscriptError(Exception):
    """An input that cannot be read at all.

    `code` is a key of `ERRORS`, `params` fill its placeholders; `line` is the
    1-based line of the input where one is to blame.
    """

    def __init__(self, code: str, *, line: int | None = None, **params: object) -> None:
        self.code = code
        self.line = line
        self.params: dict[str, object] = {"line": line, **params}
        super().__init__(ERRORS[code] % self.params)
