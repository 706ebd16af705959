"""French."""

from laurel.notifications.types import FoundWords, Kind, Wording

_HELP = {
    "help": "Aide sur votre badge",
    "find": "Retrouver tous vos badges",
}
_WRONG = {
    "wrong": "Quelque chose ne va pas ? Un nom, un badge en double, pas le vôtre ? Écrivez à"
    " {contact_email} ou répondez à ce courriel : une personne vous lira.",
    "trouble": "Je n’arrive pas à obtenir mon badge",
}
_AWARDED = {
    **_HELP,
    "why": "Envoyé à {recipient_email} parce que {issuer_name} vous a décerné un badge.",
}
_TO_KEEP = {
    "see": "Voir votre badge",
    "download": "Télécharger",
    "guide": "Comment le gérer et le partager",
}
_SAME_PLACE = (
    "Son adresse reste la même, et tous les liens que vous avez donnés restent valables. Les"
    " fichiers téléchargés auparavant ne comptent plus : veuillez prendre le nouveau fichier."
)
_REVIEW = {
    "see": "Demander un réexamen",
    "note": "Si vous pensez que c’est une erreur, demandez un réexamen. Vous pouvez aussi répondre"
    " à ce courriel ou écrire à {contact_email} et dire pourquoi : une personne vous lira.",
}
_ASKED = {
    **_HELP,
    "see": "Ouvrir votre demande",
    "why": "Envoyé à {recipient_email} parce que cette adresse a été donnée à {issuer_name} dans"
    " une demande.",
}
_ENDORSER = {"help": "Ce que sont les badges"}
_ELSE = "Autre chose ? Écrivez sur la même page."

_HANDED_IN = {
    **_HELP,
    "see": "Ouvrir votre page",
    "why": "Envoyé à {recipient_email} parce que {issuer_name} décerne {badge_name} pour ce que"
    " vous remettez.",
}
_MORE_TIME = (
    "S’il vous faut plus de temps, répondez à ce courriel : une personne le lit."
)

