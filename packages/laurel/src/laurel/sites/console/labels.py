"""What happened, in words: one label for each kind of event."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from laurel.desk.types import Kind, Outcome
from laurel.families.types import Policy
from laurel.privacy.types import Ground
from laurel.renewals.types import How
from laurel.sites.console import phrases, reasons, roles
from laurel.sites.console.names import Names

PEOPLE, BADGES, AWARDS, ISSUER = "people", "badges", "awards", "issuer"
DESK = "desk"
CLASSES = "classes"
EVIDENCE = "evidence"
KINDS = (
    (PEOPLE, "People and roles"),
    (BADGES, "Badges"),
    (AWARDS, "Awards"),
    (ISSUER, "Issuer and keys"),
    (EVIDENCE, "Evidence"),
    (DESK, "Help desk"),
    (CLASSES, "Classes and results"),
)

Words = Callable[[Mapping[str, Any], Names], str]


@dataclass(frozen=True, slots=True)
class Label:
    """How one kind of event is filed and said: who, then these words."""

    name: str
    kind: str
    words: Words


LABELS = (
    Label("organization.created", PEOPLE, lambda _p, _n: "opened the organisation"),
    Label(
        "organization.member_invited",
        PEOPLE,
        lambda p, n: f"invited {n.invited(p)} as {roles.phrase(p['role'])}",
    ),
    Label(
        "organization.invitation_resent",
        PEOPLE,
        lambda p, n: f"sent the invitation to {n.invited(p)} again",
    ),
    Label(
        "organization.invitation_withdrawn",
        PEOPLE,
        lambda p, n: f"withdrew the invitation to {n.invited(p)}",
    ),
    Label(
        "organization.invitation_accepted",
        PEOPLE,
        lambda p, n: f"accepted the invitation to {n.invited(p)}",
    ),
    Label(
        "organization.invitation_declined",
        PEOPLE,
        lambda p, n: f"declined the invitation to {n.invited(p)}",
    ),
    Label("organization.member_added", PEOPLE, phrases.added),
    Label(
        "organization.member_role_changed",
        PEOPLE,
        lambda p, n: (
            f"changed the role of {n.person(p)}: {roles.phrase(p['role'])} now"
        ),
    ),
    Label(
        "organization.member_removed",
        PEOPLE,
        lambda p, n: f"removed {n.person(p)} from the organisation",
    ),
    Label(
        "organization.right_granted",
        PEOPLE,
        lambda p, n: f"gave {n.person(p)} the right {phrases.right(p, n)}",
    ),
    Label(
        "organization.right_withdrawn",
        PEOPLE,
        lambda p, n: f"took the right to {phrases.thing(p, n)} from {n.person(p)}",
    ),
    Label("organization.member_left", PEOPLE, lambda _p, _n: "left the organisation"),
    Label(
        "organization.approval_rule_changed",
        PEOPLE,
        lambda p, _n: (
            "made awards wait for a second person"
            if p["needed"]
            else "let awards go without a second person"
        ),
    ),
    Label(
        "token.made",
        PEOPLE,
        lambda p, _n: f"made the API token “{p['token_name']}”",
    ),
    Label(
        "token.ended",
        PEOPLE,
        lambda p, _n: f"ended the API token “{p['token_name']}”",
    ),
    Label("issuer.created", ISSUER, lambda _p, _n: "set up the issuer"),
    Label("issuer.changed", ISSUER, lambda _p, _n: "changed the issuer"),
    Label("issuer.archived", ISSUER, lambda p, n: f"archived the issuer {n.issuer(p)}"),
    Label(
        "issuer.restored",
        ISSUER,
        lambda p, n: f"took the issuer {n.issuer(p)} back into use",
    ),
    Label(
        "issuer.domain_check_asked",
        ISSUER,
        lambda p, n: f"asked for a check of {p['domain']} for {n.issuer(p)}",
    ),
    Label(
        "issuer.domain_checked",
        ISSUER,
        lambda p, n: (
            f"looked at {p['domain']} for {n.issuer(p)}: {phrases.DOMAINS[p['state']]}"
        ),
    ),
    Label(
        "issuer.help_changed",
        ISSUER,
        lambda p, n: f"changed the help page of {n.issuer(p)} (version {p['number']})",
    ),
    Label(
        "mail.wording_changed",
        ISSUER,
        lambda p, n: f"changed what the {phrases.mail(p)} of {n.issuer(p)} says",
    ),
    Label(
        "mail.wording_reset",
        ISSUER,
        lambda p, n: (
            f"gave the {phrases.mail(p)} of {n.issuer(p)} its first words back"
        ),
    ),
    Label(
        "program.created", BADGES, lambda p, n: f"set up the programme {n.program(p)}"
    ),
    Label(
        "program.changed", BADGES, lambda p, n: f"changed the programme {n.program(p)}"
    ),
    Label(
        "program.archived",
        BADGES,
        lambda p, n: f"archived the programme {n.program(p)}",
    ),
    Label(
        "program.restored",
        BADGES,
        lambda p, n: f"took the programme {n.program(p)} back into use",
    ),
    Label("pathway.made", BADGES, lambda p, n: f"began the pathway {n.pathway(p)}"),
    Label(
        "pathway.changed", BADGES, lambda p, n: f"changed the pathway {n.pathway(p)}"
    ),
    Label(
        "pathway.published",
        BADGES,
        lambda p, n: f"published the pathway {n.pathway(p)}",
    ),
    Label(
        "pathway.archived", BADGES, lambda p, n: f"archived the pathway {n.pathway(p)}"
    ),
    Label(
        "pathway.restored",
        BADGES,
        lambda p, n: f"took the pathway {n.pathway(p)} back into use",
    ),
    Label(
        "program.courses_changed",
        BADGES,
        lambda p, n: f"changed the courses of the programme {n.program(p)}",
    ),
    Label("class.created", CLASSES, lambda p, n: f"set up the class {n.class_(p)}"),
    Label("class.changed", CLASSES, lambda p, n: f"changed the class {n.class_(p)}"),
    Label("class.started", CLASSES, lambda p, n: f"saw the class {n.class_(p)} start"),
    Label("class.ended", CLASSES, lambda p, n: f"saw the class {n.class_(p)} end"),
    Label("class.archived", CLASSES, lambda p, n: f"archived the class {n.class_(p)}"),
    Label(
        "class.restored",
        CLASSES,
        lambda p, n: f"took the class {n.class_(p)} back into use",
    ),
    Label(
        "class.badge_set",
        CLASSES,
        lambda p, n: (
            f"set up {n.badge(p)} for the class {n.class_(p)}, awarded "
            f"{'by hand' if p['is_manual'] else 'by itself'}"
        ),
    ),
    Label(
        "class.badge_taken",
        CLASSES,
        lambda p, n: f"took {n.badge(p)} away from the class {n.class_(p)}",
    ),
    Label(
        "learner.enrolled",
        CLASSES,
        lambda p, n: (
            f"enrolled {phrases.people(len(p['learner_public_ids']))} "
            f"in the class {n.class_(p)}"
        ),
    ),
    Label(
        "learner.left",
        CLASSES,
        lambda p, n: f"took somebody out of the class {n.class_(p)}",
    ),
    Label(
        "learner.joined",
        CLASSES,
        lambda _p, _n: "made one learner of two that were one person",
    ),
    Label(
        "result.recorded",
        CLASSES,
        lambda p, n: (
            f"recorded results of {phrases.people(len(p['learner_public_ids']))} "
            f"in the class {n.class_(p)}"
        ),
    ),
    Label(
        "release.policy_set",
        BADGES,
        lambda p, n: f"said what the badges of {n.program(p)} wait for",
    ),
    Label(
        "release.policy_removed",
        BADGES,
        lambda p, n: f"let the badges of {n.program(p)} wait for nothing any more",
    ),
    Label(
        "release.confirmed",
        AWARDS,
        lambda p, n: (
            f"confirmed the graduation of {phrases.people(len(p['learner_public_ids']))} "
            f"in {n.program(p)}{' by a list' if p['list_public_id'] else ''}"
        ),
    ),
    Label(
        "release.unconfirmed",
        AWARDS,
        lambda p, n: f"took back the confirmation of a learner in {n.program(p)}",
    ),
    Label(
        "release.approved",
        AWARDS,
        lambda p, n: (
            f"approved the badges of {phrases.people(len(p['learner_public_ids']))} "
            f"in {n.program(p)}"
        ),
    ),
    Label(
        "release.expected",
        AWARDS,
        lambda p, n: f"saw that a learner completed {n.program(p)}",
    ),
    Label(
        "release.due",
        AWARDS,
        lambda p, n: (
            f"saw the day come for {phrases.people(len(p['learner_public_ids']))} "
            f"in {n.program(p)}"
        ),
    ),
    Label("issuer.style_changed", ISSUER, lambda _p, _n: "changed the style"),
    Label(
        "key.activated",
        ISSUER,
        lambda p, _n: f"put a new signing key into use ({phrases.key(p)})",
    ),
    Label(
        "key.retired",
        ISSUER,
        lambda p, _n: (
            f"retired a signing key ({phrases.key(p)}); old badges stay valid"
        ),
    ),
    Label("achievement.created", BADGES, phrases.created),
    Label(
        "achievement.published",
        BADGES,
        lambda p, n: f"published the badge {n.badge(p)}",
    ),
    Label(
        "achievement.revised",
        BADGES,
        lambda p, n: f"changed the badge {n.badge(p)} (version {p['version']})",
    ),
    Label(
        "achievement.listed",
        BADGES,
        lambda p, n: (
            f"put the badge {n.badge(p)} "
            + ("into" if p["is_listed"] else "out of")
            + " the catalogue"
        ),
    ),
    Label(
        "achievement.archived", BADGES, lambda p, n: f"archived the badge {n.badge(p)}"
    ),
    Label(
        "achievement.unarchived",
        BADGES,
        lambda p, n: f"took the badge {n.badge(p)} out of the archive",
    ),
    Label(
        "achievement.spelling_corrected",
        BADGES,
        lambda p, n: (
            f"corrected the spelling of {n.badge(p)} (version {p['version']}): "
            + "; ".join(change.partition(": ")[2] for change in p["changes"])
        ),
    ),
    Label(
        "family.made",
        BADGES,
        lambda p, _n: (
            f"made a family of {len(p['achievement_public_ids'])} badges: “{p['family_name']}”"
        ),
    ),
    Label(
        "family.policy_changed",
        BADGES,
        lambda p, _n: (
            f"changed what happens in the family “{p['family_name']}” when a lower badge is "
            f"revoked: {phrases.POLICIES[Policy(p['policy'])]}"
        ),
    ),
    Label(
        "family.dissolved",
        BADGES,
        lambda p, _n: f"took the family “{p['family_name']}” apart",
    ),
    Label("family.gap_opened", AWARDS, phrases.gap_opened),
    Label("family.gap_closed", AWARDS, phrases.gap_closed),
    Label(
        "sheet.made",
        BADGES,
        lambda p, _n: f"had {p['achievements']} badges made from a table",
    ),
    Label(
        "framework.imported",
        BADGES,
        lambda p, _n: (
            f"imported the skills of “{p['framework_name']}” ({p['items']:,})"
        ),
    ),
    Label(
        "framework.removed",
        BADGES,
        lambda p, _n: f"removed the skills of “{p['framework_name']}”",
    ),
    Label(
        "recipients.imported",
        AWARDS,
        lambda p, _n: (
            f"took a list of people over ({p['added']:,} new, {p['changed']:,} addresses "
            "changed)"
        ),
    ),
    Label("rule.set", BADGES, lambda p, n: f"said what {n.badge(p)} takes"),
    Label(
        "rule.removed",
        BADGES,
        lambda p, n: f"removed the rule of {n.badge(p)}: it is awarded without one",
    ),
    Label(
        "equivalent.accepted",
        AWARDS,
        lambda _p, _n: "accepted something else of a person as an equivalent",
    ),
    Label(
        "equivalent.withdrawn",
        AWARDS,
        lambda _p, _n: "withdrew an equivalent that was accepted",
    ),
    Label("award.granted", AWARDS, lambda p, n: f"awarded {n.award(p)}"),
    Label(
        "award.renewed",
        AWARDS,
        lambda p, n: f"renewed {n.award(p)} {phrases.RENEWED_BY[How(p['how'])]}",
    ),
    Label("renewal.set", BADGES, lambda p, n: f"said how {n.badge(p)} is renewed"),
    Label(
        "reminders.ended",
        AWARDS,
        lambda p, n: f"wants no reminders after {n.award(p)}",
    ),
    Label(
        "reminders.wanted",
        AWARDS,
        lambda p, n: f"wants reminders again after {n.award(p)}",
    ),
    Label("renewal.ended", BADGES, lambda p, n: f"ended the renewal of {n.badge(p)}"),
    Label(
        "award.waived",
        AWARDS,
        lambda p, n: f"passed by what stood in the way of {n.award(p)}",
    ),
    Label(
        "award.mail_resent",
        AWARDS,
        lambda p, n: f"sent the mail about {n.award(p)} again",
    ),
    Label(
        "award.amended",
        AWARDS,
        lambda p, n: f"corrected {n.award(p)}: {phrases.facts(p['fields'])}",
    ),
    Label("account.merged", PEOPLE, lambda _p, _n: "made one account of two of theirs"),
    Label(
        "award.disclosed",
        AWARDS,
        lambda p, n: f"chose what others see of {n.award(p)}: {phrases.disclosed(p)}",
    ),
    Label(
        "award.supported",
        AWARDS,
        lambda p, n: f"put evidence that was accepted later on {n.award(p)}",
    ),
    Label("award.restored", AWARDS, lambda p, n: f"let {n.award(p)} stand again"),
    Label(
        "award.released",
        AWARDS,
        lambda p, n: f"made it possible to award again: {n.award(p)}",
    ),
    Label(
        "duplicate.found",
        AWARDS,
        lambda p, n: f"found what may be a duplicate: {n.award(p)}",
    ),
    Label(
        "duplicate.reported",
        AWARDS,
        lambda p, n: f"took in that somebody has a badge twice: {n.award(p)}",
    ),
    Label(
        "duplicate.decided",
        AWARDS,
        lambda p, n: (
            f"decided on a duplicate: {phrases.DECISIONS[p['decision']]} ({n.award(p)})"
        ),
    ),
    Label("credential.issued", AWARDS, lambda p, n: f"signed {n.award(p)}"),
    Label(
        "credential.reissued",
        AWARDS,
        lambda p, n: f"signed {n.award(p)} anew (edition {p['generation']})",
    ),
    Label("credential.suspended", AWARDS, lambda p, n: f"suspended {n.award(p)}"),
    Label("credential.reinstated", AWARDS, lambda p, n: f"reinstated {n.award(p)}"),
    Label(
        "credential.revoked",
        AWARDS,
        lambda p, n: f"revoked {n.award(p)}: {reasons.title(p['reason']).lower()}",
    ),
    Label("batch.made", AWARDS, lambda p, n: f"brought a list for {n.badge(p)}"),
    Label(
        "batch.discarded", AWARDS, lambda p, n: f"threw away a list for {n.badge(p)}"
    ),
    Label(
        "batch.proposed",
        AWARDS,
        lambda p, n: f"proposed {n.badge(p)} for {phrases.people_of(p)}",
    ),
    Label(
        "batch.returned",
        AWARDS,
        lambda p, n: f"sent a list for {n.badge(p)} back to be mended",
    ),
    Label(
        "batch.decided",
        AWARDS,
        lambda p, n: f"decided to award {n.badge(p)} to {phrases.people_of(p)}",
    ),
    Label("batch.undone", AWARDS, lambda p, n: f"undid awarding {n.badge(p)}"),
    Label(
        "batch.released", AWARDS, lambda p, n: f"began to award {n.badge(p)} to a list"
    ),
    Label("batch.paused", AWARDS, lambda p, n: f"paused awarding {n.badge(p)}"),
    Label("batch.resumed", AWARDS, lambda p, n: f"went on awarding {n.badge(p)}"),
    Label("batch.stopped", AWARDS, lambda p, n: f"stopped awarding {n.badge(p)}"),
    Label(
        "batch.finished",
        AWARDS,
        lambda p, n: f"finished awarding {n.badge(p)} to a list",
    ),
    Label(
        "batch.revoked",
        AWARDS,
        lambda p, n: f"revoked {n.badge(p)} for a whole list",
    ),
    Label("backpack.imported", AWARDS, lambda _p, _n: "brought a badge from elsewhere"),
    Label(
        "backpack.import_changed",
        AWARDS,
        lambda _p, _n: "found that a badge from elsewhere stands otherwise now",
    ),
    Label(
        "backpack.import_joined",
        AWARDS,
        lambda _p, _n: (
            "had the same badge from elsewhere in two accounts, and has it once"
        ),
    ),
    Label(
        "backpack.import_removed",
        AWARDS,
        lambda _p, _n: "removed a badge from elsewhere",
    ),
    Label("backpack.put_away", AWARDS, lambda p, n: f"put {n.award(p)} away"),
    Label(
        "backpack.taken_back",
        AWARDS,
        lambda p, n: f"took {n.award(p)} back into the backpack",
    ),
    # Of people, not of an organisation: no organisation's page shows them.
    Label(
        "sharing.employer_link_made",
        AWARDS,
        lambda _p, _n: "made a link for an employer",
    ),
    Label(
        "sharing.employer_link_ended",
        AWARDS,
        lambda _p, _n: "ended a link for an employer",
    ),
    Label("collection.made", AWARDS, lambda _p, _n: "made a collection of badges"),
    Label("collection.changed", AWARDS, lambda _p, _n: "changed a collection"),
    Label("collection.deleted", AWARDS, lambda _p, _n: "deleted a collection"),
    Label("collection.link_made", AWARDS, lambda _p, _n: "made a link to a collection"),
    Label(
        "collection.link_ended", AWARDS, lambda _p, _n: "ended a link to a collection"
    ),
    Label("plan.made", AWARDS, lambda _p, _n: "made a plan"),
    Label("plan.changed", AWARDS, lambda _p, _n: "changed a plan"),
    Label("plan.deleted", AWARDS, lambda _p, _n: "deleted a plan"),
    Label(
        "ticket.opened",
        DESK,
        lambda p, n: f"asked for {phrases.ASKED[Kind(p['kind'])]}{phrases.about(p, n)}",
    ),
    Label(
        "ticket.name_asked",
        DESK,
        lambda p, n: f"asked for another name{phrases.about(p, n)}; not confirmed yet",
    ),
    Label(
        "ticket.confirmed",
        DESK,
        lambda p, n: (
            f"confirmed by mail the wish for another name{phrases.about(p, n)}"
        ),
    ),
    Label(
        "ticket.disowned",
        DESK,
        lambda p, n: (
            f"said that they did not ask for another name{phrases.about(p, n)}"
        ),
    ),
    Label(
        "ticket.written",
        DESK,
        lambda p, n: f"wrote to the help desk{phrases.about(p, n)}",
    ),
    Label(
        "ticket.answered",
        DESK,
        lambda p, n: f"answered a question{phrases.about(p, n)}",
    ),
    Label(
        "ticket.closed",
        DESK,
        lambda p, n: (
            f"closed a question{phrases.about(p, n)}: {phrases.CLOSED[Outcome(p['outcome'])]}"
        ),
    ),
    Label(
        "endorsement.asked",
        AWARDS,
        lambda p, n: f"asked somebody to endorse {phrases.endorsed(p, n)}",
    ),
    Label(
        "endorsement.refused",
        AWARDS,
        lambda p, n: f"did not want to endorse {phrases.endorsed(p, n)}",
    ),
    Label(
        "endorsement.signed",
        AWARDS,
        lambda p, n: f"endorsed {phrases.endorsed(p, n)}",
    ),
    Label(
        "endorsement.declined",
        AWARDS,
        lambda p, n: f"declined an endorsement of {phrases.endorsed(p, n)}",
    ),
    Label(
        "endorsement.waiting",
        AWARDS,
        lambda p, n: (
            f"accepted an endorsement of {phrases.endorsed(p, n)}; it waits for the staff"
        ),
    ),
    Label(
        "endorsement.shown",
        AWARDS,
        lambda p, n: f"let an endorsement of {phrases.endorsed(p, n)} be shown",
    ),
    Label(
        "endorsement.hidden",
        AWARDS,
        lambda p, n: f"hid an endorsement of {phrases.endorsed(p, n)}",
    ),
    Label(
        "endorsement.ended",
        AWARDS,
        lambda p, n: f"took back an endorsement of {phrases.endorsed(p, n)}",
    ),
    Label(
        "endorsement.moderation_changed",
        AWARDS,
        lambda p, _n: (
            "decided to look at endorsements before they are shown"
            if p["looks_first"]
            else "decided that endorsements are shown at once"
        ),
    ),
    Label(
        "account.archive_asked",
        PEOPLE,
        lambda _p, _n: "asked for everything that is kept about them",
    ),
    Label(
        "account.erasure_asked",
        PEOPLE,
        lambda _p, _n: "decided that everything about them is erased",
    ),
    Label(
        "account.erasure_called_off",
        PEOPLE,
        lambda _p, _n: "called off that everything about them is erased",
    ),
    Label(
        "person.erasure_ordered",
        PEOPLE,
        lambda p, _n: f"had a person taken out: {phrases.GROUNDS[Ground(p['ground'])]}",
    ),
    Label("person.erased", PEOPLE, lambda p, _n: phrases.erased(p)),
    Label(
        "evidence.task_created",
        EVIDENCE,
        lambda p, n: f"asked for evidence of {n.badge(p)}",
    ),
    Label(
        "evidence.task_changed",
        EVIDENCE,
        lambda p, n: f"changed what is to be handed in for {n.badge(p)}",
    ),
    Label(
        "evidence.task_archived",
        EVIDENCE,
        lambda p, n: f"stopped asking for evidence of {n.badge(p)}",
    ),
    Label(
        "evidence.reviewer_invited",
        EVIDENCE,
        lambda p, n: f"invited an outside reviewer of evidence of {n.badge(p)}",
    ),
    Label(
        "evidence.reviewer_ended",
        EVIDENCE,
        lambda p, n: f"ended the link of an outside reviewer of {n.badge(p)}",
    ),
    Label(
        "evidence.assigned",
        EVIDENCE,
        lambda p, n: f"asked somebody for evidence of {n.badge(p)}",
    ),
    Label(
        "evidence.extended",
        EVIDENCE,
        lambda p, n: (
            f"gave more time for evidence of {n.badge(p)}, until {p['until']}: {p['reason']}"
        ),
    ),
    Label(
        "evidence.sent", EVIDENCE, lambda p, n: f"handed in evidence of {n.badge(p)}"
    ),
    Label(
        "evidence.seconded",
        EVIDENCE,
        lambda p, n: f"accepted evidence of {n.badge(p)}, as the first of two",
    ),
    Label(
        "evidence.accepted",
        EVIDENCE,
        lambda p, n: f"accepted evidence of {n.badge(p)}",
    ),
    Label(
        "evidence.returned",
        EVIDENCE,
        lambda p, n: f"asked for more evidence of {n.badge(p)}",
    ),
    Label(
        "evidence.rejected",
        EVIDENCE,
        lambda p, n: f"did not accept evidence of {n.badge(p)}",
    ),
)
