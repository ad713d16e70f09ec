"""What a line that nobody says may be: credits, metadata, greetings, tools' own lines. German and English."""

import re
from collections.abc import Sequence
from itertools import pairwise

from . import stamps

_PAGE_NUMBER = re.compile(
    r"(?:[-–—|~•·]\s?)?(?:(?:seite|page|s\.|p\.)\s?)?(\d{1,4})(?:\s?(?:von|of|/)\s?\d{1,4})?(?:\s?[-–—|~•·])?$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:dear|hello|hi|liebe[rs]?|hallo|sehr geehrte[rs]?|guten (?:tag|morgen|abend)|moin)\b[^.?!:]{0,40}[,!]",
    re.IGNORECASE,
)
_CREDIT_WORD = (
    r"(?:interview|text|protokoll|fotos?|bild(?:er)?|photos?|images?|illustration|aufgezeichnet|übersetzung|redaktion|words|"
    r"interviewed|conducted|translated|produced|photographed|übersetzt|aufgenommen|geführt|"
    r"edited|contributed|written|posted|published|publication|transkri\w{2,12}|transcri\w{2,8}|mitarbeit|bearbeitung|gekürzt)"
)
_FAREWELLS = (
    r"(?:best|all the best|warm(?:est)?|kind(?:est)?|many thanks|take care|love)(?: wishes| regards)?,(?: |$)|best wishes|"
    r"(?:kind|best|warm) regards|mit (?:freundlichen|besten|herzlichen) grüßen|"
    r"(?:viele|beste|liebe|herzliche|schöne) grüße|(?:alles (?:gute|liebe)|bis bald|herzlichst?),(?: |$)|"
    r"(?:best|cheers|regards|sincerely|yours|lg|vg|mfg|herzlich(?:st)?|grüße|gruß)[ ,!.]*$|p\.\s?s\."
)
# "By Jo Hill (words) and Max Ross (pictures), for the newsletter"
_BYLINE = (
    r"(?:von|by) (?-i:[A-ZÀ-Þ])[\w.’-]*(?: (?:und |and |& )?(?:(?-i:[A-ZÀ-Þ])[\w.’-]*|\([^()]{1,30}\))){1,7}"
    r"(?:\s?[,|·/–-].{0,100}| (?:on|in|am|im|vom) [^.!?]{2,60})?\.?$"
)
_CREDIT = re.compile(
    r"(?:das|dieses) (?:gespräch|interview) führte|mit (?-i:[A-ZÀ-Þ])[^.!?]{2,60} sprach(?:en)? (?-i:[A-ZÀ-Þ])|"
    r"(?-i:[A-ZÀ-Þ])[\w’-]+(?: (?-i:[A-ZÀ-Þ])[\w.’-]*){1,3} (?:spoke|talked|was speaking) (?:to|with) (?-i:[A-ZÀ-Þ])|zur person\b|zum autor\b|zur autorin\b|"
    r"über (?:den|die) (?:autor|experte|interview)\w*|about the (?:author|interview)\w*|die fragen stellte|"
    r"(?:mehr|more|weiterlesen|read more|lesen sie auch|siehe auch|see also|further reading)\b[^.!?:]{0,40}:|"
    r"(?:aufgezeichnet|recorded) (?:am|im|in|an|auf|at|on)\b[^.!?]{0,80}\.?$|"
    r"(?:\w+ )?(?:tags|schlagw\w{2,6}) ?: ?\S|(?:about|über) ?: ?\S|"
    r"(?:dieses|das|this|the|our) (?:interview|gespräch|conversation|q&a) (?:has been|was|is|wurde|ist) [^.!?]{0,50}\b"
    r"(?:edited|condensed|gekürzt|redigiert|bearbeitet)\b(?! by| von)|"
    r"(?:dieses|das|this|the) trans[kc]ript (?:wurde|ist|was|is|has been)\b|©|\(c\) |"
    r"\W?" + _CREDIT_WORD + "(?:/" + _CREDIT_WORD + r")?(?: (?:von|by|date)\b| ?: ?| ?©)|" + _FAREWELLS + "|" + _BYLINE,
    re.IGNORECASE,
)
_EDITORS_NOTE = re.compile(
    r"\W?(?:anm(?:\.|erkung)(?: d\.| der)? ?red(?:\.|aktion\b)|hinweis der redaktion|redaktionelle[rs]? (?:anmerkung|hinweis)|"
    r"editor(?:[’']s|ial)? note|ed\.? note|note from the editors?)(?!\w)",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"(?:fotos?|photos?|bild(?:er|quelle)?|image|illustration(?:en|s)?|grafik|graphic|abb(?:ildung)?\.?|quelle|picture)(?: ?\d{1,2})?"
    r"(?: credits?|nachweis)? ?(?:: ?|© ?|von |by )",
    re.IGNORECASE,
)
_METADATA = re.compile(r"[^\W\d_][\w ./-]{0,28}\s?[:=](?:\s?\S|$)|\d{1,2} (?:speakers?|sprecher|teilnehmer)\b")
_KEY = re.compile(
    r"(?:datum|date|ort|place|location|dauer|duration|länge|length|zeit|time|uhrzeit|aufnahme\w{0,8}|recording|interview(?:er|erin|te|ter|ee|partner|partnerin)?|"
    r"gesprächspartner(?:in)?|befragte[rs]?|teilnehmer(?:innen)?|teilnehmende|participants?|speakers?|sprecher(?:innen)?|personen|anwesend\w{0,3}|transkri\w{2,12}|"
    r"transcri\w{2,8}|projekt|project|thema|topic|titel|status|version|stand|autor(?:in)?|authors?|kategorie|category|tags?|ressort|medium|source|quelle|"
    r"file|datei|sprache|language|host|gast|guest|moderat\w{2,5}|von|an|cc|bcc|betreff|from|to|subject|sent|gesendet|reply-to|antwort an|attendees|"
    r"anlass|lesezeit|reading time|anmerkungen?|\d{1,2} (?:speakers?|sprecher|teilnehmer))\s?(?:/\s?\w{1,20}\s?)?[:=]",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)[^\W\d_]{0,6}\.?"
