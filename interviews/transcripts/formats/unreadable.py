"""Files that hold no text we can read, recognised by their content, each with the way out; and ZIP bombs."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from ..errors import TranscriptError, gettext_noop
from ..source import SourceFile

FORMATS: Mapping[str, str] = {
    "pdf": gettext_noop("a PDF file"),
    "audio": gettext_noop("an audio recording"),
    "video": gettext_noop("a video"),
    "picture": gettext_noop("a picture"),
    "doc": gettext_noop("a Word file in the old format (.doc)"),
    "encrypted_office": gettext_noop("an Office file with a password"),
    "encrypted_odt": gettext_noop("an OpenDocument file with a password"),
    "encrypted_zip": gettext_noop("a ZIP file with a password"),
    "spreadsheet": gettext_noop("a spreadsheet"),
    "presentation": gettext_noop("a presentation"),
    "message": gettext_noop("an Outlook message (.msg)"),
    "old_office": gettext_noop("an Office file in an old format"),
    "drawing": gettext_noop("a drawing"),
    "pages": gettext_noop("a Pages document"),
    "numbers": gettext_noop("a Numbers spreadsheet"),
    "keynote": gettext_noop("a Keynote presentation"),
    "epub": gettext_noop("an e-book (EPUB)"),
    "archive": gettext_noop("a packed archive"),
    "program": gettext_noop("a program"),
    "database": gettext_noop("a database"),
}

_COPY = gettext_noop("Open it, copy the text and paste it.")
_UNLOCK = gettext_noop("Save it without a password and upload that.")
_TRANSCRIBE = gettext_noop("Have it transcribed first and upload the transcript.")
_AS_DOCX = gettext_noop("Save it as .docx and upload that.")
_EXPORT_DOCX = gettext_noop("Export it as Word (.docx) and upload that.")
_AS_CSV = gettext_noop("Save the sheet with the transcript as .csv and upload that.")
_UNPACK = gettext_noop("Unpack it and upload the transcript that is in it.")
_TEXT_FILE = gettext_noop("Choose the file that has the transcript in it.")

REMEDIES: Mapping[str, str] = {
    "pdf": _COPY,
    "audio": _TRANSCRIBE,
    "video": _TRANSCRIBE,
    "picture": gettext_noop("Type or recognise its text first and paste that."),
    "doc": _AS_DOCX,
    "encrypted_office": _UNLOCK,
    "encrypted_odt": _UNLOCK,
    "encrypted_zip": gettext_noop("Unpack it with its password and upload the transcript that is in it."),
    "spreadsheet": _AS_CSV,
    "presentation": _COPY,
    "message": _COPY,
    "old_office": _AS_DOCX,
    "drawing": _COPY,
    "pages": _EXPORT_DOCX,
    "numbers": gettext_noop("Export it as CSV and upload that."),
    "keynote": _COPY,
    "epub": _COPY,
    "archive": _UNPACK,
    "program": _TEXT_FILE,
    "database": _TEXT_FILE,
}

# First bytes, most of them from the table of file signatures that `file` (libmagic) uses.
_BINARY_BEGINNINGS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), kind)
    for pattern, kind in (
        (rb"ID3[\x02-\x04]|fLaC|OggS\x00|RIFF.{4}WAVE|FORM.{4}AIF[FC]|caff\x00|#!AMR\n|MThd\x00|\.snd\x00", "audio"),
        # MPEG frames; FF FE would be the byte order mark of UTF-16.
        (
            rb"\xff[\xfa\xfb\xf2\xf3\xe2\xe3][\x10-\xef]|\xff[\xf1\xf9][\x40-\xff]",
            "audio",
        ),
        (rb".{4}ftyp(?:M4A|M4B|M4P|F4A)", "audio"),
        (rb".{4}ftyp(?:hei[cfmsx]|hev[cx]|mif1|msf1|avi[fs])", "picture"),
        (rb".{4}(?:ftyp|moov\x00|mdat|wide\x00|free\x00)|RIFF.{4}AVI |\x1aE\xdf\xa3|FLV\x01", "video"),
        (rb"\x00\x00\x01[\xba\xb3]|\x30\x26\xb2\x75\x8e\x66\xcf\x11|G.{187}G.{187}G", "video"),
        (rb"\x89PNG|GIF8[79]a|\xff\xd8\xff|RIFF.{4}WEBP|II\*\x00|MM\x00\*|8BPS\x00|BM.{4}\x00{4}", "picture"),
        (rb"\x00\x00\x01\x00[\x01-\x40]\x00|\x00\x00\x00\x0cjP  |\xff\x0a|gimp xcf", "picture"),
        (
            rb"\x1f\x8b|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|BZh\d1AY&SY|\xfd7zXZ\x00|\x28\xb5\x2f\xfd|MSCF\x00|.{257}ustar",
            "archive",
        ),
        (rb"MZ.{0,62}\x00|\x7fELF|\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe|\x00asm", "program"),
        (rb"\xffWPC", "old_office"),
        (rb"SQLite format 3\x00|\x00\x01\x00\x00Standard (?:Jet|ACE) DB", "database"),
    )
)
_PDF = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,64}%PDF-\d")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted_office"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "presentation"),
    ("Workbook", "spreadsheet"),
    ("Book\0", "spreadsheet"),
    ("__substg1.0_", "message"),
)
_MIMETYPES = (
    (b"application/epub+zip", "epub"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "spreadsheet"),
    (b"application/vnd.oasis.opendocument.presentation", "presentation"),
    (b"application/vnd.oasis.opendocument.graphics", "drawing"),
)
_LARGEST_PART_LOOKED_AT = 1_000_000

_MOST_ENTRIES = 5_000
_LARGEST_UNPACKED = 200_000_000
_LARGEST_DENSE = 20_000_000
_HIGHEST_RATIO = 200
_USUAL_COMPRESSION = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_CHUNK_IN = 1 << 16
_CHUNK_OUT = 1 << 20


# What is a ZIP archive unless it is damaged.
_PACKAGES = {".docx": "Word (.docx)", ".docm": "Word (.docx)", ".odt": "OpenDocument (.odt)"}


def refuse(file: SourceFile) -> None:
    """Raise TranscriptError `unreadable` for a file that is no text, Word or OpenDocument file but known otherwise.

    A damaged Word or OpenDocument file raises `broken`.
    """
    kind = _kind(file)
    if kind:
        raise TranscriptError("unreadable", format=FORMATS[kind], remedy=REMEDIES[kind])
    if file.suffix in _PACKAGES and not file.data.startswith(b"PK") and _is_binary(file.data):
        raise TranscriptError("broken", format=_PACKAGES[file.suffix])


def _kind(file: SourceFile) -> str:
    """A key of FORMATS; empty for a file that may be read."""
    data = file.data
    if _PDF.match(data[:100]):
        return "pdf"
    if data.startswith(_OLE):
        return next((kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in data), "old_office")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _package_kind(file)
    return next((kind for pattern, kind in _BINARY_BEGINNINGS if pattern.match(data) and _is_binary(data)), "")


def _is_binary(data: bytes) -> bool:
    """Whether bytes occur that no text has, at the beginning of the file: “GIF89a” may be the first word of a text."""
    return any(byte < 9 or 13 < byte < 26 for byte in data[:4096]) or data.startswith((b"\xff\xd8", b"\xff\xfb"))


def _package_kind(file: SourceFile) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as package:
            return _kind_of_parts(package, file.suffix)
    # Damaged packages raise nearly anything: BadZipFile, struct.error, zlib.error, NotImplementedError, UnicodeError.
    except Exception as error:
        beginning = file.data[:4096]
        if file.suffix in (".docx", ".docm") or b"word/" in beginning or b"[Content_Types].xml" in beginning:
            raise TranscriptError("broken", format="DOCX") from error
        if file.suffix == ".odt" or b"opendocument.text" in beginning:
            raise TranscriptError("broken", format="ODT") from error
        return "archive"


def _kind_of_parts(package: zipfile.ZipFile, suffix: str) -> str:
    names = package.namelist()
    mimetype = _beginning(package, "mimetype", 200)
    by_mimetype = next((kind for known, kind in _MIMETYPES if mimetype.startswith(known)), "")
    if mimetype.startswith(b"application/vnd.oasis.opendocument") or "META-INF/manifest.xml" in names:
        manifest = _beginning(package, "META-INF/manifest.xml", _LARGEST_PART_LOOKED_AT)
        if b"encryption-data" in manifest:
            return "encrypted_odt"
    if by_mimetype:
        return by_mimetype
    if any(info.flag_bits & 1 for info in package.infolist()):
        return "encrypted_zip"
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return ""
    if "[Content_Types].xml" in names:
        folders = {name.partition("/")[0] for name in names}
        kinds = {"word": "", "xl": "spreadsheet", "ppt": "presentation", "visio": "drawing"}
        return next((kind for folder, kind in kinds.items() if folder in folders), "archive")
    if "content.xml" in names and ("META-INF/manifest.xml" in names or suffix == ".odt"):
        return ""
    return _apple_kind(names, suffix) or "archive"


def _apple_kind(names: list[str], suffix: str) -> str:
    """Pages, Numbers and Keynote keep the same kind of package, with different parts in it."""
    if not any(name.endswith((".iwa", "Index.zip")) or name in ("index.xml", "index.apxl") for name in names):
        return ""
    if suffix == ".numbers" or any("/Tables/" in name or "CalculationEngine" in name for name in names):
        # Pages keeps the tables of a text in the same folder.
        return "pages" if suffix == ".pages" else "numbers"
    is_keynote = suffix == ".key" or any("/Slide" in name or name == "index.apxl" for name in names)
    return "keynote" if is_keynote else "pages"


def _beginning(package: zipfile.ZipFile, name: str, size: int) -> bytes:
    if name not in package.namelist() or package.getinfo(name).compress_type not in _USUAL_COMPRESSION:
        return b""
    try:
        with package.open(name) as part:
            return part.read(size)
    except RuntimeError:  # it needs a password
        return b""


def check_package(data: bytes) -> None:
    """Raise TranscriptError `too_complex` for a ZIP that unpacks to far more than it is worth reading.

    Declared sizes may lie, and parts may overlap: each part is unpacked once and thrown away as it comes, in pieces
    of 1 MB. Says nothing about damage; whoever reads the parts will find that.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
    except Exception:  # zipfile lets errors of several modules through
        return
    _check_total(sum(entry.file_size for entry in entries), len(data), len(entries))
    total = 0
    for entry in entries:
        for size in _unpacked_sizes(data, entry):
            total += size
            _check_total(total, len(data), len(entries))


def _check_total(unpacked: int, packed: int, entries: int) -> None:
    dense = unpacked > _LARGEST_DENSE and unpacked > _HIGHEST_RATIO * packed
    if entries > _MOST_ENTRIES or unpacked > _LARGEST_UNPACKED or dense:
        raise TranscriptError("too_complex")


def _unpacked_sizes(data: bytes, entry: zipfile.ZipInfo) -> Iterator[int]:
    """The sizes of the pieces that a part unpacks to, whatever its headers say."""
    header = data[entry.header_offset : entry.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size:
        return
    _, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    begin = entry.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    packed = memoryview(data)[begin : begin + entry.compress_size]
    if entry.compress_type not in _USUAL_COMPRESSION:
        # No word processor packs so, and what it unpacks to cannot be limited.
        raise TranscriptError("too_complex")
    if entry.compress_type == zipfile.ZIP_STORED:
        yield len(packed)
        return
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for place in range(0, len(packed), _CHUNK_IN):
        rest: bytes | memoryview = packed[place : place + _CHUNK_IN]
        while rest and not unpacker.eof:
            try:
                yield len(unpacker.decompress(rest, _CHUNK_OUT))
            except zlib.error:
                return
            rest = unpacker.unconsumed_tail
