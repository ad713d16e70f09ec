"""Files of other kinds are refused with their name and the way out; ZIP bombs are not unpacked."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.transcripts.errors import TranscriptError
from interviews.transcripts.formats.unreadable import FORMATS, REMEDIES, check_package, refuse
from interviews.transcripts.source import SourceFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ODF = "application/vnd.oasis.opendocument."
MANIFEST = "META-INF/manifest.xml"


def package(parts: Mapping[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(100)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"ID3\x04\x00\x00" + bytes(20), "audio"),
        (b"\xff\xfb\x90\x44" + bytes(20), "audio"),
        (b"RIFF\x24\x08\x00\x00WAVEfmt ", "audio"),
        (b"OggS\x00\x02" + bytes(20), "audio"),
        (b"fLaC\x00\x00\x00\x22", "audio"),
        (b"\x00\x00\x00\x20ftypM4A \x00\x00", "audio"),
        (b"\x00\x00\x00\x20ftypisom\x00\x00", "video"),
        (b"\x00\x00\x00\x14ftypqt  \x00\x00", "video"),
        (b"\x1aE\xdf\xa3\x01\x00\x00\x00", "video"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"GIF89a\x01\x00\x01\x00", "picture"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "picture"),
        (b"RIFF\x24\x08\x00\x00WEBPVP8 ", "picture"),
        (ole("WordDocument"), "doc"),
        (ole("EncryptedPackage"), "encrypted_office"),
        (ole("Workbook"), "spreadsheet"),
        (ole("PowerPoint Document"), "presentation"),
        (ole("Anderes"), "old_office"),
        (package({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "spreadsheet"),
        (package({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "presentation"),
        (package({"mimetype": ODF + "spreadsheet", "content.xml": ""}), "spreadsheet"),
        (package({"mimetype": ODF + "text", MANIFEST: "<manifest:encryption-data/>"}), "encrypted_odt"),
        (package({"mimetype": "application/epub+zip"}), "epub"),
        (package({"Index/Document.iwa": ""}), "pages"),
        (package({"Index/Document.iwa": "", "Index/CalculationEngine.iwa": ""}), "numbers"),
        (package({"Index/Document.iwa": "", "Index/Slide-1.iwa": ""}), "keynote"),
        (package({"interview.txt": "Vera: Ja."}), "archive"),
        (package({}), "archive"),
        (b"\x1f\x8b\x08\x00" + bytes(20), "archive"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "archive"),
        (b"Rar!\x1a\x07\x01\x00", "archive"),
        (b"MZ\x90\x00\x03\x00", "program"),
        (b"\x7fELF\x02\x01\x01\x00", "program"),
        (b"SQLite format 3\x00\x10\x00", "database"),
    ],
)
def test_files_of_other_kinds_are_refused_by_name(data: bytes, kind: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        refuse(SourceFile(data))

    assert caught.value.code == "unreadable"
    assert (caught.value.params["format"], caught.value.params["remedy"]) == (FORMATS[kind], REMEDIES[kind])


@pytest.mark.parametrize(
    "data",
    [
        package({"[Content_Types].xml": "", "word/document.xml": ""}),
        package({"mimetype": ODF + "text", "content.xml": "", MANIFEST: "<manifest/>"}),
        package({"content.xml": "", MANIFEST: "<manifest/>"}),
        b"MZ: Guten Tag.\nEG: Guten Tag.",
        b"GIF89a ist ein Format.",
        b"BM: Ja.\nID3: Nein.",
        b"{\\rtf1 Ja.}",
        "Vera: Schön.".encode("utf-16"),
        b"\xff\xfeV\x00e\x00r\x00a\x00",
        b"",
    ],
)
def test_texts_and_word_processors_files_pass(data: bytes) -> None:
    refuse(SourceFile(data))


@pytest.mark.parametrize("cut", [40, -30])
def test_a_damaged_word_file_is_called_damaged(cut: int) -> None:
    data = package({"[Content_Types].xml": "<Types/>" * 9, "word/document.xml": "<w/>"})

    with pytest.raises(TranscriptError) as caught:
        refuse(SourceFile(data[:cut], "gespraech.docx"))

    assert caught.value.code == "broken"


def test_every_kind_has_a_way_out() -> None:
    assert FORMATS.keys() == REMEDIES.keys()


def lying(size: int) -> bytes:
    """A package with one part that says it has 10 bytes and has `size`."""
    data = package({"word/document.xml": bytes(size)})
    honest = struct.pack("<I", size)
    assert data.count(honest) == 2
    return data.replace(honest, struct.pack("<I", 10))


@pytest.mark.parametrize(
    "data",
    [
        package({"word/document.xml": bytes(30_000_000)}),
        package({f"{n}.xml": "" for n in range(5_001)}),
        lying(30_000_000),
    ],
    ids=["dense", "many parts", "lying"],
)
def test_packages_that_unpack_to_too_much_are_refused(data: bytes) -> None:
    with pytest.raises(TranscriptError) as caught:
        check_package(data)

    assert caught.value.code == "too_complex"


@pytest.mark.parametrize(
    "data", [package({"word/document.xml": "<w/>" * 1000}), package({}), b"PK\x03\x04", b"", zlib.compress(b"Ja")]
)
def test_other_packages_pass(data: bytes) -> None:
    check_package(data)


@given(st.binary(max_size=80), st.integers(0, 400), st.sampled_from([b"", OLE, b"PK\x03\x04", b"\xff\xfb", b"MZ"]))
def test_anything_passes_or_is_refused(data: bytes, place: int, start: bytes) -> None:
    whole = package({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", "mimetype": ODF})

    for damaged in (start + data, whole[:place] + data + whole[place + len(data) :]):
        for check in (lambda content: refuse(SourceFile(content)), check_package):
            try:
                check(damaged)
            except TranscriptError as error:
                assert error.code in ("unreadable", "broken", "too_complex")
