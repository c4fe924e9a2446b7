"""A last look at a letter before it goes: words that undo what it is for, and what has no place in it (LET-10).

The rules are those of what each text must and must not do. A finding refuses no letter, it is shown beside it; words
of the owner's own with an offer, a survey or a referral ask in the wrong kind of letter are not taken, though.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from carebook.letters.facts import ComplaintFacts
from carebook.letters.model import CASE_KINDS, KINDS, REFERRAL_KINDS, WIN_BACK_KINDS, LetterClass
from carebook.text import fold

LOOKED_AT = (*CASE_KINDS, "product_notice", "win_back_amends")
"""The kinds that are looked at for all of it: those that make something good."""
_MAY_OFFER = ("win_back_offer", "newsletter", "promotion", "referral_ask")
_OFFERS_BY_THE_PLAN = ("birthday", "pet_birthday", "own_letter")
"""The kinds that may carry an offer where they are known to sell (SUP-4), and otherwise none."""
_OFFERS_NOTHING = tuple(kind for kind in KINDS if kind not in _MAY_OFFER)
"""The kinds that are looked at for an offer: all but those that are there to make one (LET-10)."""
_ASKS_NOBODY = tuple(kind for kind in KINDS if kind != "referral_ask")
"""The kinds that are looked at for a referral ask: only its own letter asks (LET-10)."""
_SURVEYS = tuple(name for name, kind in KINDS.items() if kind.letter_class is LetterClass.SURVEY)
_ASKS_NO_SCORES = tuple(kind for kind in KINDS if kind not in _SURVEYS)
"""The kinds that are looked at for a survey: the surveys alone are one (LET-10)."""
_TAKES_SENTENCES = (*LOOKED_AT, *WIN_BACK_KINDS, *REFERRAL_KINDS, "reactivation")
"""The kinds into which whole sentences of the owner's are put, which may be too long for them."""
_ONLY_THANK = ("appreciation", "seasons_greeting")


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that do harm; `quote` is empty where it is something missing."""

    quote: str
    why: str
    advice: str
    refused: bool = False
    """Whether words with it are not taken (LET-10)."""

    def __str__(self) -> str:
        """Say it to the owner: “company policy” hides behind a rule: say the reason in your own words."""
        said = f"“{self.quote}” {self.why}" if self.quote else self.why
        return f"{said}: {self.advice}."


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words that are never said in such a letter: a blank stands for any space, hyphen or line end."""

    pattern: str
    why: str
    advice: str
    kinds: tuple[str, ...] = LOOKED_AT
    ours_only: bool = False
    """Whether it may be said where we repeat what the customer told us."""
    refused: bool = False
    """Whether words with it are not taken (LET-10)."""


_OTHERS = (
    r"(?:suppliers?|couriers?|carriers?|manufacturers?|makers?|factory|wholesalers?|hauliers?|importers?"
    r"|delivery (?:company|firm|service|driver|man|woman|people|team)|drivers?|post office|postal service"
    r"|colleagues?|employees?|assistants?|apprentices?|trainees?|interns?|temps?|staff|salesm[ae]n"
    r"|sales ?(?:person|people)|cashiers?|receptionists?|(?:sub ?)?contractors?|warehouse|lads?"
    r"|new (?:man|woman|girl|boy|hire|person|lad))"
)
_ANY_OF_OURS = r"(?:our|my|the|an?|one of our|one of the|another|some|someone in our)(?: \w+)??"
_DID = (
    r"(?:let|sent|forgot|failed|delivered|gave|made|mixed|lost|broke|took|missed|came|overlooked|misread|misunderstood"
    r"|never|got|dropped|damaged|left|packed|wrote|entered|put)"
)
_FAILED = (
    rf"(?:{_DID}|(?:has|have|had)(?: not)? (?:been )?\w+|did not|didn't|could not|couldn't|wasn't|weren't"
    r"|(?:was|were)(?! (?:told|asked|shown|taught|trained|given)))"
)
_HURT = (
    r"(?:upset|offended|annoyed|hurt|unhappy|disappointed|dissatisfied|inconvenienced?|bothered|angry|put out"
    r"|distress(?:ed)?|troubled|any trouble)"
)
_GRANT = r"(?:give|refund|replace|repair|pay|accept|offer|take|grant|agree|help|send|change|do)"

