"""Languages as people call them, and days as each of them writes them."""

import datetime as dt
import functools
import unicodedata
from collections.abc import Mapping

from django.conf.locale import LANG_INFO
from django.utils import dateformat, formats, translation

from laurel.notifications.types import LANGUAGES

# Ours → Django's, where they differ; Māori is not among its languages.
_DJANGO = {"en": "en-gb", "zh": "zh-hans"}
_MONTHS_MI = (
    "Hānuere", "Pēpuere", "Māehe", "Āperira", "Mei", "Hune",
    "Hūrae", "Ākuhata", "Hepetema", "Oketopa", "Noema", "Tīhema",
)  # fmt: skip
_MOST = 60  # characters: longer cells name no language

# How long a badge counts, as it stands in the middle of a sentence.
_UNTIL: Mapping[str, tuple[str, str]] = {
    "en": ("valid until {day}", "does not expire"),
    "cs": ("platí do {day}", "platnost není omezena"),
    "cy": ("yn ddilys tan {day}", "nid yw’n dod i ben"),
    "da": ("gyldigt til {day}", "udløber ikke"),
    "de": ("gültig bis {day}", "unbefristet gültig"),
    "es": ("válida hasta el {day}", "no caduca"),
    "et": ("kehtib kuni {day}", "ei aegu"),
    "fi": ("voimassa {day} asti", "voimassa toistaiseksi"),
    "fr": ("valable jusqu’au {day}", "sans date d’expiration"),
    "ga": ("bailí go dtí {day}", "níl dáta éaga leis"),
    "it": ("valido fino al {day}", "non scade"),
    "ja": ("有効期限 {day}", "有効期限なし"),
    "lt": ("galioja iki {day}", "galioja neterminuotai"),
    "lv": ("derīgs līdz {day}", "derīgs bez termiņa"),
    "mi": ("ka mana tae noa ki te {day}", "kāore he rā paunga"),
    "nb": ("gyldig til {day}", "utløper ikke"),
    "nl": ("geldig tot en met {day}", "verloopt niet"),
    "pl": ("ważne do {day}", "ważne bezterminowo"),
    "pt": ("válido até {day}", "não expira"),
    "sk": ("platí do {day}", "platnosť nie je obmedzená"),
    "sl": ("velja do {day}", "velja neomejeno"),
    "sv": ("giltigt till och med {day}", "upphör inte att gälla"),
    "uk": ("дійсний до {day}", "безстроковий"),
    "zh": ("有效期至{day}", "长期有效"),
}

# Between which days something comes, as a sentence; elsewhere the days alone.
_BETWEEN: Mapping[str, tuple[str, str]] = {
    "en": ("We expect it between {first} and {last}.", "It comes on {first}."),
    "de": (
        "Wir erwarten es zwischen dem {first} und dem {last}.",
        "Es kommt am {first}.",
    ),
    "es": ("La esperamos entre el {first} y el {last}.", "Llega el {first}."),
    "fr": ("Nous l’attendons entre le {first} et le {last}.", "Il arrive le {first}."),
}


def day(date: dt.date, language: str) -> str:
    """A day in words, as this language writes it: 3 May 2027, 3. Mai 2027."""
    if language == "mi":
        return f"{date.day} {_MONTHS_MI[date.month - 1]} {date.year}"
    with translation.override(_DJANGO.get(language, language)):
        # English readers are of many countries: no month is cut, and the day stands first.
        form = "j F Y" if language == "en" else formats.get_format("DATE_FORMAT")
        return dateformat.format(date, form)


def until(date: dt.date | None, language: str) -> str:
    """How long something counts, in the middle of a sentence; None: for ever."""
    for_a_time, for_ever = _UNTIL[language]
    return for_a_time.format(day=day(date, language)) if date else for_ever


def between(first: dt.date, last: dt.date, language: str) -> str:
    """Between which days something is expected, or on which one."""
    several, one = _BETWEEN.get(language, ("{first} … {last}", "{first}"))
    said = one if first == last else several
    return said.format(first=day(first, language), last=day(last, language))


def code_of(text: str) -> str | None:
    """The language that somebody means: fr, fr-CA, French, Français, Französisch, francés.

    None: we cannot write mails in it, or it is no language.
    """
    said = _plain(text)
    if not said or len(text) > _MOST:
        return None
    known = _names()
    return known.get(said) or known.get(said.replace("_", "-").partition("-")[0])


@functools.cache
def _names() -> Mapping[str, str]:
    """Every name → code: its own, and what the speakers of all the others call it."""
    found: dict[str, str] = {}
    for tag in LANGUAGES:
        if tag == "mi":
            continue
        with translation.override(_DJANGO.get(tag, tag)):
            for code in LANGUAGES:
                name = LANG_INFO.get(_DJANGO.get(code, code), {}).get("name", "")
                for english in {name, LANG_INFO.get(code, {}).get("name", "")} - {""}:
                    found.setdefault(_plain(translation.gettext(english)), code)
    english = {
        "norwegian": "nb",
        "chinese": "zh",
        "maori": "mi",
        "norwegian bokmal": "nb",
    }
    own = {_plain(name): code for code, name in LANGUAGES.items()}
    return {**found, **english, **own, **{code: code for code in LANGUAGES}, "no": "nb"}


def _plain(text: str) -> str:
    """Without case, accents and space around it."""
    apart = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
