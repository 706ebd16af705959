"""English."""

from laurel.notifications.types import FoundWords, Kind, Wording

_HELP = {
    "help": "Help with your badge",
    "find": "Find all your badges",
}
_WRONG = {
    "wrong": "Is something wrong? A name, a double badge, not yours? Write to {contact_email} or"
    " answer this mail: a person reads it.",
    "trouble": "I can’t get my badge",
}
_AWARDED = {
    **_HELP,
    "why": "Sent to {recipient_email} because {issuer_name} awarded you a badge.",
}
_TO_KEEP = {
    "see": "See your badge",
    "download": "Download",
    "guide": "How to manage and share it",
}
_SAME_PLACE = (
    "Its address is the same as before, and so is every link you gave to somebody. Files you"
    " downloaded earlier do not count any more: please take the new file."
)
_REVIEW = {
    "see": "Ask for a review",
    "note": "If you believe that this is a mistake, ask for a review. You may also answer this"
    " mail or write to {contact_email}, and say why: a person reads it.",
}
_ASKED = {
    **_HELP,
    "see": "Open your question",
    "why": "Sent to {recipient_email} because this address was given to {issuer_name} in a"
    " question.",
}
_ENDORSER = {"help": "What badges are"}
_ELSE = "Is there something else? Write on the same page."

_HANDED_IN = {
    **_HELP,
    "see": "Open your page",
    "why": "Sent to {recipient_email} because {issuer_name} awards {badge_name} for what you hand"
    " in.",
}
_MORE_TIME = "If you need more time, answer this mail: a person reads it."

