"""German."""

from laurel.notifications.types import FoundWords, Kind, Wording

_HELP = {
    "help": "Hilfe zu Ihrem Badge",
    "find": "Alle Ihre Badges finden",
}
_WRONG = {
    "wrong": "Stimmt etwas nicht? Ein Name, ein doppeltes Badge, oder gar nicht Ihres? Schreiben"
    " Sie an {contact_email} oder antworten Sie auf diese E-Mail: Ein Mensch liest sie.",
    "trouble": "Ich komme nicht an mein Badge",
}
_AWARDED = {
    **_HELP,
    "why": "Gesendet an {recipient_email}, weil {issuer_name} Ihnen ein Badge verliehen hat.",
}
_TO_KEEP = {
    "see": "Badge ansehen",
    "download": "Herunterladen",
    "guide": "So verwalten und teilen Sie es",
}
_SAME_PLACE = (
    "Die Adresse ist dieselbe wie zuvor, und jeder Link, den Sie weitergegeben haben, gilt"
    " weiter. Früher heruntergeladene Dateien zählen nicht mehr: Bitte laden Sie die neue Datei"
    " herunter."
)
_REVIEW = {
    "see": "Überprüfung erbitten",
    "note": "Wenn Sie glauben, dass das ein Irrtum ist, bitten Sie um eine Überprüfung. Sie können"
    " auch auf diese E-Mail antworten oder an {contact_email} schreiben und sagen, warum: Ein"
    " Mensch liest es.",
}
_ASKED = {
    **_HELP,
    "see": "Ihre Anfrage öffnen",
    "why": "Gesendet an {recipient_email}, weil diese Adresse in einer Anfrage an {issuer_name}"
    " angegeben wurde.",
}
_ENDORSER = {"help": "Was Badges sind"}
_ELSE = "Gibt es noch etwas? Schreiben Sie es auf derselben Seite."

_HANDED_IN = {
    **_HELP,
    "see": "Ihre Seite öffnen",
    "why": "Gesendet an {recipient_email}, weil {issuer_name} für das, was Sie einreichen,"
    " {badge_name} verleiht.",
}
_MORE_TIME = (
    "Wenn Sie mehr Zeit brauchen, antworten Sie auf diese Mail: Ein Mensch liest sie."
)

