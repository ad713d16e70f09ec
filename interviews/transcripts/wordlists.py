"""Closed classes of words, German and English, by which the interpretation tells names from other words."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Who asks now and then, from the floor.
FLOOR = _words("publikum publikumsfrage zuschauer zuschauerin zuhörer zuhörerin audience leserfrage")
# What names the part of who asks, in lower case as all words here.
ASKERS = FLOOR | _words(
    """
    f frage fragen q question questions fr fragesteller fragestellerin interviewer interviewerin interviewende
    int moderator moderatorin moderation mod redaktion reporter reporterin host i journalist journalistin
    vorsitzende vorsitzender
    """
)
# What names the part of who answers.
EXPERTS = _words(
    """
    a antwort antworten answer answers ant experte expertin expert guest gast befragte befragter b interviewte
    interviewter interviewpartner interviewpartnerin interviewee respondent zeuge zeugin ip
    """
)
# What opens a remark, not a turn: what it introduces belongs to who speaks already. Adverbs, conjunctions and
# pronouns, and words for parts of a text.
OPENERS = _words(
    """
    übrigens andererseits einerseits allerdings jedenfalls trotzdem dennoch deshalb deswegen daher darum denn aber und
    oder doch zudem ferner schließlich zuletzt zuerst dann danach später früher damals
    inzwischen immerhin genau natürlich vielleicht sicher ehrlich konkret kurzum sprich also sonst nebenbei
    umgekehrt stattdessen insgesamt grundsätzlich letztlich seitdem vorab was wie warum wer wo wann
    otherwise anyway besides meanwhile therefore still then later tomorrow yesterday instead actually
    honestly and but or so what how why who where when overall again incidentally conversely
    nevertheless maybe perhaps lastly
    merke fazit achtung tipp tip hinweis wichtig notiz anmerkung beispiel note edit ps pps update erstens
    zweitens drittens viertens fünftens first firstly second secondly third thirdly finally vorher nachher kurz
    warning example rule regel fußnote zusammenfassung summary ergebnis result quelle source link links foto
    photo bild image grafik text autor autorin author datum date ort place zeit time dauer duration titel title
    thema topic vorteil nachteil problem lösung solution ja nein yes no info infobox zitat quote grundsatz motto
    außerdem also however plus minus pro contra kontra ich me my you he she we they mir mich wir du er sie es
    mein meine transkription transcript transkript stand tags kategorie category mehr more siehe see
    """
)
# What stands before a name and is none.
TITLES = _words(
    """
    dr prof professor professorin frau herr mr mrs ms mx sir dame dipl ing mag phd med rer nat phil jur habil theol oec pol vet agr hc
    """
)
# Small words within names of people.
NAME_PARTICLES = _words(
    """
    von van de der den del della di da du la le el al bin ibn zu zur zum ten ter vom dos e y
    """
)
# Small words within labels, which also hold roles and places: “Leiterin der Klinik für …”.
LABEL_PARTICLES = NAME_PARTICLES | _words(
    """
    dem und and of the für for im in am an aus das auf d'
    """
)
# What stands before a noun, but not before a name.
ARTICLES = _words(
    """
    der die das den dem des ein eine einen einem einer eines kein keine keinen diese dieser dieses diesen jede
    jeder jedes meine mein unsere unser ihre ihr seine sein zur zum im beim vom the a an this that these my our
    your their his her no every each
    """
)
# With which people speak of themselves,
FIRST_PERSON = _words(
    """
    ich mir mich mein meine meinen meinem meiner meines wir uns unser unsere unseren unserem unserer
    i me my mine myself we us our ours
    """
)
# and to each other. "Sie" may be anybody.
PERSONAL = FIRST_PERSON | _words("du dir dich dein deine deinen ihnen you your yours")
# How a question addresses somebody, as written.
ADDRESSING = _words(
    "Sie Ihnen Ihr Ihre Ihren Ihrem Ihrer du Du dir Dir dich Dich dein Dein deine Deine you You your Your"
)
# Verbs with which a biography goes on after a first name.
TELLS = _words(
    """
    is ist war was lebt lives works arbeitet leitet leads schreibt writes studied studierte
    """
)
# The most frequent short words that the other language does not have.
STOPWORDS = {
    "de": _words(
        """
    der die das und ist nicht ich sie wir ein eine zu auf mit für von dass wie es den dem auch sich
    """
    ),
    "en": _words(
        """
    the and is not i you we a an to of in that with for it what how do are this
    """
    ),
}
