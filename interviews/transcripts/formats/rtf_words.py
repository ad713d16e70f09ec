"""The words of Rich Text and what they mean for a reader. Microsoft, RTF specification 1.9.1."""

import re

TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?[0-9]{1,9})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)",
    re.DOTALL,
)
MARKER, BOX = "marker", "outside the text"
HEADING = re.compile(r"(?:heading|überschrift) ?([1-6])", re.IGNORECASE)
# The bullets of the Symbol and Wingdings fonts, which Word writes as private characters.
PICTURES = {0xF0B7: "•", 0xF0A7: "•", 0xF0D8: "•", 0xF04A: "☺"}

# \fcharset numbers and the code pages they stand for; 0 and 1 mean that of the document.
CHARSETS = {
    **{77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254"},
    **{163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"},
    **{254: "cp437", 255: "cp850"},
}
DOCUMENT_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}
SYMBOLS = {
    **{"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”"},
    **{"bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ", "tab": " ", "softline": " "},
    **{"zwj": "", "zwnj": ""},
    **{"~": "\u00a0", "_": "-", "-": "", ":": ":", "{": "{", "}": "}", "\\": "\\", "|": ""},
}
ENDS = frozenset(("par", "sect", "page", "column", "cell", "nestcell", "row", "nestrow"))

# Destinations that pandoc needs as they are.
PASSED = frozenset(("listtable", "listoverridetable", "fldinst"))
TAKEN = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "page header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "page footer"),
    **{"annotation": "comment", "shptxt": BOX, "dptxbxtext": BOX, "pntext": MARKER, "listtext": MARKER},
}
DROPPED = frozenset(
    (
        *("fonttbl", "colortbl", "info", "pict", "objdata", "sp", "shprslt", "nonshppict", "upr"),
        *("template", "private", "xe", "tc", "tcn", "rxe", "txe"),
        *("ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn"),
    )
)
# Of the words in the text: those that pandoc must not see, as they are settled here.
SETTLED = frozenset(
    ("uc", "f", "deff", "ansi", "mac", "pc", "pca", "ansicpg", "v", "deleted", "revised", "chftn", "chatn", "chpgn")
)
