"""A reading can be corrected and assembled again, and loses nothing by it."""

import pytest

from interviews.transcripts import Heading, Note, Reading, Transcript, Turn, assemble, parse, serialize, understand
from interviews.transcripts.interview_markdown import as_reading
from interviews.transcripts.reading import Cut

TEXT = """\
Brot und Geduld

Ein Gespräch in der Backstube von Malte Krümelbach.

FIV: Wann stehen Sie auf?

Malte: Um halb zwei.

Der Teig ist dann schon wach.

FIV: Und der Bäcker?

Malte: Selten.
"""


@pytest.fixture
def reading() -> Reading:
    return understand(TEXT)


def turns(reading: Reading) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(turn.kind, turn.speaker, turn.paragraphs) for turn in assemble(reading).turns]


def block(reading: Reading, beginning: str) -> int:
    return next(i for i, b in enumerate(reading.document.blocks) if b.text.startswith(beginning))


def test_mark_moves_a_paragraph(reading: Reading) -> None:
    changed = reading.with_mark(block(reading, "Der Teig"), "heading")

    assert Heading("Der Teig ist dann schon wach.") in assemble(changed).items
    assert assemble(reading) != assemble(changed)


def test_mark_gives_a_paragraph_to_another_voice(reading: Reading) -> None:
    voice = next(key for key, v in reading.voices.items() if v.label == "FIV")

    changed = reading.with_mark(block(reading, "Der Teig"), "speech", voice)

    assert turns(changed)[2] == ("question", "FIV", ("Der Teig ist dann schon wach.", "Und der Bäcker?"))


def test_label_of_a_note_is_text_again(reading: Reading) -> None:
    changed = reading.with_mark(block(reading, "Malte: Selten"), "note")

    assert assemble(changed).items[-1] == Note("Malte: Selten.")


def test_cut_can_be_taken_back(reading: Reading) -> None:
    index = block(reading, "Malte: Selten")
    assert reading.marks[index].cuts == (Cut(0, 6, "label"),)

    assert turns(reading.without_cut(index))[-1][2] == ("Malte: Selten.",)


def test_split_and_join_undo_each_other(reading: Reading) -> None:
    index = block(reading, "Der Teig")

    split = reading.split(index, 9)

    assert turns(split)[1][2] == ("Um halb zwei.", "Der Teig", "ist dann schon wach.")
    assert turns(split.join(index + 1)) == turns(reading)


def test_join_takes_the_mark_before(reading: Reading) -> None:
    joined = reading.join(block(reading, "Der Teig"))

    assert turns(joined)[1][2] == ("Um halb zwei. Der Teig ist dann schon wach.",)


def test_rename_keeps_the_old_label_as_alias(reading: Reading) -> None:
    key = next(key for key, v in reading.voices.items() if v.label == "Malte")

    renamed = assemble(reading.rename(key, "Krümelbach"))

    assert {s.label for s in renamed.speakers} == {"FIV", "Krümelbach"}
    assert [s.aliases for s in renamed.speakers if s.label == "Krümelbach"] == [("Malte",)]


def test_merge_makes_one_of_two(reading: Reading) -> None:
    fiv, malte = reading.voices

    merged = reading.merge(fiv, malte)

    assert len(merged.voices) == 1
    assert len(turns(merged)) == 1


def test_swapped_roles_turn_questions_into_answers(reading: Reading) -> None:
    assert [kind for kind, *_ in turns(reading.swap_roles())] == ["answer", "question"] * 2
    assert turns(reading.swap_roles().swap_roles()) == turns(reading)


def test_further_voice_can_be_given_blocks(reading: Reading) -> None:
    index = block(reading, "Der Teig")

    changed = reading.with_voice("x", "Zuschauerin", "asker").with_mark(index, "speech", "x")

    assert turns(changed)[2][:2] == ("question", "Zuschauerin")


@pytest.mark.parametrize("label", ["", "a:b", "[x]", "x" * 200])
def test_impossible_label_is_refused(reading: Reading, label: str) -> None:
    with pytest.raises(ValueError, match="label"):
        reading.rename(next(iter(reading.voices)), label)


def test_unknown_voice_is_refused(reading: Reading) -> None:
    with pytest.raises(ValueError, match="no voice"):
        reading.with_mark(4, "speech", "niemand")


def test_looks_links_and_lists_of_interview_markdown_stay() -> None:
    written = (
        "---\ninterview: 1\nlanguage: de\nasker: FIV\nexpert: Anna\n---\n\n**FIV:** Welches *Buch*?\n\n"
        "**Anna [0:01:05]:** **Dieses** hier: [Das Buch](https://buch.example/a). 2 \\* 3 `= 6`.\n\n- eins\n\n1. zwei\n"
    )
    assert assemble(as_reading(parse(written))) == parse(written)


def test_interview_markdown_can_be_corrected_too(reading: Reading) -> None:
    transcript = assemble(reading)

    again = assemble(as_reading(parse(serialize(transcript))))

    assert isinstance(again, Transcript)
    assert again == transcript
    assert all(isinstance(item, Turn) for item in again.items)