_OFFERS, _NO_OFFER = "makes an offer of it", "leave the offer out of this letter"

_OFFERED_ABROAD = (
    r"\w*rabatt\w*|(?:sonder|tages)?angebote|(?:sonder|tages|im )angebot|sonderpreis\w*|preisnachl[aä]ss\w*|schnäppchen"
    r"|\d+ ?(?:%|prozent) (?:auf|günstiger|billiger|reduziert|nachlass)|zum halben preis|schlussverkauf"
    r"|remises?(?! (?:en|des|du)\b)|rabais|soldes|réductions? (?:de|sur)|en promo|codes? promo|moitié prix"
    r"|prix (?:réduits?|spécia(?:l|ux))|(?:une|notre|nos|cette|des) offres?|l'offre|offres? (?:spéciale|promo)\w*"
    r"|\d+ ?(?:%|pour cent) (?:sur|moins cher)"
    r"|descuentos?|rebajas?|rebajad[oa]s?|ofertas?|a mitad de precio|precios? especial(?:es)?|cup(?:ón|ones)|[23]x[12]"
    r"|scont[oi]|scontat[oaie]|saldi|in offerta|offert[ae] special[ei]|prezz[oi] (?:special[ei]|ridott[oi])|metà prezzo"
    r"|\d+ ?(?:%|per cento) (?:su|in meno)"
    r"|\w*korting\w*|aanbieding(?:en)?|uitverkoop|halve prijs|\d+ ?(?:%|procent) (?:op|goedkoper)"
)
"""The usual words of an offer in German, French, Spanish, Italian and Dutch."""
_VOUCHERS = (
    r"vouchers?|gift (?:cards?|certificates?)|\w*gutschein\w*|bons? (?:d'achat|de réduction)|chèques? cadeaux?"
    r"|vales? de (?:descuento|compra|regalo)|buon[oi] (?:acquisto|regalo)|(?:waarde|tegoed|cadeau)bon(?:nen)?"
)
_GIVES_NO_VOUCHER = tuple(
    kind for kind in _OFFERS_NOTHING if kind not in (*CASE_KINDS, "win_back_amends", "referral_thanks")
)
"""The kinds in which a voucher is an offer: it makes something good in a case, and thanks for an introduction."""

