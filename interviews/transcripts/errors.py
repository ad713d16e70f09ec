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
    "too_long": gettext_noop(
        "The transcript has %(count)s lines or paragraphs; at most %(limit)s can be read. Split it into several parts."
    ),
    "too_complex": gettext_noop(
        "The file is nested too deeply or unpacks to far more than its size, so it is not read. "
        "Open it in a word processor, copy the text and paste it."
    ),
    "unproven": gettext_noop(
        "The text could not be read without losing words, which is a fault of this program. "
        "Save the transcript as plain text with a label before each turn and upload that."
    ),
    "too_slow": gettext_noop(
        "Reading the file took too long and was stopped. Split it into several parts, or paste its text."
    ),
    "binary": gettext_noop("This is not a text file. Save the transcript as plain text or Markdown and upload that."),
    "broken": gettext_noop(
        "This looks like %(format)s, but the file is damaged. Open it in the program it comes from, save it again "
        "and upload that."
    ),
    "bad_data": gettext_noop(
        "Line %(line)s: this looks like %(format)s, but cannot be read there (%(found)s). "
        "Export the transcript again and upload that."
    ),
    "no_words": gettext_noop(
        "This is %(format)s, but no spoken text was found in it. Export the transcript with its text, for example as .txt."
    ),
    "unreadable": gettext_noop("This is %(format)s. %(remedy)s"),
    "single_line": gettext_noop(
        "Line %(line)s: the whole text is one single line, so questions and answers cannot be told apart. "
        "Start a new line for each question and each answer, as in “FIV: …” and “Anna: …”."
    ),
    "bad_interview_markdown": gettext_noop("Line %(line)s: %(found)s is not understood. %(remedy)s"),
}

DOUBTS: Mapping[str, str] = {
    # of the file
    "encoding": gettext_noop("Damaged letters were repaired here. Check them."),
    "encoding_guess": gettext_noop("The file does not say which encoding it has. Check umlauts and quotation marks."),
    "broken_character": gettext_noop("A character was damaged before the text arrived here."),
    "comment": gettext_noop("Somebody commented on this passage."),
    "tracked_change": gettext_noop("A tracked change was not settled here."),
    "overlap": gettext_noop("Two people speak at the same time here."),
    "machine_caption": gettext_noop("Speech recognition makes up lines like this one when nobody speaks."),
    "unplaced": gettext_noop("These words stand in the file outside its running text."),
    # of who speaks
    "label_typo": gettext_noop("This label looks like a misspelling."),
    "missing_label": gettext_noop("This paragraph follows a question but has no speaker."),
    "unknown_label": gettext_noop("This could be a speaker, but occurs too rarely to be sure."),
    "word_label": gettext_noop("This speaker’s name reads like an ordinary word."),
    "single_voice": gettext_noop("This speaker says hardly anything."),
    "no_speakers": gettext_noop("No speakers were found."),
    "one_speaker": gettext_noop("Only one speaker was found."),
    "open_roles": gettext_noop("It is not clear who asks and who answers."),
    "other_reading": gettext_noop("This place can be read in two ways."),
    "seam": gettext_noop("From here on the transcript is written in another way."),
    "question_unanswered": gettext_noop("This question is followed by another question without an answer."),
    "bold_answer": gettext_noop("This bold line could be a question or a stressed answer."),
    "weak_heading": gettext_noop("This short line could be a heading or the end of the answer."),
    "closing_note": gettext_noop("This line at the end could be a note or part of the conversation."),
    # of the text
    "repeated_paragraph": gettext_noop("The same paragraph stands here twice in a row."),
    "todo": gettext_noop("A note to the editors was left in the text."),
    "unclear_speech": gettext_noop("The transcriber marked this passage as hard to understand."),
    "italic_note": gettext_noop("A single paragraph in italics reads like a caption or a stage direction."),
    "abrupt_end": gettext_noop("The transcript ends in the middle of a sentence."),
}

PROPOSALS: Mapping[str, str] = {
    "check": gettext_noop("Please check."),
    "use_label": gettext_noop("Understood as “%(label)s”."),
    "as_answer": gettext_noop("Understood as the answer of %(label)s."),
    "as_question": gettext_noop("Understood as a question."),
    "as_text": gettext_noop("Left as text."),
    "as_voice": gettext_noop("Understood as a speaker, “%(label)s”."),
    "check_roles": gettext_noop("Say of each speaker whether they ask or answer."),
    "check_answer": gettext_noop("Both were kept as one question. Check whether an answer is missing."),
    "delete_one": gettext_noop("Both were kept."),
    "delete": gettext_noop("It was kept."),
    "resolve": gettext_noop("It was kept. Settle it before you publish."),
    "left_out": gettext_noop("Left out. Check whether something of it belongs to the text."),
    "as_heading": gettext_noop("Understood as a heading."),
    "as_bold_answer": gettext_noop("Understood as part of the answer."),
    "add_labels": gettext_noop("All text was kept as one answer. Choose a paragraph and say who speaks there."),
    "as_note": gettext_noop("Understood as a note."),
    "or_question": gettext_noop("It could also be a question."),
    "or_answer": gettext_noop("It could also be an answer."),
    "or_no_speech": gettext_noop("It could also be something that nobody says, such as a heading or a note."),
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
