"""How columns are called in the lists that people have.

English, German, French, Spanish, Dutch, Italian and Portuguese, without regard to case and accents.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

# fmt: off
SYNONYMS: Mapping[str, Sequence[str]] = MappingProxyType({
    "name": (
        "full name", "recipient", "recipient name", "student", "student name", "learner",
        "participant", "display name", "Vollständiger Name", "Teilnehmer", "Teilnehmerin",
        "Empfänger", "nom complet", "nom et prénom", "participant", "destinataire",
        "nombre completo", "nombre y apellidos", "participante", "destinatario", "nombre",
        "volledige naam", "deelnemer", "ontvanger", "naam", "nome completo", "nome", "nom",
    ),
    "given_name": (
        "first name", "given name", "forename", "Vorname", "prénom", "nombre de pila",
        "primer nombre", "voornaam", "nome di battesimo", "primeiro nome",
    ),
    "family_name": (
        "last name", "surname", "family name", "Nachname", "Familienname", "nom de famille",
        "apellido", "apellidos", "achternaam", "cognome", "sobrenome", "apelido",
    ),
    "email": (
        "e-mail", "email address", "e-mail address", "mail", "mail address",
        "E-Mail-Adresse", "Mailadresse", "courriel", "adresse électronique", "adresse e-mail",
        "adresse mail", "correo", "correo electrónico", "dirección de correo", "e-mailadres",
        "mailadres", "posta elettronica", "indirizzo email", "endereço de e-mail",
    ),
    "date": (
        "issued", "issued on", "issue date", "date issued", "awarded", "awarded on",
        "award date", "date awarded", "completed", "completion date", "completed on",
        "Datum", "Ausstellungsdatum", "ausgestellt am", "verliehen am", "Abschlussdatum",
        "date de délivrance", "délivré le", "date d'obtention", "fecha", "fecha de emisión",
        "fecha de expedición", "fecha de finalización", "uitgereikt op", "uitgiftedatum",
        "datum van uitgifte", "data", "data di rilascio", "data de emissão",
    ),
    "expires": (
        "expires on", "expiry", "expiry date", "expiration", "expiration date", "valid until",
        "valid to", "gültig bis", "Ablaufdatum", "läuft ab", "expire le", "date d'expiration",
        "valable jusqu'au", "caduca", "fecha de caducidad", "fecha de vencimiento",
        "válido hasta", "geldig tot", "vervaldatum", "verloopt op", "scadenza",
        "data di scadenza", "válido até",
    ),
    "language": (
        "lang", "locale", "preferred language", "language preference", "mail language",
        "Sprache", "Korrespondenzsprache", "langue", "langue de correspondance",
        "langue préférée", "idioma", "lengua", "idioma preferido", "taal", "voorkeurstaal",
        "lingua", "lingua preferita", "língua",
    ),
    "narrative": (
        "comment", "comments", "note", "notes", "reason", "remark", "remarks", "text",
        "Bemerkung", "Bemerkungen", "Kommentar", "Begründung", "commentaire", "remarque",
        "motif", "comentario", "comentarios", "nota", "motivo", "opmerking", "opmerkingen",
        "toelichting", "commento", "comentário",
    ),
    "evidence": (
        "evidence url", "evidence link", "proof", "portfolio", "Nachweis", "Beleg", "preuve",
        "justificatif", "evidencia", "prueba", "bewijs", "bewijsstuk", "evidenza", "evidência",
    ),
    "identifier": (
        "id", "student id", "student number", "learner id", "Matrikelnummer",
        "Teilnehmernummer", "numéro d'étudiant", "identifiant", "número de estudiante",
        "identificador", "studentnummer", "matricola",
    ),
    "title": (
        "badge", "badge name", "name of the badge", "achievement", "achievement name", "name",
        "Titel", "Bezeichnung", "Name des Badges", "nom du badge", "intitulé", "titre", "nom",
        "nombre de la insignia", "nombre", "título", "naam van de badge", "titel", "naam",
        "titolo", "nome",
    ),
    "description": (
        "summary", "one sentence", "about", "Beschreibung", "Kurzbeschreibung", "résumé",
        "descriptif", "descripción", "resumen", "beschrijving", "omschrijving", "descrizione",
        "descrição",
    ),
    "criteria": (
        "criterion", "requirements", "how is it earned", "how it is earned", "earned by",
        "Kriterien", "Anforderungen", "Voraussetzungen", "critères", "conditions",
        "conditions d'obtention", "criterios", "requisitos", "criteria", "eisen",
        "voorwaarden", "criteri", "requisiti", "critérios",
    ),
    "skills": (
        "skill", "competencies", "competences", "alignment", "alignments", "Fähigkeiten",
        "Kompetenzen", "Fertigkeiten", "compétences", "competencias", "habilidades",
        "vaardigheden", "competenties", "competenze", "abilità", "competências",
    ),
    "tags": (
        "tag", "keywords", "keyword", "topics", "Schlagwörter", "Schlagworte", "Stichwörter",
        "mots-clés", "étiquettes", "palabras clave", "etiquetas", "trefwoorden", "labels",
        "parole chiave", "palavras-chave",
    ),
    "validity": (
        "valid for", "valid", "period of validity", "Gültig", "gültig für", "Gültigkeit",
        "Gültigkeitsdauer", "durée de validité", "validité", "validez", "vigencia", "geldigheid",
        "geldigheidsduur", "validità", "validade",
    ),
})
# fmt: on