_DATE = re.compile(
    rf"(?:(?:[^\W\d_]{{2,10}}\.?|[^\d,.]{{2,30}},),? )?(?:(?:am|im|den|in|on) )?(?:{_MONTH} \d{{4}}|\d{{1,2}}\.? ?{_MONTH},? ?\d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|"
    r"\d{4}-\d{2}-\d{2})(?:,? (?:um )?\d{1,2}[:.]\d{2} ?(?:[ap]m|uhr)?)?$",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"(?:\d{1,3} ?(?:h|std\.?|hrs?) ?)?\d{1,3} ?(?:m|min\.?|mins?)(?: ?\d{1,2} ?(?:s|sek\.?|secs?))?$", re.IGNORECASE
)
_LEGEND = re.compile(
    r"(?:(?:legende|legend|key|abkürzungen|abbreviations|sprecher\w{0,5}|speakers) ?: ?)?\(?[^\W\d_]{1,12}\d?\s?[=:]\s?[^=:]{2,60}[,;]\s?[^\W\d_]{1,12}\d?\s?[=:]\s?",
    re.IGNORECASE,
)
_TOOL = re.compile(
    r"(?:.{1,80} )?(?:started|stopped) transcription\b|(?:transcription|recording|meeting) (?:started|stopped|ended)\b.{0,40}$|.{1,80} hat die transkription (?:gestartet|beendet)|"
    r"(?:transcri(?:bed|pt|ption)|transkri(?:biert|ption|pt)|generated|erstellt)\b.{0,40}\b(?:otter|noscribe|trint|sonix|descript|"
    r"happy ?scribe|rev\.com|whisper\w*|f4\w*|maxqda|amberscript|teams|zoom)\b|export(?:ed|iert) (?:from|by|with|aus|von|mit) ",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"https?://|www\.|\w@\w|\b\d{1,2}(?:[:.]\d{2})? ?(?:uhr|[ap]\.?m\b)|\b\d{1,2}\.? (?:"
    + _MONTH
    + r")|\b(?:isbn|tickets?)\b",
    re.IGNORECASE,
)
_ENDING = re.compile(r"[.…?!:;,][\s„“”\"'’»«)\]]*$")
_STOP_INSIDE = re.compile(r"[^\W\d_]{4,}\.\s")
_TOOL_HEADING = re.compile(
    r"(?:attendees|participants|invited|transcript|teilnehmer(?:innen)?|teilnehmende|transkript|mitschrift|"
    r"(?:start|beginning|end|beginn|anfang|ende) (?:of|des|der) (?:the )?(?:transcript|transkripts?|recording|aufnahme|interviews?))$",
    re.IGNORECASE,
)
_END = re.compile(
    r"\W*(?:ende|the end|end|fin|schluss|(?:ende|end) (?:of|der|des) (?:the )?(?:aufnahme|interviews?|gesprächs|transkripts?|"
    r"recording|transcript|conversation|tape|audio))[^\w?!]*$",
    re.IGNORECASE,
)
_MAIL_KEY = re.compile(
    r"(?:von|from|an|to|cc|bcc|betreff|subject|datum|date|gesendet|sent|reply-to|antwort an) ?: ?\S", re.IGNORECASE
)
_SENDER = re.compile(r"(?:von|from) ?:", re.IGNORECASE)
_QUOTING = re.compile(r"(?:on|am) .{6,140} (?:wrote|schrieb)(?: .{1,80})?:$", re.IGNORECASE)
_REMARK = re.compile(r"\s*[\[(][^\[\]()]{1,60}[\])]\s*$")
_CERTAIN_PAGE = re.compile(r"(?:[-–—]\s?\d{1,4}\s?[-–—]|(?:seite|page) \d{1,4} (?:von|of) \d{1,4})$", re.IGNORECASE)
_TITLED = re.compile(
    r"(?:transcript|transkript|episode|folge|podcast|titel|title|thema|topic)\b[^:]{0,20}:(?: \S+){3,}", re.IGNORECASE
)
_CLOSING_THANKS = re.compile(
    r"(?:[^.!?]{0,40}, )?(?:wir danken|(?:vielen |herzlichen |besten |ganz )?(?:lieben )?dank\w{0,3}|thank you|(?:many )?thanks)\b"
    r"(?:[^.!?]{0,100}\b(?:gespräch|interview|zeit|einblicke?|antworten|time|talk(?:ing)?|speaking|chat(?:ting)?|insights?|"
    r"conversation|joining|sharing|answers)\b[^.!?]{0,60}|[^.!?]{0,20})[.!]*$",
    re.IGNORECASE,
)
_THANKS = re.compile(r"\b(?:dank\w{0,10}|thanks?|thank you)\b", re.IGNORECASE)


