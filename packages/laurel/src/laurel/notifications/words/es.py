"""Spanish."""

from laurel.notifications.types import FoundWords, Kind, Wording

_HELP = {
    "help": "Ayuda con su insignia",
    "find": "Encontrar todas sus insignias",
}
_WRONG = {
    "wrong": "¿Hay algo mal? ¿Un nombre, una insignia repetida, no es suya? Escriba a"
    " {contact_email} o responda a este correo: lo lee una persona.",
    "trouble": "No consigo mi insignia",
}
_AWARDED = {
    **_HELP,
    "why": "Enviado a {recipient_email} porque {issuer_name} le otorgó una insignia.",
}
_TO_KEEP = {
    "see": "Ver su insignia",
    "download": "Descargar",
    "guide": "Cómo gestionarla y compartirla",
}
_SAME_PLACE = (
    "Su dirección es la misma de antes, y todos los enlaces que usted dio siguen sirviendo. Los"
    " archivos que descargó antes ya no cuentan: descargue el archivo nuevo."
)
_REVIEW = {
    "see": "Pedir una revisión",
    "note": "Si cree que es un error, pida una revisión. También puede responder a este correo o"
    " escribir a {contact_email} y decir por qué: lo lee una persona.",
}
_ASKED = {
    **_HELP,
    "see": "Abrir su consulta",
    "why": "Enviado a {recipient_email} porque esta dirección se dio a {issuer_name} en una"
    " consulta.",
}
_ENDORSER = {"help": "Qué son las insignias"}
_ELSE = "¿Algo más? Escríbalo en la misma página."

_HANDED_IN = {
    **_HELP,
    "see": "Abrir su página",
    "why": "Enviado a {recipient_email} porque {issuer_name} otorga {badge_name} por lo que usted"
    " entrega.",
}
_MORE_TIME = "Si necesita más tiempo, responda a este correo: lo lee una persona."