WORDS = {
    Kind.AWARD: Wording(
        **_AWARDED,
        **_TO_KEEP,
        **_WRONG,
        subject="{recipient_name}, {issuer_name} vous décerne {badge_name}",
        heading="{recipient_name}, {issuer_name} vous décerne {badge_name}",
        text="{badge_sentence}\n\nDécerné le {issued_on} ; {valid_until}.",
        note="Aucun compte n’est nécessaire. Le lien de ce courriel est pour vous : pour montrer le"
        " badge à d’autres, partagez-le depuis la page qu’il ouvre.",
    ),
    Kind.CORRECTED: Wording(
        **_AWARDED,
        **_TO_KEEP,
        **_WRONG,
        subject="Votre badge {badge_name} a été corrigé",
        heading="{recipient_name}, {issuer_name} a corrigé votre badge {badge_name}",
        text=f"Ce qu’il indique a été rectifié. {_SAME_PLACE}\n\n"
        "Décerné le {issued_on} ; {valid_until}.",
    ),
    Kind.RENEWED: Wording(
        **_AWARDED,
        **_TO_KEEP,
        **_WRONG,
        subject="{issuer_name} a renouvelé votre badge {badge_name}",
        heading="{recipient_name}, {issuer_name} a renouvelé votre badge {badge_name}",
        text="{badge_sentence}\n\nRenouvelé le {issued_on} ; {valid_until}.\n\n"
        "Le badge précédent reste à sa place, et sa page mène à celui-ci. Là où vous le montrez,"
        " vous pouvez indiquer le nouveau lien.",
    ),
    Kind.REMINDER: Wording(
        **_AWARDED,
        see="Voir votre badge",
        guide="Plus de rappels",
        subject="Bientôt échu : {badge_name}",
        heading="{recipient_name}, il est temps de renouveler : {badge_name}",
        text="{issuer_name} vous l’a décerné et le renouvelle. Ce qu’il faut faire pour cela, la"
        " page du badge le dit, ou {contact_email} : vous pouvez aussi répondre à ce courriel.\n\n"
        "Si vous ne faites rien, il reste à vous, et dit dès ce jour que son temps est passé.",
    ),
    Kind.REINSTATED: Wording(
        **_AWARDED,
        **_TO_KEEP,
        **_WRONG,
        subject="Votre badge {badge_name} est de nouveau valable",
        heading="{recipient_name}, votre badge {badge_name} est de nouveau valable",
        text=f"{{issuer_name}} s’en porte de nouveau garant. {_SAME_PLACE}\n\n"
        "Décerné le {issued_on} ; {valid_until}.",
    ),
    Kind.SUSPENDED: Wording(
        **_AWARDED,
        **_REVIEW,
        subject="Votre badge {badge_name} est suspendu pour le moment",
        heading="{recipient_name}, {issuer_name} a suspendu votre badge {badge_name} pour le"
        " moment",
        text="Quiconque le vérifie en est désormais informé, même à partir d’un ancien fichier.\n\n"
        "La page du badge dit à tous : « {public_wording} »\n\n"
        "Une fois la question réglée, {issuer_name} le rétablira à la même adresse, ou le"
        " révoquera. Vous en serez informé par courriel.",
    ),
    Kind.REVOKED: Wording(
        **_AWARDED,
        **_REVIEW,
        subject="Votre badge {badge_name} a été révoqué",
        heading="{recipient_name}, {issuer_name} a révoqué votre badge {badge_name}",
        text="Quiconque le vérifie en est désormais informé, même à partir d’un ancien fichier.\n\n"
        "Le motif : {reason}\n\n"
        "La page du badge dit à tous : « {public_wording} »\n\n"
        "La page reste à son adresse, et dit que le badge a été révoqué.",
    ),
    Kind.ENDORSE: Wording(
        **_ENDORSER,
        subject="{recipient_name} vous demande de recommander « {badge_name} »",
        heading="{recipient_name} vous demande de recommander « {badge_name} »",
        text="Une recommandation, c’est une phrase ou deux de votre part, signées, que verra toute"
        " personne qui le consulte.\n\n"
        "Aucun compte n’est nécessaire. Ouvrez la page : elle dit de quoi il s’agit et ce que"
        " deviennent vos mots. Si vous ne le souhaitez pas, dites-le là ou ne faites rien.",
        see="Voir et décider",
        why="Envoyé à {recipient_email} parce que cette adresse a été donnée chez {issuer_name}"
        " pour cette seule demande. Elle est oubliée après soixante jours.",
    ),
    Kind.ENDORSE_CODE: Wording(
        **_ENDORSER,
        subject="Votre code pour « {badge_name} »",
        heading="Votre code pour « {badge_name} »",
        text="Saisissez-le dans les vingt minutes sur la page où vous avez écrit votre"
        " recommandation : elle sera alors signée.\n\n"
        "Si vous n’en avez écrit aucune, ne donnez ce code à personne et ne faites rien.",
        see="Retour à la page",
        why="Envoyé à {recipient_email} parce que quelqu’un a écrit une recommandation avec cette"
        " adresse.",
    ),
    Kind.ENDORSED: Wording(
        **_AWARDED,
        subject="Quelqu’un recommande votre badge {badge_name}",
        heading="{recipient_name}, quelqu’un recommande votre badge {badge_name}",
        text="Vous seul la voyez pour l’instant. Acceptez-la : elle figurera à côté de votre badge"
        " et dans les fichiers que vous prendrez ensuite ; ou refusez-la.",
        see="Lire et décider",
    ),
    Kind.RECEIVED: Wording(
        **_ASKED,
        subject="{issuer_name} a bien reçu votre demande",
        heading="{issuer_name} a bien reçu votre demande",
        text="Une personne la lit et répondra à cette adresse.\n\n"
        "Pour la voir ou y ajouter quelque chose, ouvrez sa page. Gardez ce lien pour vous.",
    ),
    Kind.CONFIRM: Wording(
        **_HELP,
        subject="Un autre nom sur « {badge_name} » ?",
        heading="Avez-vous demandé un autre nom sur « {badge_name} » ?",
        text="Quelqu’un l’a fait, sur la page de votre badge.\n\n"
        "Si c’était vous, confirmez-le dans les sept jours. Une personne l’examinera ensuite.\n\n"
        "Si ce n’était pas vous, ne faites rien : rien ne change.",
        see="Voir et confirmer",
        why="Envoyé à {recipient_email} parce que {issuer_name} vous a décerné ce badge.",
    ),
    Kind.ANSWERED: Wording(
        **_ASKED,
        subject="{issuer_name} vous a répondu",
        heading="{issuer_name} vous a répondu",
        text="Pour répondre ou ajouter quelque chose, ouvrez la page de votre demande.",
    ),
    Kind.SETTLED: Wording(
        **_ASKED,
        subject="{issuer_name} a réglé votre demande",
        heading="{issuer_name} a réglé votre demande",
        text=_ELSE,
    ),
    Kind.REVIEW_GRANTED: Wording(
        **_ASKED,
        subject="{issuer_name} l’a réexaminé : votre badge est de nouveau valable",
        heading="{issuer_name} l’a réexaminé : votre badge est de nouveau valable",
        text="Son adresse reste la même. Veuillez y prendre le nouveau fichier.\n\n"
        f"{_ELSE}",
    ),
    Kind.REVIEW_REFUSED: Wording(
        **_ASKED,
        subject="{issuer_name} l’a examiné : votre badge reste tel quel",
        heading="{issuer_name} l’a examiné : votre badge reste tel quel",
        text=_ELSE,
    ),
    Kind.NAME_CHANGED: Wording(
        **_ASKED,
        subject="Votre badge porte maintenant l’autre nom",
        heading="Votre badge porte maintenant l’autre nom",
        text="Son adresse reste la même. Veuillez y prendre le nouveau fichier.\n\n"
        f"{_ELSE}",
    ),
    Kind.EXPECTED: Wording(
        **_HELP,
        subject="Votre badge {badge_name} est en préparation",
        heading="{recipient_name}, votre badge {badge_name} est en préparation",
        text="{expected}\n\n"
        "Vous n’avez rien à faire : il arrive par courriel à cette adresse. Sa page dit ce qu’il"
        " attend encore, et quelle attestation vous pouvez obtenir d’ici là.",
        see="Voir où il en est",
        note="Aucun compte n’est nécessaire. Le lien de ce courriel est pour vous.",
        wrong="Votre nom ou votre adresse a changé ? Écrivez à {contact_email} ou répondez à ce"
        " courriel : une personne le lit.",
        why="Envoyé à {recipient_email} parce que {issuer_name} prépare un badge pour vous.",
    ),
    Kind.EVIDENCE_ASKED: Wording(
        **_HANDED_IN,
        subject="{issuer_name} vous demande : {task_title}",
        heading="{recipient_name}, remettez vos preuves pour {badge_name}",
        text="Il est demandé : {task_title}.\n\n"
        "{due}.\n\n"
        "Aucun compte n’est nécessaire : le bouton ouvre votre propre page. Ce que vous"
        " y écrivez reste un brouillon jusqu’à l’envoi. Gardez ce lien pour vous.",
        note=_MORE_TIME,
    ),
    Kind.EVIDENCE_REMINDER: Wording(
        **_HANDED_IN,
        subject="Vos preuves pour {badge_name} manquent encore",
        heading="{recipient_name}, vos preuves pour {badge_name} manquent encore",
        text="Il est demandé : {task_title}.\n\n{due}.",
        note=_MORE_TIME,
    ),
    Kind.EVIDENCE_EXTENDED: Wording(
        **_HANDED_IN,
        subject="Vous avez plus de temps pour {badge_name}",
        heading="{recipient_name}, vous avez plus de temps pour {badge_name}",
        text="{due}.\n\nIl est demandé : {task_title}.",
        note=_MORE_TIME,
    ),
    Kind.EVIDENCE_ACCEPTED: Wording(
        **_HANDED_IN,
        subject="Vos preuves pour {badge_name} sont acceptées",
        heading="{recipient_name}, vos preuves pour {badge_name} sont acceptées",
        text="Elles feront partie de votre badge dès qu’il sera décerné. Vous décidez, pièce"
        " par pièce, de ce que les autres en voient.",
    ),
    Kind.EVIDENCE_RETURNED: Wording(
        **_HANDED_IN,
        subject="Merci de compléter vos preuves pour {badge_name}",
        heading="{recipient_name}, une personne a lu vos preuves et en demande davantage",
        text="Ouvrez votre page, complétez ce que vous avez remis, et envoyez-le de nouveau.\n\n"
        "{due}.",
        note=_MORE_TIME,
    ),
    Kind.EVIDENCE_REJECTED: Wording(
        **_HANDED_IN,
        subject="Vos preuves pour {badge_name} n’ont pas été acceptées",
        heading="{recipient_name}, vos preuves pour {badge_name} n’ont pas été acceptées",
        text="Ce qui en a été dit se trouve sur votre page. Si vous pensez qu’il s’agit"
        " d’une erreur, répondez à ce courriel : une personne le lit.",
    ),
}