def page_numbers(lines: Sequence[str]) -> list[int]:
    """The places of lines that hold a page number and nothing else: those that can be nothing else, or count up."""
    found = [(place, int(m[1])) for place, line in enumerate(lines) if (m := _PAGE_NUMBER.match(line))]
    places = [place for place, line in enumerate(lines) if _CERTAIN_PAGE.match(line)]
    for (place, page), (following, next_page) in pairwise(found):
        if next_page == page + 1:
            places += [place, following]
    return sorted(set(places))


def mail_headers(lines: Sequence[str]) -> list[int]:
    """The places of a mail's header lines, if a sender is among them, and of `On Friday … wrote:`."""
    places: list[int] = []
    run: list[int] = []
    for place, line in enumerate([*lines, ""]):
        if _MAIL_KEY.match(line[:400]):
            run.append(place)
            continue
        if len(run) > 1 and any(_SENDER.match(lines[at]) for at in run):
            places += run
        run = []
        if _QUOTING.match(line[:200]):
            places.append(place)
    return places


def is_titled(text: str) -> bool:
    """`Transcript: Small engines, episode 41`: a headline behind a word that says so."""
    return bool(_TITLED.match(text))


def is_closing_thanks(text: str) -> bool:
    """`Vielen Dank für das Gespräch!` and nothing else."""
    return len(text) < 200 and bool(_CLOSING_THANKS.match(text))