WORDS = {
    Kind.AWARD: Wording(
        **_AWARDED,
        **_TO_KEEP,
        **_WRONG,
        subject="{recipient_name}, {issuer_name} verleiht Ihnen {badge_name}",
        heading="{recipient_name}, {issuer_name} verleiht Ihnen {badge_name}",
        text="{badge_sentence}\n\nVerliehen am {issued_on}; {valid_until}.",
        note="Sie brauchen kein Konto. Der Link in dieser E-Mail ist für Sie: Um das Badge anderen"
        " zu zeigen, teilen Sie es von der Seite aus, die er öffnet.",
    ),
    Kind.CORRECTED: Wording(
        **_AWARDED,
        **_TO_KEEP,
        **_WRONG,
        subject="Ihr Badge {badge_name} wurde berichtigt",
        heading="{recipient_name}, {issuer_name} hat Ihr Badge {badge_name} berichtigt",
        text=f"Was darauf steht, wurde richtiggestellt. {_SAME_PLACE}\n\n"
        "Verliehen am {issued_on}; {valid_until}.",
    ),
    Kind.RENEWED: Wording(
        **_AWARDED,
        **_TO_KEEP,
        **_WRONG,
        subject="{issuer_name} hat Ihr Badge {badge_name} erneuert",
        heading="{recipient_name}, {issuer_name} hat Ihr Badge {badge_name} erneuert",
        text="{badge_sentence}\n\nErneuert am {issued_on}; {valid_until}.\n\n"
        "Das vorige Badge bleibt, wo es ist, und seine Seite führt zu diesem. Wo Sie es anderen"
        " zeigen, können Sie den neuen Link angeben.",
    ),
    Kind.REMINDER: Wording(
        **_AWARDED,
        see="Badge ansehen",
        guide="Keine Erinnerungen mehr",
        subject="Läuft bald ab: {badge_name}",
        heading="{recipient_name}, Zeit zu erneuern: {badge_name}",
        text="{issuer_name} hat Ihnen das verliehen und erneuert es auch. Was Sie dafür tun,"
        " sagt die Seite des Badges, oder {contact_email}: Sie können auch auf diese E-Mail"
        " antworten.\n\n"
        "Wenn Sie nichts tun, bleibt es Ihres und sagt von diesem Tag an, dass seine Zeit um"
        " ist.",
    ),
    Kind.REINSTATED: Wording(
        **_AWARDED,
        **_TO_KEEP,
        **_WRONG,
        subject="Ihr Badge {badge_name} gilt wieder",
        heading="{recipient_name}, Ihr Badge {badge_name} gilt wieder",
        text=f"{{issuer_name}} steht wieder dafür ein. {_SAME_PLACE}\n\n"
        "Verliehen am {issued_on}; {valid_until}.",
    ),
    Kind.SUSPENDED: Wording(
        **_AWARDED,
        **_REVIEW,
        subject="Ihr Badge {badge_name} ist vorläufig ausgesetzt",
        heading="{recipient_name}, {issuer_name} hat Ihr Badge {badge_name} vorläufig ausgesetzt",
        text="Wer es prüft, erfährt das ab sofort, auch anhand einer früheren Datei.\n\n"
        "Auf der Seite des Badges steht für alle: „{public_wording}“\n\n"
        "Sobald das geklärt ist, setzt {issuer_name} es unter derselben Adresse wieder in Kraft"
        " oder widerruft es. Sie hören davon.",
    ),
    Kind.REVOKED: Wording(
        **_AWARDED,
        **_REVIEW,
        subject="Ihr Badge {badge_name} wurde widerrufen",
        heading="{recipient_name}, {issuer_name} hat Ihr Badge {badge_name} widerrufen",
        text="Wer es prüft, erfährt das ab sofort, auch anhand einer früheren Datei.\n\n"
        "Der Grund: {reason}\n\n"
        "Auf der Seite des Badges steht für alle: „{public_wording}“\n\n"
        "Die Seite bleibt unter ihrer Adresse und sagt, dass das Badge widerrufen wurde.",
    ),
    Kind.ENDORSE: Wording(
        **_ENDORSER,
        subject="{recipient_name} bittet Sie um eine Empfehlung zu „{badge_name}“",
        heading="{recipient_name} bittet Sie um eine Empfehlung zu „{badge_name}“",
        text="Eine Empfehlung sind ein, zwei Sätze von Ihnen, signiert, die alle sehen, die es sich"
        " ansehen.\n\n"
        "Sie brauchen kein Konto. Öffnen Sie die Seite: Dort steht, worum es geht und was aus Ihren"
        " Worten wird. Wenn Sie nicht möchten, sagen Sie es dort oder tun Sie nichts.",
        see="Ansehen und entscheiden",
        why="Gesendet an {recipient_email}, weil diese Adresse bei {issuer_name} für diese eine"
        " Bitte angegeben wurde. Nach sechzig Tagen wird sie vergessen.",
    ),
    Kind.ENDORSE_CODE: Wording(
        **_ENDORSER,
        subject="Ihr Code zu „{badge_name}“",
        heading="Ihr Code zu „{badge_name}“",
        text="Geben Sie ihn innerhalb von zwanzig Minuten auf der Seite ein, auf der Sie Ihre"
        " Empfehlung geschrieben haben: Dann wird sie signiert.\n\n"
        "Wenn Sie keine geschrieben haben, sagen Sie niemandem diesen Code und tun Sie nichts.",
        see="Zurück zur Seite",
        why="Gesendet an {recipient_email}, weil jemand mit dieser Adresse eine Empfehlung"
        " geschrieben hat.",
    ),
    Kind.ENDORSED: Wording(
        **_AWARDED,
        subject="Jemand empfiehlt Ihr Badge {badge_name}",
        heading="{recipient_name}, jemand empfiehlt Ihr Badge {badge_name}",
        text="Bisher sehen nur Sie es. Nehmen Sie die Empfehlung an, dann steht sie bei Ihrem Badge"
        " und in den Dateien, die Sie von da an herunterladen; oder lehnen Sie sie ab.",
        see="Lesen und entscheiden",
    ),
    Kind.RECEIVED: Wording(
        **_ASKED,
        subject="Ihre Anfrage ist bei {issuer_name} angekommen",
        heading="Ihre Anfrage ist bei {issuer_name} angekommen",
        text="Ein Mensch liest sie und antwortet an diese Adresse.\n\n"
        "Um sie zu sehen oder etwas hinzuzufügen, öffnen Sie ihre Seite. Behalten Sie den Link"
        " für sich.",
    ),
    Kind.CONFIRM: Wording(
        **_HELP,
        subject="Ein anderer Name auf „{badge_name}“?",
        heading="Haben Sie um einen anderen Namen auf „{badge_name}“ gebeten?",
        text="Jemand hat es auf der Seite Ihres Badges getan.\n\n"
        "Wenn Sie es waren, bestätigen Sie es innerhalb von sieben Tagen. Dann sieht es sich ein"
        " Mensch an.\n\n"
        "Wenn Sie es nicht waren, tun Sie nichts: Es ändert sich nichts.",
        see="Ansehen und bestätigen",
        why="Gesendet an {recipient_email}, weil {issuer_name} Ihnen dieses Badge verliehen hat.",
    ),
    Kind.ANSWERED: Wording(
        **_ASKED,
        subject="{issuer_name} hat Ihnen geantwortet",
        heading="{issuer_name} hat Ihnen geantwortet",
        text="Um zu antworten oder etwas hinzuzufügen, öffnen Sie die Seite Ihrer Anfrage.",
    ),
    Kind.SETTLED: Wording(
        **_ASKED,
        subject="{issuer_name} hat Ihre Anfrage erledigt",
        heading="{issuer_name} hat Ihre Anfrage erledigt",
        text=_ELSE,
    ),
    Kind.REVIEW_GRANTED: Wording(
        **_ASKED,
        subject="{issuer_name} hat es überprüft: Ihr Badge gilt wieder",
        heading="{issuer_name} hat es überprüft: Ihr Badge gilt wieder",
        text="Die Adresse ist dieselbe wie zuvor. Bitte laden Sie dort die neue Datei"
        f" herunter.\n\n{_ELSE}",
    ),
    Kind.REVIEW_REFUSED: Wording(
        **_ASKED,
        subject="{issuer_name} hat es sich angesehen: Ihr Badge bleibt, wie es ist",
        heading="{issuer_name} hat es sich angesehen: Ihr Badge bleibt, wie es ist",
        text=_ELSE,
    ),
    Kind.NAME_CHANGED: Wording(
        **_ASKED,
        subject="Ihr Badge trägt jetzt den anderen Namen",
        heading="Ihr Badge trägt jetzt den anderen Namen",
        text="Die Adresse ist dieselbe wie zuvor. Bitte laden Sie dort die neue Datei"
        f" herunter.\n\n{_ELSE}",
    ),
    Kind.EXPECTED: Wording(
        **_HELP,
        subject="Ihr Badge {badge_name} wird vorbereitet",
        heading="{recipient_name}, Ihr Badge {badge_name} wird vorbereitet",
        text="{expected}\n\n"
        "Sie müssen nichts tun: Es kommt per E-Mail an diese Adresse. Auf seiner Seite steht,"
        " worauf es noch wartet und welchen Nachweis Sie inzwischen bekommen können.",
        see="Stand ansehen",
        note="Sie brauchen kein Konto. Der Link in dieser E-Mail ist für Sie.",
        wrong="Hat sich Ihr Name oder Ihre Adresse geändert? Schreiben Sie an {contact_email} oder"
        " antworten Sie auf diese E-Mail: Ein Mensch liest sie.",
        why="Gesendet an {recipient_email}, weil {issuer_name} ein Badge für Sie vorbereitet.",
    ),
    Kind.EVIDENCE_ASKED: Wording(
        **_HANDED_IN,
        subject="{issuer_name} bittet Sie um: {task_title}",
        heading="{recipient_name}, reichen Sie Ihren Nachweis für {badge_name} ein",
        text="Gefragt ist: {task_title}.\n\n"
        "{due}.\n\n"
        "Sie brauchen kein Konto: Der Knopf öffnet Ihre eigene Seite. Was Sie dort"
        " schreiben, bleibt ein Entwurf, bis Sie es absenden. Behalten Sie den Link für"
        " sich.",
        note=_MORE_TIME,
    ),
    Kind.EVIDENCE_REMINDER: Wording(
        **_HANDED_IN,
        subject="Ihr Nachweis für {badge_name} fehlt noch",
        heading="{recipient_name}, Ihr Nachweis für {badge_name} fehlt noch",
        text="Gefragt ist: {task_title}.\n\n{due}.",
        note=_MORE_TIME,
    ),
    Kind.EVIDENCE_EXTENDED: Wording(
        **_HANDED_IN,
        subject="Sie haben mehr Zeit für {badge_name}",
        heading="{recipient_name}, Sie haben mehr Zeit für {badge_name}",
        text="{due}.\n\nGefragt ist: {task_title}.",
        note=_MORE_TIME,
    ),
    Kind.EVIDENCE_ACCEPTED: Wording(
        **_HANDED_IN,
        subject="Ihr Nachweis für {badge_name} wurde angenommen",
        heading="{recipient_name}, Ihr Nachweis für {badge_name} wurde angenommen",
        text="Er gehört zu Ihrem Badge, sobald es verliehen ist. Sie entscheiden Stück für"
        " Stück, was andere davon sehen.",
    ),
    Kind.EVIDENCE_RETURNED: Wording(
        **_HANDED_IN,
        subject="Bitte ergänzen Sie Ihren Nachweis für {badge_name}",
        heading="{recipient_name}, jemand hat Ihren Nachweis angesehen und bittet um mehr",
        text="Öffnen Sie Ihre Seite, ergänzen Sie, was Sie eingereicht haben, und senden Sie"
        " es noch einmal ab.\n\n"
        "{due}.",
        note=_MORE_TIME,
    ),
    Kind.EVIDENCE_REJECTED: Wording(
        **_HANDED_IN,
        subject="Ihr Nachweis für {badge_name} wurde nicht angenommen",
        heading="{recipient_name}, Ihr Nachweis für {badge_name} wurde nicht angenommen",
        text="Was dazu gesagt wurde, steht auf Ihrer Seite. Wenn Sie das für einen Irrtum"
        " halten, antworten Sie auf diese Mail: Ein Mensch liest sie.",
    ),
}