WORDS = {
    Kind.AWARD: Wording(
        **_AWARDED,
        **_TO_KEEP,
        **_WRONG,
        subject="{recipient_name}, {issuer_name} has awarded you {badge_name}",
        heading="{recipient_name}, {issuer_name} has awarded you {badge_name}",
        text="{badge_sentence}\n\nAwarded on {issued_on}; {valid_until}.",
        note="You need no account. The link in this mail is for you: to show the badge to others,"
        " share it from the page that it opens.",
    ),
    Kind.CORRECTED: Wording(
        **_AWARDED,
        **_TO_KEEP,
        **_WRONG,
        subject="Your badge {badge_name} was corrected",
        heading="{recipient_name}, {issuer_name} has corrected your badge {badge_name}",
        text=f"What it says was put right. {_SAME_PLACE}\n\n"
        "Awarded on {issued_on}; {valid_until}.",
    ),
    Kind.RENEWED: Wording(
        **_AWARDED,
        **_TO_KEEP,
        **_WRONG,
        subject="{issuer_name} has renewed your badge {badge_name}",
        heading="{recipient_name}, {issuer_name} has renewed your badge {badge_name}",
        text="{badge_sentence}\n\nRenewed on {issued_on}; {valid_until}.\n\n"
        "The badge before it stays where it is, and its page leads to this one. Where you show"
        " it to others, you may want to put the new link.",
    ),
    Kind.REMINDER: Wording(
        **_AWARDED,
        see="See your badge",
        guide="No more reminders",
        subject="Ends soon: {badge_name}",
        heading="{recipient_name}, time to renew: {badge_name}",
        text="{issuer_name} awarded you this, and renews it. What you have to do for that, the"
        " page of the badge says, or {contact_email} does: you may also answer this mail.\n\n"
        "If you do nothing, it stays yours, and says from that day on that its time is over.",
    ),
    Kind.REINSTATED: Wording(
        **_AWARDED,
        **_TO_KEEP,
        **_WRONG,
        subject="Your badge {badge_name} is valid again",
        heading="{recipient_name}, your badge {badge_name} is valid again",
        text=f"{{issuer_name}} stands by it again. {_SAME_PLACE}\n\n"
        "Awarded on {issued_on}; {valid_until}.",
    ),
    Kind.SUSPENDED: Wording(
        **_AWARDED,
        **_REVIEW,
        subject="Your badge {badge_name} is suspended for now",
        heading="{recipient_name}, {issuer_name} has suspended your badge {badge_name} for now",
        text="Whoever checks it is told so from now on, also where they have a file of it.\n\n"
        "The page of the badge says to everybody: “{public_wording}”\n\n"
        "Once that is settled, {issuer_name} reinstates it at the same address, or revokes it."
        " You will be told.",
    ),
    Kind.REVOKED: Wording(
        **_AWARDED,
        **_REVIEW,
        subject="Your badge {badge_name} was revoked",
        heading="{recipient_name}, {issuer_name} has revoked your badge {badge_name}",
        text="Whoever checks it is told so from now on, also where they have a file of it.\n\n"
        "The reason: {reason}\n\n"
        "The page of the badge says to everybody: “{public_wording}”\n\n"
        "It stays at its address, and says that it was revoked.",
    ),
    Kind.ENDORSE: Wording(
        **_ENDORSER,
        subject="{recipient_name} asks you to endorse “{badge_name}”",
        heading="{recipient_name} asks you to endorse “{badge_name}”",
        text="An endorsement is a sentence or two of yours, signed, that stands beside it for"
        " everybody who looks.\n\n"
        "You need no account. Open the page to see what it is about and what becomes of your"
        " words. If you do not want to, say so there or do nothing.",
        see="See it and decide",
        why="Sent to {recipient_email} because this address was given at {issuer_name} for this one"
        " question. After sixty days it is forgotten.",
    ),
    Kind.ENDORSE_CODE: Wording(
        **_ENDORSER,
        subject="Your code for “{badge_name}”",
        heading="Your code for “{badge_name}”",
        text="Type it on the page where you wrote your endorsement, within twenty minutes: it is"
        " signed then.\n\n"
        "If you wrote none, tell nobody this code and do nothing.",
        see="Back to the page",
        why="Sent to {recipient_email} because somebody wrote an endorsement with this address.",
    ),
    Kind.ENDORSED: Wording(
        **_AWARDED,
        subject="Somebody endorsed your badge {badge_name}",
        heading="{recipient_name}, somebody endorsed your badge {badge_name}",
        text="Only you see it so far. Accept it, and it stands beside your badge and in the files"
        " that you take from then on; or decline it.",
        see="Read it and decide",
    ),
    Kind.RECEIVED: Wording(
        **_ASKED,
        subject="{issuer_name} has your question",
        heading="{issuer_name} has your question",
        text="A person reads it and answers to this address.\n\n"
        "To see it or to add something, open its page. Keep its link to yourself.",
    ),
    Kind.CONFIRM: Wording(
        **_HELP,
        subject="Another name on “{badge_name}”?",
        heading="Did you ask for another name on “{badge_name}”?",
        text="Somebody did, on the page of your badge.\n\n"
        "If it was you, confirm it within seven days. Then a person looks at it.\n\n"
        "If it was not you, do nothing: nothing changes.",
        see="See it and confirm",
        why="Sent to {recipient_email} because {issuer_name} awarded you this badge.",
    ),
    Kind.ANSWERED: Wording(
        **_ASKED,
        subject="{issuer_name} has answered you",
        heading="{issuer_name} has answered you",
        text="To answer or to add something, open the page of your question.",
    ),
    Kind.SETTLED: Wording(
        **_ASKED,
        subject="{issuer_name} has settled your question",
        heading="{issuer_name} has settled your question",
        text=_ELSE,
    ),
    Kind.REVIEW_GRANTED: Wording(
        **_ASKED,
        subject="{issuer_name} has reviewed it: your badge is valid again",
        heading="{issuer_name} has reviewed it: your badge is valid again",
        text="Its address is the same as before. Please take the new file there.\n\n"
        f"{_ELSE}",
    ),
    Kind.REVIEW_REFUSED: Wording(
        **_ASKED,
        subject="{issuer_name} has looked at it: your badge stays as it is",
        heading="{issuer_name} has looked at it: your badge stays as it is",
        text=_ELSE,
    ),
    Kind.NAME_CHANGED: Wording(
        **_ASKED,
        subject="Your badge says the other name now",
        heading="Your badge says the other name now",
        text="Its address is the same as before. Please take the new file there.\n\n"
        f"{_ELSE}",
    ),
    Kind.EXPECTED: Wording(
        **_HELP,
        subject="Your badge {badge_name} is being prepared",
        heading="{recipient_name}, your badge {badge_name} is being prepared",
        text="{expected}\n\n"
        "You need not do anything: it comes by mail to this address. Its page says what it still"
        " waits for, and which proof you can have in the meantime.",
        see="See how far it is",
        note="You need no account. The link in this mail is for you.",
        wrong="Is your name or your address another one by now? Write to {contact_email} or answer"
        " this mail: a person reads it.",
        why="Sent to {recipient_email} because {issuer_name} is preparing a badge for you.",
    ),
    Kind.EVIDENCE_ASKED: Wording(
        **_HANDED_IN,
        subject="{issuer_name} asks you for: {task_title}",
        heading="{recipient_name}, hand in your evidence for {badge_name}",
        text="Asked for is: {task_title}.\n\n"
        "{due}.\n\n"
        "You need no account: the button opens your own page. What you write there is a"
        " draft until you send it. Keep the link to yourself.",
        note=_MORE_TIME,
    ),
    Kind.EVIDENCE_REMINDER: Wording(
        **_HANDED_IN,
        subject="Your evidence for {badge_name} is still missing",
        heading="{recipient_name}, your evidence for {badge_name} is still missing",
        text="Asked for is: {task_title}.\n\n{due}.",
        note=_MORE_TIME,
    ),
    Kind.EVIDENCE_EXTENDED: Wording(
        **_HANDED_IN,
        subject="You have more time for {badge_name}",
        heading="{recipient_name}, you have more time for {badge_name}",
        text="{due}.\n\nAsked for is: {task_title}.",
        note=_MORE_TIME,
    ),
    Kind.EVIDENCE_ACCEPTED: Wording(
        **_HANDED_IN,
        subject="Your evidence for {badge_name} was accepted",
        heading="{recipient_name}, your evidence for {badge_name} was accepted",
        text="It is part of your badge as soon as that is awarded. You decide, piece by"
        " piece, what others see of it.",
    ),
    Kind.EVIDENCE_RETURNED: Wording(
        **_HANDED_IN,
        subject="Please add something to your evidence for {badge_name}",
        heading="{recipient_name}, somebody has looked at your evidence and asks for more",
        text="Open your page, improve what you handed in, and send it again.\n\n{due}.",
        note=_MORE_TIME,
    ),
    Kind.EVIDENCE_REJECTED: Wording(
        **_HANDED_IN,
        subject="Your evidence for {badge_name} was not accepted",
        heading="{recipient_name}, your evidence for {badge_name} was not accepted",
        text="What was found stands on your page. If you believe that this is a mistake,"
        " answer this mail: a person reads it.",
    ),
}

REASONS = {
    "administrative_error": "an administrative error. That was not your doing, and says nothing"
    " against you.",
    "duplicate": "you were given this badge twice. The other one stays.",
    "superseded": "you were given a newer one in its place.",
    "recipient_request": "you asked for it.",
    "requirements_not_met": "it turned out later that not all of its requirements were met.",
    "misconduct": "misconduct.",
    "other": "the one that stands below.",
}

DUE = ("The last day is {day}, where you are", "There is no last day")

FOUND = FoundWords(
    one="Your badge",
    many="Your {count} badges",
    intro="You asked where your badges are. Each link shows one as yours; you need no account.",
    more="And {count} more: sign in with this address to see them all.",
    missing="Is one missing? It may have gone to another address of yours:",
    look="look there, too",
    why="Sent because somebody, probably you, typed this address at {site}. If it was not you, do"
    " nothing: nothing was changed, and nobody saw your badges.",
)