def is_end(text: str) -> bool:
    """`ENDE`, `End of interview` and nothing else."""
    return len(text) < 60 and bool(_END.match(text))


def is_greeting(text: str) -> bool:
    """`Dear Ferdinand, …`: a letter's opening."""
    return bool(_GREETING.match(text))


def is_credit(text: str) -> bool:
    """Byline, photo credit or a letter's close."""
    return len(text) < 300 and bool(_CREDIT.match(text))


def is_editors_note(text: str) -> bool:
    """`Anm. d. Red.: …`"""
    return bool(_EDITORS_NOTE.match(text))


def is_picture_credit(text: str) -> bool:
    """`Foto: Karl Knips`: stands wherever the picture stood."""
    return len(text) < 120 and bool(_PICTURE.match(text)) and len(text.split()) <= 12


def is_metadata(text: str) -> bool:
    """`Date: 17.05.2021`, a date or a duration alone, a legend of labels."""
    return len(text) <= 200 and bool(_KEY.match(text) or is_date(text) or _LEGEND.match(text))


def is_list_heading(text: str) -> bool:
    """`Attendees`, `Transcript`: the headings that meeting tools put above their parts."""
    return bool(_TOOL_HEADING.match(text.strip(" *_:#")))


def is_key_and_value(text: str) -> bool:
    """`Something: short`, which beside another such line is metadata."""
    return len(text) <= 120 and bool(_METADATA.match(text)) and not _prose_after_colon(text)


def is_date(text: str) -> bool:
    """A date or a duration and nothing else."""
    return len(text) < 60 and bool(_DATE.match(text) or _DURATION.match(text))


def is_legend(text: str) -> bool:
    """`I = Interviewerin, B = Befragte`."""
    return len(text) < 200 and bool(_LEGEND.match(text))


def is_tool_line(text: str) -> bool:
    """A line that a transcription tool writes about itself."""
    return len(text) < 300 and bool(_TOOL.match(text))


def is_time(text: str) -> bool:
    """A time code and nothing else."""
    text = text.strip(" \t*_")
    stamp = stamps.at(text, 0)
    return stamp is not None and stamp.end == len(text)


def thanks(text: str) -> bool:
    return bool(_THANKS.search(text))


def points_elsewhere(text: str) -> bool:
    """Whether a text gives an address, an hour or a day, as announcements do."""
    return len(text) < 600 and bool(_ELSEWHERE.search(text))


def has_ending(text: str) -> bool:
    """Whether a line ends as a sentence or a clause does; a remark in brackets behind it does not count."""
    return bool(_ENDING.search(_REMARK.sub("", text)[-20:]))


def has_several_sentences(text: str) -> bool:
    """Whether a full stop stands inside, not behind an abbreviation."""
    return bool(_STOP_INSIDE.search(text))


def is_prose(text: str) -> bool:
    """Whether a line is more than a headline: a sentence, or longer than a headline is."""
    return (has_ending(text) and text.rstrip('“”"»«’)')[-1:] in ".!?…") or len(text.split()) > 14


def is_short(text: str) -> bool:
    """Short enough for a section heading."""
    return len(text) <= 90 and len(text.split()) <= 12


def _prose_after_colon(text: str) -> bool:
    return len(text.partition(":")[2].split()) > 12