REASONS = {
    "administrative_error": "ein Fehler in der Verwaltung. Sie können nichts dafür, und er sagt"
    " nichts gegen Sie.",
    "duplicate": "Sie haben dieses Badge doppelt bekommen. Das andere bleibt.",
    "superseded": "Sie haben an seiner Stelle ein neueres bekommen.",
    "recipient_request": "Sie haben darum gebeten.",
    "requirements_not_met": "Später stellte sich heraus, dass nicht alle Anforderungen erfüllt"
    " waren.",
    "misconduct": "ein Fehlverhalten.",
    "other": "der, der unten steht.",
}

DUE = ("Der letzte Tag ist der {day}, dort, wo Sie sind", "Es gibt keinen letzten Tag")

FOUND = FoundWords(
    one="Ihr Badge",
    many="Ihre {count} Badges",
    intro="Sie haben gefragt, wo Ihre Badges sind. Jeder Link zeigt eines davon als Ihres; Sie"
    " brauchen kein Konto.",
    more="Und {count} weitere: Melden Sie sich mit dieser Adresse an, um alle zu sehen.",
    missing="Fehlt eines? Vielleicht ging es an eine andere Adresse von Ihnen:",
    look="auch dort nachsehen",
    why="Gesendet, weil jemand, vermutlich Sie, diese Adresse bei {site} eingegeben hat. Wenn Sie"
    " es nicht waren, tun Sie nichts: Es wurde nichts geändert, und niemand hat Ihre Badges"
    " gesehen.",
)