WORDS = {
    Kind.AWARD: Wording(
        **_AWARDED,
        **_TO_KEEP,
        **_WRONG,
        subject="{recipient_name}, {issuer_name} le otorga {badge_name}",
        heading="{recipient_name}, {issuer_name} le otorga {badge_name}",
        text="{badge_sentence}\n\nOtorgada el {issued_on}; {valid_until}.",
        note="No necesita ninguna cuenta. El enlace de este correo es para usted: para mostrar la"
        " insignia a otras personas, compártala desde la página que abre.",
    ),
    Kind.CORRECTED: Wording(
        **_AWARDED,
        **_TO_KEEP,
        **_WRONG,
        subject="Su insignia {badge_name} se ha corregido",
        heading="{recipient_name}, {issuer_name} ha corregido su insignia {badge_name}",
        text=f"Se ha corregido lo que dice. {_SAME_PLACE}\n\n"
        "Otorgada el {issued_on}; {valid_until}.",
    ),
    Kind.RENEWED: Wording(
        **_AWARDED,
        **_TO_KEEP,
        **_WRONG,
        subject="{issuer_name} ha renovado su insignia {badge_name}",
        heading="{recipient_name}, {issuer_name} ha renovado su insignia {badge_name}",
        text="{badge_sentence}\n\nRenovada el {issued_on}; {valid_until}.\n\n"
        "La insignia anterior se queda donde está, y su página lleva a esta. Donde la muestre a"
        " otros, puede poner el enlace nuevo.",
    ),
    Kind.REMINDER: Wording(
        **_AWARDED,
        see="Ver su insignia",
        guide="No quiero más avisos",
        subject="Caduca pronto: {badge_name}",
        heading="{recipient_name}, es hora de renovar: {badge_name}",
        text="{issuer_name} se la otorgó y la renueva. Lo que tiene que hacer para ello lo dice"
        " la página de la insignia, o {contact_email}: también puede responder a este correo.\n\n"
        "Si no hace nada, sigue siendo suya, y dice desde ese día que su tiempo ha pasado.",
    ),
    Kind.REINSTATED: Wording(
        **_AWARDED,
        **_TO_KEEP,
        **_WRONG,
        subject="Su insignia {badge_name} vuelve a ser válida",
        heading="{recipient_name}, su insignia {badge_name} vuelve a ser válida",
        text=f"{{issuer_name}} vuelve a responder de ella. {_SAME_PLACE}\n\n"
        "Otorgada el {issued_on}; {valid_until}.",
    ),
    Kind.SUSPENDED: Wording(
        **_AWARDED,
        **_REVIEW,
        subject="Su insignia {badge_name} está suspendida por ahora",
        heading="{recipient_name}, {issuer_name} ha suspendido por ahora su insignia {badge_name}",
        text="Quien la compruebe lo sabrá desde ahora, también si tiene un archivo anterior.\n\n"
        "La página de la insignia dice a todo el mundo: «{public_wording}»\n\n"
        "Cuando esté aclarado, {issuer_name} la restablecerá en la misma dirección o la revocará."
        " Se lo comunicaremos.",
    ),
    Kind.REVOKED: Wording(
        **_AWARDED,
        **_REVIEW,
        subject="Su insignia {badge_name} ha sido revocada",
        heading="{recipient_name}, {issuer_name} ha revocado su insignia {badge_name}",
        text="Quien la compruebe lo sabrá desde ahora, también si tiene un archivo anterior.\n\n"
        "El motivo: {reason}\n\n"
        "La página de la insignia dice a todo el mundo: «{public_wording}»\n\n"
        "La página sigue en su dirección y dice que fue revocada.",
    ),
    Kind.ENDORSE: Wording(
        **_ENDORSER,
        subject="{recipient_name} le pide que avale «{badge_name}»",
        heading="{recipient_name} le pide que avale «{badge_name}»",
        text="Un aval son una o dos frases suyas, firmadas, que verá toda persona que lo"
        " mire.\n\n"
        "No necesita ninguna cuenta. Abra la página: dice de qué se trata y qué pasa con sus"
        " palabras. Si no quiere, dígalo allí o no haga nada.",
        see="Ver y decidir",
        why="Enviado a {recipient_email} porque esta dirección se dio a {issuer_name} para esta"
        " única petición. Se olvida a los sesenta días.",
    ),
    Kind.ENDORSE_CODE: Wording(
        **_ENDORSER,
        subject="Su código para «{badge_name}»",
        heading="Su código para «{badge_name}»",
        text="Escríbalo antes de veinte minutos en la página donde redactó su aval: entonces se"
        " firma.\n\n"
        "Si no redactó ninguno, no diga este código a nadie y no haga nada.",
        see="Volver a la página",
        why="Enviado a {recipient_email} porque alguien redactó un aval con esta dirección.",
    ),
    Kind.ENDORSED: Wording(
        **_AWARDED,
        subject="Alguien avala su insignia {badge_name}",
        heading="{recipient_name}, alguien avala su insignia {badge_name}",
        text="Por ahora solo lo ve usted. Acéptelo, y estará junto a su insignia y en los archivos"
        " que descargue desde entonces; o rechácelo.",
        see="Leer y decidir",
    ),
    Kind.RECEIVED: Wording(
        **_ASKED,
        subject="{issuer_name} ha recibido su consulta",
        heading="{issuer_name} ha recibido su consulta",
        text="La lee una persona, que responderá a esta dirección.\n\n"
        "Para verla o añadir algo, abra su página. No comparta ese enlace.",
    ),
    Kind.CONFIRM: Wording(
        **_HELP,
        subject="¿Otro nombre en «{badge_name}»?",
        heading="¿Ha pedido usted otro nombre en «{badge_name}»?",
        text="Alguien lo pidió en la página de su insignia.\n\n"
        "Si fue usted, confírmelo en el plazo de siete días. Después lo mirará una persona.\n\n"
        "Si no fue usted, no haga nada: nada cambia.",
        see="Ver y confirmar",
        why="Enviado a {recipient_email} porque {issuer_name} le otorgó esta insignia.",
    ),
    Kind.ANSWERED: Wording(
        **_ASKED,
        subject="{issuer_name} le ha respondido",
        heading="{issuer_name} le ha respondido",
        text="Para responder o añadir algo, abra la página de su consulta.",
    ),
    Kind.SETTLED: Wording(
        **_ASKED,
        subject="{issuer_name} ha resuelto su consulta",
        heading="{issuer_name} ha resuelto su consulta",
        text=_ELSE,
    ),
    Kind.REVIEW_GRANTED: Wording(
        **_ASKED,
        subject="{issuer_name} la ha revisado: su insignia vuelve a ser válida",
        heading="{issuer_name} la ha revisado: su insignia vuelve a ser válida",
        text="Su dirección es la misma de antes. Descargue allí el archivo nuevo.\n\n"
        f"{_ELSE}",
    ),
    Kind.REVIEW_REFUSED: Wording(
        **_ASKED,
        subject="{issuer_name} la ha examinado: su insignia queda como está",
        heading="{issuer_name} la ha examinado: su insignia queda como está",
        text=_ELSE,
    ),
    Kind.NAME_CHANGED: Wording(
        **_ASKED,
        subject="Su insignia lleva ahora el otro nombre",
        heading="Su insignia lleva ahora el otro nombre",
        text="Su dirección es la misma de antes. Descargue allí el archivo nuevo.\n\n"
        f"{_ELSE}",
    ),
    Kind.EXPECTED: Wording(
        **_HELP,
        subject="Su insignia {badge_name} está en preparación",
        heading="{recipient_name}, su insignia {badge_name} está en preparación",
        text="{expected}\n\n"
        "No tiene que hacer nada: llega por correo a esta dirección. Su página dice qué espera"
        " todavía y qué comprobante puede obtener mientras tanto.",
        see="Ver cómo va",
        note="No necesita ninguna cuenta. El enlace de este correo es para usted.",
        wrong="¿Ha cambiado su nombre o su dirección? Escriba a {contact_email} o responda a este"
        " correo: lo lee una persona.",
        why="Enviado a {recipient_email} porque {issuer_name} prepara una insignia para usted.",
    ),
    Kind.EVIDENCE_ASKED: Wording(
        **_HANDED_IN,
        subject="{issuer_name} le pide: {task_title}",
        heading="{recipient_name}, entregue sus evidencias para {badge_name}",
        text="Se pide: {task_title}.\n\n"
        "{due}.\n\n"
        "No necesita ninguna cuenta: el botón abre su propia página. Lo que escriba"
        " allí es un borrador hasta que lo envíe. Guarde el enlace para usted.",
        note=_MORE_TIME,
    ),
    Kind.EVIDENCE_REMINDER: Wording(
        **_HANDED_IN,
        subject="Faltan sus evidencias para {badge_name}",
        heading="{recipient_name}, todavía faltan sus evidencias para {badge_name}",
        text="Se pide: {task_title}.\n\n{due}.",
        note=_MORE_TIME,
    ),
    Kind.EVIDENCE_EXTENDED: Wording(
        **_HANDED_IN,
        subject="Tiene más tiempo para {badge_name}",
        heading="{recipient_name}, tiene más tiempo para {badge_name}",
        text="{due}.\n\nSe pide: {task_title}.",
        note=_MORE_TIME,
    ),
    Kind.EVIDENCE_ACCEPTED: Wording(
        **_HANDED_IN,
        subject="Sus evidencias para {badge_name} se han aceptado",
        heading="{recipient_name}, sus evidencias para {badge_name} se han aceptado",
        text="Formarán parte de su insignia en cuanto se otorgue. Usted decide, pieza por"
        " pieza, qué ven los demás.",
    ),
    Kind.EVIDENCE_RETURNED: Wording(
        **_HANDED_IN,
        subject="Complete, por favor, sus evidencias para {badge_name}",
        heading="{recipient_name}, alguien ha visto sus evidencias y pide algo más",
        text="Abra su página, complete lo que entregó y envíelo de nuevo.\n\n{due}.",
        note=_MORE_TIME,
    ),
    Kind.EVIDENCE_REJECTED: Wording(
        **_HANDED_IN,
        subject="Sus evidencias para {badge_name} no se han aceptado",
        heading="{recipient_name}, sus evidencias para {badge_name} no se han aceptado",
        text="Lo que se ha dicho está en su página. Si cree que es un error, responda a este"
        " correo: lo lee una persona.",
    ),
}

REASONS = {
    "administrative_error": "un error administrativo. No fue culpa suya, y no dice nada en su"
    " contra.",
    "duplicate": "recibió esta insignia dos veces. La otra se conserva.",
    "superseded": "recibió una más reciente en su lugar.",
    "recipient_request": "usted lo pidió.",
    "requirements_not_met": "más tarde se supo que no se habían cumplido todos sus requisitos.",
    "misconduct": "una falta de conducta.",
    "other": "el que figura más abajo.",
}

DUE = ("El último día es el {day}, donde usted está", "No hay último día")

FOUND = FoundWords(
    one="Su insignia",
    many="Sus {count} insignias",
    intro="Ha preguntado dónde están sus insignias. Cada enlace muestra una como suya; no necesita"
    " ninguna cuenta.",
    more="Y {count} más: inicie sesión con esta dirección para verlas todas.",
    missing="¿Falta alguna? Quizá se envió a otra de sus direcciones:",
    look="búsquela también allí",
    why="Enviado porque alguien, probablemente usted, escribió esta dirección en {site}. Si no fue"
    " usted, no haga nada: no ha cambiado nada y nadie ha visto sus insignias.",
)