_PHRASES = (
    _Phrase(
        r"you(?:'ve| have)? (?:claim|alleg|assert|contend)(?:e?d|es?|s|ing)?|your (?:claim|allegation|assertion)s?"
        r"|alleged(?:ly)?|so called",
        "doubts them",
        "say it as they told it",
    ),
    _Phrase(
        rf"(?:if|should|in case) (?:you|this|it|that|we|there|any\w*|our \w+|my \w+)(?: [\w']+){{0,4}}? {_HURT}"
        r"|(?:sorry|apologi[sz]e|apology|apologies|regret)(?: \w+){0,3} (?:if|should|in case)"
        rf"|(?:sorry|regret) (?:that )?you(?:'re| are| were| have been)? (?:feel|felt|think|thought|(?:\w+ )?{_HURT})"
        r"|any inconvenience",
        "takes the apology half back",
        "say sorry for what happened, without an if",
    ),
    _Phrase(
        r"(?:unfortunately|regrettably|sadly|(?:i'm|i am|we're|we are) afraid),?(?: that)? you(?:r|rs|'ve|'re)?",
        "puts it on them",
        "begin with what you can do",
    ),
    _Phrase(
        r"you (?:failed|neglected) to|you (?:should|ought to|could) have|your own (?:fault|mistake|doing|error)"
        r"|(?:your|the customer's) (?:fault|mistake|negligence)",
        "blames them",
        "say what happened, not who did it",
    ),
    _Phrase(
        r"(?:(?:our|the|company|shop|store|house)(?: \w+)? )?(?<!insurance\s)polic(?:y|ies)|terms and conditions"
        r"|against (?:our|the) rules|standard procedure"
        r"|(?:our|the) (?:rules|terms|regulations|procedures?) (?:say|forbid|state|allow|require|do not|don't)",
        "hides behind a rule",
        "say the reason in your own words",
    ),
    _Phrase(
        r"(?:will )?never(?: ever)? (?:happens?|occurs?|recurs?)(?: \w+){0,3}? again|never again"
        r"|(?:will|shall|can|could|would) ?not(?: ever)? (?:happen|occur|recur|repeat)(?:(?: \w+){0,3}? again)?"
        r"|won't(?: ever)? (?:happen|occur|recur)(?:(?: \w+){0,3}? again)?|happen a second time",
        "promises what nobody can",
        "say what you changed",
    ),
    _Phrase(
        rf"{_ANY_OF_OURS} {_OTHERS} {_FAILED}|{_OTHERS}'s? (?:\w+ )?(?:fault|mistakes?|errors?|slip|doing|delay)"
        rf"|(?:because of|due to|thanks to|(?:fault|mistake|error|slip) (?:of|by)|blame|caused by|down to)"
        rf" {_ANY_OF_OURS} {_OTHERS}",
        "blames somebody else",
        "say what we did, and own it",
        ours_only=True,
    ),
    _Phrase(
        r"(?:if|once|should) you (?:buy|spend|order|purchase|come back|shop|return(?! (?:it|them|this|that))|book"
        r"|give us|try us|stay)|when you (?:next )?(?:buy|spend|order|come back)"
        r"|(?:next|another|future) (?:order|purchase|visit|booking)|minimum"
        r"|(?:over|above|more than|at least) [$€£¥] ?\d+|provided(?: that)? you|as long as you|on condition"
        r"|valid (?:until|till|for)|cannot be combined",
        "ties a string to it",
        "give it without any condition",
        ("adjustment", "win_back_amends"),
        ours_only=True,
    ),
    _Phrase(
        r"(?:\w+ ?%|\w+ per ?cent|[$€£¥] ?\d[\d.,]*|\d[\d.,]* ?(?:€|euros?|dollars?|pounds?))"
        r" (?:off|discount|reduction|sale|cheaper)(?! (?:what you paid|(?:the|your|this) (?:bill|price|invoice)))"
        r"|[-−–] ?\d[\d.,]* ?%|save (?:up to )?(?:[$€£¥] ?\d[\d.,]*|\d+ ?%|\d+ per ?cent)"
        r"|special (?:offers?|prices?|deals?)|(?:reduced|sale) prices?|discounts?|coupons?|clearance"
        r"|half price|(?:two|2) for (?:one|1)|(?:three|3) for (?:two|2)|buy (?:one|two|1|2),?(?: and)? get"
        r"|use (?:the |our |this )?code|(?:promo|promotion|promotional) codes?"
        r"|(?:summer|winter|spring|autumn|fall|christmas|closing|closing down|big) sale"
        r"|(?:have|having|hold|holding) (?:a|our)(?: \w+)? sale|vouchers?(?: \w+){0,6} (?:minimum|spend|purchase|order)"
        rf"|{_OFFERED_ABROAD}",
        _OFFERS,
        _NO_OFFER,
        _OFFERS_NOTHING,
        ours_only=True,
        refused=True,
    ),
    _Phrase(_VOUCHERS, _OFFERS, _NO_OFFER, _GIVES_NO_VOUCHER, ours_only=True, refused=True),
    _Phrase(
        r"bargains?|(?:on|in) (?:our|the) sale|promotions?|take advantage of|while stocks? lasts?"
        r"|new (?:range|catalogue|catalog)",
        _OFFERS,
        _NO_OFFER,
        _OFFERS_NOTHING,
        ours_only=True,
    ),
    _Phrase(
        r"(?:recommend|refer|introduce|mention) us|pass on our (?:name|cards?)|pass our (?:name|cards?)(?: on)?"
        r"|(?:tell|bring|send us|refer)(?: (?:all|along|a|an|any|one of))?(?: of)?(?: your)?"
        r" (?:friends?|neighbou?rs?|relatives?|colleagues|family and friends|friends and family)(?: about us| of us)?"
        r"|spread the word|word of mouth|(?:do you know|if you know|know of) (?:anyone|anybody|someone|somebody)",
        "asks for an introduction",
        "leave that to a letter of its own",
        _ASKS_NOBODY,
        ours_only=True,
        refused=True,
    ),
    _Phrase(
        r"(?:our|this|a|the enclosed|customer|satisfaction)(?: (?:short|brief|little|small|quick))? survey"
        r"|questionnaires?|rate (?:us|our \w+|your (?:visit|experience))|how (?:satisfied|happy) (?:are|were) you"
        r"|how (?:did|are|do) we (?:do|doing)|tell us how (?:well )?we (?:did|do|are doing)"
        r"|feedback (?:form|sheet|card)|fill (?:in|out) (?:the|this|our)(?: \w+)? (?:form|sheet|card|questions)"
        r"|on a scale (?:of|from)"
        r"|answer (?:a few|some|these|our|the|\w+ short)(?: short)? questions|(?:leave|write)(?: us)? a review"
        r"|review us",
        "asks what a survey asks",
        "leave that to a letter of its own",
        _ASKS_NO_SCORES,
        ours_only=True,
        refused=True,
    ),
    _Phrase(
        r"(?:top|full|best|highest|good) (?:marks?|scores?|ratings?|grades?)|five stars?|5 stars?|perfect score"
        r"|give us (?:a|an|the)? ?(?:5|five|9|nine|10|ten|best|highest|good|excellent)(?! minutes)"
        r"|rate us (?:highly|well|5|five|9|nine|10|ten)"
        r"|anything (?:less|below|under)(?: than)? (?:a )?(?:5|five|10|ten)|(?:only|nothing but) (?:5s|fives|10s|tens)",
        "begs for good marks",
        "ask for an honest answer",
        _SURVEYS,
    ),
    _Phrase(
        r"you (?:may|might|will|would|could) also (?:like|want|need|enjoy|be interested in)|you (?:may|might) need an?"
        r"|goes (?:very )?(?:well|perfectly) with|(?:to go|that goes) with it|we also (?:have|sell|stock|carry|offer)"
        r"|also (?:available|in stock)|just (?:come )?in stock|new arrivals?|matching \w+|accessor(?:y|ies)"
        r"|have a look at our|while you are here|next time you (?:need|buy)|upgrades?",
        "brings up a second thing",
        "thank them for the one, and sell nothing",
        ("thank_you",),
    ),
    _Phrase(
        r"catalogues?|catalogs?|brochures?|price ?lists?|leaflets?|flyers?|our (?:full|whole|wide) range",
        "sends advertising along",
        "let a welcome only welcome",
        ("welcome",),
    ),
    _Phrase(
        r"(?:please|do) (?:call|come|visit|order|tell|fill|answer|reply|book|write|look|return|remember)"
        r"|(?:visit|join|follow) us|come (?:by|and see|and visit|to see)|stop by|drop in|look in"
        r"|(?:buy|order|book|shop) (?:now|today|with us|from us|early|by)|do(?: not|n't) (?:miss|forget)"
        r"|hope to see you (?:soon|again)|next (?:visit|purchase|order)",
        "asks for something",
        "give thanks, and ask nothing",
        _ONLY_THANK,
    ),
)
_SORRY = r"sorry|apolog\w+"
_OURS = r"responsib\w+|ours to put right|our (?:own )?(?:fault|mistake|doing|slip|error)|we own (?:it|this|up)"
_NO = (
    r"(?:answer|decision)(?: to (?:this|that|it))? (?:is|must be|has to be)(?: an?)? no"
    r"|(?:have to|must) (?:say no|refuse|decline)"
    rf"|we (?:can ?not|can't|will not|won't|are unable to|are not able to|refuse to|decline to) {_GRANT}"
)
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060"))
_WIDE = {0xFEE0 + code: chr(code) for code in range(0x21, 0x7F)}
_PLAIN = _UNSEEN | _WIDE | {ord(mark): "'" for mark in "‘’ʼ′`"}
_SHORTEST_FAULT = 3
_TELLS_NOTHING = (
    "about again all also and any are been before but came can chance come could day days did does doing done down even"
    " first for forward from gave get got had has have her here him his how into its just last like look made make many"
    " more much never new next not now off once one only our out over own said same she some something still such than"
    " thank that the their them then there they thing things this time told too two under until very was way well went"
    " were what when where which while who why will with without would yet you your"
)
_ENGLISH = re.compile(r"\b(?:the|and|you|your|our|are|with|it|thank)\b", re.IGNORECASE)
"""A text with none of these is in another language, and nothing is missed in it."""
_STOP_WORDS = frozenset(_TELLS_NOTHING.split())