REASONS = {
    "administrative_error": "une erreur administrative. Vous n’y êtes pour rien, et elle ne dit"
    " rien contre vous.",
    "duplicate": "vous aviez reçu ce badge deux fois. L’autre reste.",
    "superseded": "vous en avez reçu un plus récent à sa place.",
    "recipient_request": "vous l’avez demandé.",
    "requirements_not_met": "il est apparu plus tard que toutes ses exigences n’étaient pas"
    " remplies.",
    "misconduct": "une faute.",
    "other": "celui qui figure ci-dessous.",
}

DUE = ("Le dernier jour est le {day}, là où vous êtes", "Il n’y a pas de dernier jour")

FOUND = FoundWords(
    one="Votre badge",
    many="Vos {count} badges",
    intro="Vous avez demandé où sont vos badges. Chaque lien en montre un comme le vôtre ; aucun"
    " compte n’est nécessaire.",
    more="Et {count} de plus : connectez-vous avec cette adresse pour les voir tous.",
    missing="Il en manque un ? Il est peut-être parti à une autre de vos adresses :",
    look="cherchez-y aussi",
    why="Envoyé parce que quelqu’un, sans doute vous, a saisi cette adresse sur {site}. Si ce"
    " n’était pas vous, ne faites rien : rien n’a changé, et personne n’a vu vos badges.",
)