def findings(kind: str, paragraphs: Sequence[str], case: ComplaintFacts, *, sells: bool = False) -> list[Finding]:
    """Return what the owner should look at in a letter; each kind has its own rules.

    `sells`: it is known to carry an offer, and says how to stop (SUP-4, SUP-10).
    """
    readable = [readily(paragraph) for paragraph in paragraphs]
    found = _cut_off(readable) if kind in _TAKES_SENTENCES else []
    passed = _OFFERS if sells and kind in _OFFERS_BY_THE_PLAN else ""
    looked_for = (phrase for phrase in _PHRASES if kind in phrase.kinds and phrase.why != passed)
    found += [finding for phrase in looked_for for finding in _said(phrase, readable, case)]
    is_english = bool(_ENGLISH.search("\n".join(readable)))
    if is_english and kind in ("complaint_acknowledgement", "adjustment", "win_back_amends"):
        found += _missing_apology(readable)
    if kind == "adjustment" and readable:
        found += _fault_named(readable[-1], case)
    if is_english and kind == "refusal":
        found += _not_one_no(_ours(readable, case))
    return found


def offers(kind: str, text: str) -> list[str]:
    """Return the words of a text that are an offer where a letter of its kind makes none (SUP-4, LET-10)."""
    found = findings(kind, [text], ComplaintFacts())
    return [one.quote for one in found if one.why == _OFFERS and one.refused]


def readily(text: str) -> str:
    """Return a text as it is looked at: plain letters and apostrophes, and nothing that cannot be seen."""
    return text.translate(_PLAIN)


@lru_cache
def _compiled(pattern: str) -> re.Pattern[str]:
    spaced = pattern.replace(" ?", r"[\s\-]*").replace(" ", r"[\s\-]+")
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w)", re.IGNORECASE)


def _quotes(pattern: str, text: str) -> list[str]:
    return [" ".join(match[0].split()) for match in _compiled(pattern).finditer(text)]


def _ours(paragraphs: Sequence[str], case: ComplaintFacts) -> str:
    """Return a letter without what it repeats of the customer's words."""
    text = "\n".join(paragraphs)
    for theirs in (case.understood, case.sought):
        text = text.replace(theirs.translate(_PLAIN), "") if theirs else text
    return text


def _said(phrase: _Phrase, paragraphs: Sequence[str], case: ComplaintFacts) -> list[Finding]:
    """Find a phrase; that money is taken off is no offer where just that makes it right."""
    if phrase.why == _OFFERS and case.remedy == "discount":
        paragraphs = paragraphs[1:]
    text = _ours(paragraphs, case) if phrase.ours_only else "\n".join(paragraphs)
    quotes = dict.fromkeys(_quotes(phrase.pattern, text))
    return [Finding(quote, phrase.why, phrase.advice, phrase.refused) for quote in quotes]


def _cut_off(paragraphs: Sequence[str]) -> list[Finding]:
    """Find where the owner's words were too long for the letter."""
    ends = (" ".join(paragraph.split()[-3:]) for paragraph in paragraphs if paragraph.endswith("…"))
    return [Finding(end, "is cut off there", "say it in fewer words") for end in ends]


def _missing_apology(paragraphs: Sequence[str]) -> list[Finding]:
    text = "\n".join(paragraphs)
    if _quotes(_SORRY, text) and _quotes(_OURS, text):
        return []
    return [Finding("", "No apology takes the responsibility", "say that we are sorry, and that it is ours")]


def _fault_named(ending: str, case: ComplaintFacts) -> list[Finding]:
    """Find what went wrong, other than the product's name, in the last paragraph: it looks ahead."""
    faults = {_stem(word) for word in fold(case.understood).split() if _tells(word)}
    faults -= {_stem(word) for word in fold(case.product).split()}
    words = dict.fromkeys(re.findall(r"[\w']+", ending))
    return [
        Finding(word, "names the fault again at the end", "close by looking ahead")
        for word in words
        if _tells(fold(word)) and _stem(fold(word)) in faults
    ]


def _tells(word: str) -> bool:
    return len(word) >= _SHORTEST_FAULT and word not in _STOP_WORDS


def _stem(word: str) -> str:
    return re.sub(r"(?<=\w{3})(?:ness|ing|ly|ed|en|es|e|s)$", "", word)


def _not_one_no(text: str) -> list[Finding]:
    noes = _quotes(_NO, text)
    if not noes:
        return [Finding("", "There is no clear no in it", "say it once, in plain words")]
    *others, _ = sorted(noes, key=lambda said: said.lower().endswith(" no"))
    return [Finding(said, "says no once more", "one clear no is enough") for said in dict.fromkeys(others)]
