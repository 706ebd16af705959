"""Who may open what: every address of the console for everybody.

The list of addresses comes from the URLconf itself: one without a row here fails.
"""

import re
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from laurel.classes import selectors as classes
from laurel.classes import services as class_services
from laurel.credentials.types import RevocationReason
from laurel.duplicates import services as duplicates
from laurel.eligibility import services as eligibility
from laurel.evidence import services as evidence_services
from laurel.foundation import tables
from laurel.foundation.actors import SYSTEM
from laurel.issuing import services as issuing
from laurel.organizations import selectors as organizations
from laurel.organizations import services as organization_services
from laurel.organizations.types import Role
from laurel.pathways import selectors as pathways
from laurel.pathways import services as pathway_services
from laurel.pathways.types import Facts
from laurel.programs import selectors as programs
from laurel.programs import services as program_services
from laurel.recipients import services as recipients
from laurel.releases import services as releases
from laurel.requirements.types import Kind
from laurel.sites.console import invitation_urls, urls
from laurel.sites.console.views.designer import ART

from packages.laurel.tests.factories import batches, evidence, families, people, tokens
from packages.laurel.tests.factories import classes as class_factory

from .conftest import (
    browser_of,
    given_endorsement,
    make_college,
    make_endorsement,
    make_framework,
    make_sheet,
    make_ticket,
)

ALL = frozenset(Role)
AWARDERS = frozenset({Role.AWARDER, Role.EDITOR, Role.OWNER})
EDITORS = frozenset({Role.EDITOR, Role.OWNER})
OWNERS = frozenset({Role.OWNER})
ASSESSORS = frozenset({Role.ASSESSOR, Role.OWNER})
ANYBODY = None  # whoever is signed in: the address names no organization

# name -> (who may open it, which methods it knows)
MATRIX = {
    "start": (ANYBODY, "G"),
    "new": (ANYBODY, "GP"),
    "home": (ALL, "G"),
    "figures_csv": (ALL, "G"),
    "rates_csv": (ALL, "G"),
    "expiring": (AWARDERS, "G"),
    "people": (ALL, "G"),
    "people_invite": (OWNERS, "GP"),
    "invitation_resend": (OWNERS, "P"),
    "invitation_withdraw": (OWNERS, "P"),
    "member": (OWNERS, "GP"),
    "member_remove": (OWNERS, "GP"),
    "take_out": (OWNERS, "GP"),
    "endorsements": (ALL, "G"),
    "endorsement": (ALL, "GP"),  # and see CHANGES
    "endorsement_rule": (EDITORS, "P"),
    "endorsement_ask": (EDITORS, "GP"),
    "endorsement_give": (EDITORS, "GP"),
    "endorsement_back": (EDITORS, "P"),
    "desk": (ALL, "G"),
    "ticket": (ALL, "GP"),  # and see CHANGES
    "evidence": (ASSESSORS, "G"),
    "submission": (ASSESSORS, "GP"),
    "tasks": (ALL, "G"),
    "task_new": (EDITORS, "GP"),
    "task": (EDITORS, "GP"),
    "task_archive": (EDITORS, "P"),
    "task_people": (ASSESSORS, "GP"),
    "reviewer_invite": (ASSESSORS, "P"),
    "reviewer_end": (ASSESSORS, "P"),
    "extension": (ASSESSORS, "GP"),
    "history": (OWNERS, "G"),
    "history_csv": (OWNERS, "G"),
    "keys": (ALL, "G"),
    "style": (ALL, "GP"),  # and see CHANGES
    "style_sample": (ALL, "G"),
    "badges": (ALL, "G"),
    "badge": (ALL, "G"),
    "awards": (ALL, "G"),
    "recipients": (AWARDERS, "GP"),
    "recipient_list": (AWARDERS, "GP"),
    "duplicates": (ALL, "G"),
    "duplicate": (ALL, "GP"),  # and see CHANGES
    "award": (ALL, "G"),
    "award_why": (ALL, "G"),
    "issuer": (OWNERS, "GP"),
    "keys_rotate": (OWNERS, "GP"),
    "issuers": (OWNERS, "G"),
    "issuer_new": (OWNERS, "GP"),
    "issuer_profile": (OWNERS, "GP"),
    "issuer_domain": (OWNERS, "P"),
    "issuer_archive": (OWNERS, "P"),
    "issuer_restore": (OWNERS, "P"),
    "issuer_help": (OWNERS, "GP"),
    "issuer_mails": (OWNERS, "GP"),
    "issuer_mail": (OWNERS, "GP"),
    "issuer_mail_preview": (OWNERS, "GP"),
    "issuer_mail_reset": (OWNERS, "P"),
    "programs": (ALL, "G"),
    "program_new": (EDITORS, "GP"),
    "program": (EDITORS, "GP"),
    "program_archive": (EDITORS, "P"),
    "program_restore": (EDITORS, "P"),
    "release": (EDITORS, "GP"),
    "release_remove": (EDITORS, "P"),
    "release_automatic": (EDITORS, "P"),
    "waiting": (AWARDERS, "GP"),
    "graduates": (AWARDERS, "GP"),
    "graduate_list": (AWARDERS, "GP"),
    "program_courses": (EDITORS, "GP"),
    "classes": (ALL, "G"),
    "class_new": (EDITORS, "GP"),
    "class": (ALL, "G"),
    "class_settings": (EDITORS, "GP"),
    "class_next": (EDITORS, "GP"),
    "class_archive": (EDITORS, "P"),
    "class_restore": (EDITORS, "P"),
    "class_learners": (AWARDERS, "GP"),
    "class_learner": (ALL, "GP"),  # and see CHANGES
    "class_leave": (AWARDERS, "P"),
    "class_results": (AWARDERS, "GP"),
    "class_import": (AWARDERS, "GP"),
    "class_brought": (AWARDERS, "GP"),
    "class_badge": (EDITORS, "GP"),
    "class_badge_take": (EDITORS, "P"),
    "pathways": (ALL, "G"),
    "pathway": (ALL, "GP"),  # and see CHANGES
    "pathway_new": (EDITORS, "GP"),
    "pathway_facts": (EDITORS, "GP"),
    "pathway_step": (EDITORS, "P"),
    "pathway_branch": (EDITORS, "P"),
    "pathway_publish": (EDITORS, "P"),
    "pathway_archive": (EDITORS, "P"),
    "pathway_restore": (EDITORS, "P"),
    "badge_listing": (EDITORS, "P"),
    "badge_new": (EDITORS, "GP"),
    "badge_art": (EDITORS, "G"),
    "badge_design_new": (EDITORS, "GP"),
    "design_art": (EDITORS, "G"),
    "badge_edit": (EDITORS, "G"),
    "badge_step": (EDITORS, "GP"),
    "badge_publish": (EDITORS, "P"),
    "badge_discard": (EDITORS, "P"),
    "badge_spelling": (EDITORS, "GP"),
    "badge_earn": (EDITORS, "P"),
    "badge_picture": (ALL, "G"),
    "badge_unarchive": (EDITORS, "P"),
    "badge_archive": (EDITORS, "P"),
    "badge_rights": (OWNERS, "GP"),
    "badge_right_withdraw": (OWNERS, "P"),
    "badge_rule": (EDITORS, "GP"),
    "badge_trial": (AWARDERS, "GP"),  # and see CHANGES
    "badge_equivalents": (AWARDERS, "GP"),
    "equivalent_withdraw": (AWARDERS, "P"),
    "badges_many": (EDITORS, "GP"),
    "badges_template": (EDITORS, "G"),
    "sheet": (EDITORS, "GP"),
    "sheet_discard": (EDITORS, "P"),
    "tokens": (OWNERS, "GP"),
    "token_end": (OWNERS, "P"),
    "frameworks": (ALL, "G"),
    "framework": (ALL, "G"),
    "framework_new": (EDITORS, "GP"),
    "framework_remove": (EDITORS, "P"),
    "families": (ALL, "G"),
    "family_new": (EDITORS, "GP"),
    "family_gather": (EDITORS, "GP"),
    "family": (ALL, "G"),
    "family_change": (EDITORS, "P"),
    "family_dissolve": (EDITORS, "GP"),
    "gap_decide": (AWARDERS, "P"),
    "award_choose": (AWARDERS, "G"),
    "award_new": (AWARDERS, "GP"),
    "award_many": (AWARDERS, "GP"),
    "batches": (AWARDERS, "G"),
    "batch": (AWARDERS, "G"),
    "batch_rows": (AWARDERS, "P"),
    "batch_columns": (AWARDERS, "GP"),
    "batch_award": (AWARDERS, "P"),
    "batch_mail": (AWARDERS, "G"),
    "batch_address": (AWARDERS, "P"),
    "batch_act": (AWARDERS, "P"),
    "batch_revoke": (AWARDERS, "GP"),
    "batch_rest": (AWARDERS, "G"),
    "settings": (OWNERS, "GP"),
    "award_resend": (AWARDERS, "P"),
    "award_revoke": (AWARDERS, "GP"),
    "award_correct": (AWARDERS, "GP"),
    "award_suspend": (AWARDERS, "GP"),
    "award_reinstate": (AWARDERS, "GP"),
    "renewals": (AWARDERS, "G"),
    "renewals_csv": (AWARDERS, "G"),
    "badge_renewal": (EDITORS, "GP"),
    "badge_renewal_rule": (EDITORS, "GP"),
    "award_renew": (AWARDERS, "GP"),
    "awards_renew": (AWARDERS, "P"),
    "awards_revoke": (AWARDERS, "P"),
    "withdrawal": (AWARDERS, "G"),
    "people_leave": (ALL, "GP"),  # the last: who has left opens nothing any more
}

# What more people may look at than may change: name -> who may change it.
CHANGES = {
    "style": OWNERS,
    "ticket": AWARDERS,
    "duplicate": AWARDERS,
    "endorsement": EDITORS,
    "badge_trial": EDITORS,
    "class_learner": AWARDERS,
    "pathway": EDITORS,
}

# The addresses of invitations name no organization: the token is the key to them.
INVITATIONS = {"invitation": "GP", "decline": "P"}


def member_of(college):
    """The id of somebody new in the college."""
    member = people.member(college.organization, Role.VIEWER)
    found = organizations.members(college.organization)
    return found.get(account_id=member.account_id).pk


# What stands in an address -> what is put there.
PARTS = {
    "slug": lambda college: college.slug,
    "badge_id": lambda college: college.achievement.public_id,
    "issuer_id": lambda college: college.issuer.public_id,
    "kind": lambda _: "award",
    "language": lambda _: "fr",
    "list_id": lambda college: brought(college).public_id,
    "graduates_id": lambda college: graduates_of(college).public_id,
    "case_id": lambda college: doubled(college).public_id,
    "program_id": lambda college: program_of(college).public_id,
    "class_id": lambda college: class_of(college).public_id,
    "learner_id": lambda college: learner_of(college).public_id,
    "brought_id": lambda college: brought_for_class(college).public_id,
    "pathway_id": lambda college: pathway_of(college).public_id,
    "step": lambda _: "earned",
    "award_id": lambda college: college.award.public_id,
    "batch_id": lambda college: batches.draft(college.achievement).public_id,
    "number": lambda _: 2,
    "withdrawal_id": lambda college: withdrawn(college).public_id,
    "endorsement_id": lambda college: make_endorsement(college).public_id,
    "given_id": lambda college: given_endorsement(college).public_id,
    "ticket_id": lambda college: make_ticket(college).public_id,
    "member_id": member_of,
    "equivalence_id": lambda college: accepted(college).public_id,
    "invitation_id": lambda college: invited(college).public_id,
    "task_id": lambda college: evidence.task(college.achievement).public_id,
    "submission_id": lambda college: handed_in(college).public_id,
    "assignment_id": lambda college: handed_in(college).assignment.public_id,
    "reviewer_id": lambda college: outsider(college).public_id,
    "sheet_id": lambda college: make_sheet(college).public_id,
    "family_id": lambda college: family_of(college).public_id,
    "gap_id": lambda college: families.gap(college.issuer).public_id,
    "token_id": lambda college: token_of(college).public_id,
    "framework_id": lambda college: make_framework(college).public_id,
}


def address(name, college):
    pattern = next(p for p in urls.urlpatterns if p.name == name)
    wanted = re.findall(r":(\w+)>", str(pattern.pattern))
    kwargs = {part: PARTS[part](college) for part in wanted}
    query = {"design_art": f"?d={signing.dumps({}, salt=ART)}"}.get(name, "")
    return reverse(f"console:{name}", kwargs=kwargs) + query


def program_of(college):
    """The college's programme; it has one."""
    known = programs.of_organization(college.organization).first()
    return known or program_services.create(
        organization=college.organization, name="Analytics", actor=college.owner
    )


def accepted(college):
    """Something of somebody that was accepted in place of the college's badge."""
    return eligibility.accept_equivalent(
        organization=college.organization,
        learner_name="Ada Lovelace",
        learner_email="ada@students.example",
        kind=Kind.HELD,
        subject=college.achievement.public_id,
        note="The same badge of another college.",
        actor=college.owner,
    )


def token_of(college):
    """A token of the college's."""
    return tokens.made(college.organization).token


def family_of(college):
    """A family of two new badges of the college's."""
    return families.made(college.issuer)


def class_of(college):
    """The college's class; it has one, with a learner."""
    known = classes.of_organization(college.organization).first()
    return known or class_factory.class_of(program_of(college))


def learner_of(college):
    """Ada, who takes part in the college's class."""
    return class_factory.learner(class_of(college))


def brought_for_class(college):
    """A list of results that the college looks at."""
    table = tables.read(b"name,email\nAda Lovelace,ada@example.org\n")
    return class_services.bring(
        found=class_of(college), table=table, actor=college.owner
    )


def handed_in(college):
    """What somebody new handed in for the college's badge."""
    person = ("Ada Lovelace", f"{uuid4().hex}@students.example")
    task = evidence.task(college.achievement)
    done = evidence.sent(evidence.assigned(task, person=person))
    evidence_services.archive(task=task, actor=SYSTEM)  # so many may be asked for
    return done


def outsider(college):
    """Somebody who reviews for the college."""
    task = evidence.task(college.achievement)
    evidence_services.archive(task=task, actor=SYSTEM)
    return evidence_services.invite_reviewer(
        task=task,
        name="Emmy Noether",
        email="emmy@elsewhere.example",
        days=9,
        actor=SYSTEM,
    )


def pathway_of(college):
    """The college's pathway; it has one."""
    known = pathways.of_organization(college.organization).first()
    return known or pathway_services.make(
        organization=college.organization, facts=Facts("Analyst"), actor=college.owner
    )


def brought(college):
    """A list of people that the college looks at."""
    table = tables.read(b"id,email\n7,ada@students.example\n")
    return recipients.bring(
        organization=college.organization, table=table, actor=college.owner
    )


def graduates_of(college):
    """A list of graduates of the college's programme that it looks at."""
    program = program_of(college)
    if not classes.of_program(program):
        class_factory.class_of(program)
    table = tables.read(f"email\n{class_factory.ADA.email}\n".encode())
    return releases.bring_list(program=program, table=table, actor=college.owner)


def doubled(college):
    """A report that the college's award was given twice."""
    return duplicates.report(award=college.award)


def withdrawn(college):
    """The wish to revoke the college's award, not worked off yet."""
    return issuing.revoke_many(
        organization=college.organization,
        award_ids=[college.award.public_id],
        reason=RevocationReason.OTHER,
        public_wording="It was a mistake.",
        actor=college.owner,
    )


def invited(college):
    """A new invitation of this college."""
    return organization_services.invite(
        organization=college.organization,
        email=f"{uuid4().hex}@north-college.example",
        role=Role.VIEWER,
        actor=college.owner,
    )


def answers(client, name, college):
    """Method -> status, for the methods that the address knows."""
    url = address(name, college)
    found = {}
    for method in MATRIX[name][1]:
        response = client.get(url) if method == "G" else client.post(url)
        found[method] = (response.status_code, response.headers.get("Location", ""))
    return found


def test_every_address_of_the_console_has_a_row():
    assert {pattern.name for pattern in urls.urlpatterns} == set(MATRIX)


def test_every_address_of_an_invitation_has_a_row():
    names = {pattern.name for pattern in invitation_urls.urlpatterns}
    assert names == set(INVITATIONS)


def test_without_the_token_an_invitation_is_not_there(awarded, owner):
    invited(awarded)
    for client in (owner, Client()):
        for name, methods in INVITATIONS.items():
            url = reverse(f"invitations:{name}", args=["1" * 22])
            for method in methods:
                response = client.get(url) if method == "G" else client.post(url)
                assert response.status_code == 404, (name, method)
                assert "North College" not in response.content.decode()


def test_people_and_invitations_stay_in_their_organization(awarded):
    """An owner of another organization cannot reach them through the own one."""
    other = make_college("South College")
    client = browser_of(other.owner)
    for name in ("member", "member_remove", "invitation_resend", "invitation_withdraw"):
        url = address(name, awarded).replace(awarded.slug, other.slug)
        assert client.post(url, {"role": "viewer"}).status_code == 404, name


def test_tables_and_frameworks_stay_in_their_organization(awarded):
    """An owner of another organization cannot reach them through the own one."""
    other = make_college("South College")
    client = browser_of(other.owner)
    for name in ("sheet", "sheet_discard", "framework_remove"):
        url = address(name, awarded).replace(awarded.slug, other.slug)
        assert client.post(url).status_code == 404, name


def test_classes_stay_in_their_organization(awarded):
    """An owner of another organization cannot reach them through the own one."""
    other = make_college("South College")
    client = browser_of(other.owner)
    for name, (_, methods) in MATRIX.items():
        if name.startswith("class_") or name in ("class", "program_courses"):
            if name == "class_new":
                continue
            url = address(name, awarded).replace(awarded.slug, other.slug)
            ask = client.get if methods[0] == "G" else client.post
            assert ask(url).status_code == 404, name


def test_a_framework_stays_in_its_organization(awarded):
    """An owner of another organization cannot reach it through the own one."""
    other = make_college("South College")
    client = browser_of(other.owner)
    url = address("framework", awarded).replace(awarded.slug, other.slug)
    assert client.get(url).status_code == 404


def test_nobody_gets_in_without_signing_in(awarded):
    for name in MATRIX:
        for method, (status, location) in answers(Client(), name, awarded).items():
            assert status == 302, (name, method)
            assert location.startswith("/accounts/login/?next=/console/"), (
                name,
                method,
            )


@pytest.mark.parametrize("role", list(Role))
def test_members_open_what_their_role_includes_and_nothing_else(awarded, staff, role):
    client = browser_of(staff[role])
    for name, (allowed, _) in MATRIX.items():
        for method, (status, location) in answers(client, name, awarded).items():
            where = (role, name, method, status, location)
            may = CHANGES.get(name, allowed) if method == "P" else allowed
            if may is ANYBODY or role in may:
                assert status in (200, 302), where
                assert "/accounts/login/" not in location, where
            else:
                assert status == 404, where


def test_another_organization_is_not_there_at_all(awarded):
    stranger = browser_of(make_college("South College").owner)
    for name, (allowed, _) in MATRIX.items():
        if allowed is ANYBODY:
            continue
        for method, (status, _) in answers(stranger, name, awarded).items():
            assert status == 404, (name, method)


def test_an_object_is_not_shown_in_the_frame_of_another_organization(awarded):
    """An owner of two organizations cannot carry a badge from one into the other."""
    other = make_college("South College")
    client = browser_of(other.owner)
    other.achievement, other.award = awarded.achievement, awarded.award
    for name in (
        "badge",
        "badge_edit",
        "award_new",
        "award_many",
        "award",
        "award_revoke",
        "batch",
        "batch_columns",
        "batch_mail",
        "batch_rest",
        "batch_revoke",
        "badge_step",
        "badge_spelling",
        "badge_picture",
        "badge_rule",
        "badge_trial",
        "badge_equivalents",
        "award_why",
        "award_new",
        "award",
        "award_revoke",
    ):
        assert client.get(address(name, other)).status_code == 404, name


def test_a_ticket_stays_in_its_organization(awarded):
    """An owner of two organizations cannot carry it from one into the other."""
    other = make_college("South College")
    client = browser_of(other.owner)
    organization_services.add_member(
        organization=awarded.organization,
        account_id=other.owner.account_id,
        role=Role.OWNER,
        actor=SYSTEM,
    )
    own = address("ticket", awarded)
    assert client.get(own).status_code == 200
    carried = own.replace(awarded.slug, other.slug)
    assert client.get(carried).status_code == 404
    assert client.post(carried, {"text": "Hello."}).status_code == 404


def test_issuers_and_programmes_stay_in_their_organization(awarded):
    """An owner of another organization cannot reach them through the own one."""
    other = make_college("South College")
    client = browser_of(other.owner)
    for name, (allowed, methods) in MATRIX.items():
        if name.startswith(("issuer_", "program", "pathway")) and name not in (
            "issuer_new",
            "programs",
            "program_new",
            "pathways",
            "pathway_new",
        ):
            url = address(name, awarded).replace(awarded.slug, other.slug)
            for method in methods:
                answer = client.get(url) if method == "G" else client.post(url)
                assert answer.status_code == 404, (name, method, allowed)


def test_a_missing_object_looks_like_one_of_another_organization(awarded, owner):
    other = make_college("South College")
    missing = owner.get(awarded.url("badges/" + "1" * 22))
    foreign = owner.get(awarded.url(f"badges/{other.achievement.public_id}"))
    assert missing.status_code == foreign.status_code == 404


def test_a_form_from_another_site_changes_nothing(awarded):
    from django.test import Client as Browser
    from laurel.accounts.models import Account

    client = Browser(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(pk=awarded.owner.account_id))
    for name in (
        "badge_new",
        "badge_step",
        "badge_publish",
        "badge_discard",
        "badge_spelling",
        "badge_earn",
        "badge_archive",
        "badge_rule",
        "badge_trial",
        "badge_equivalents",
        "award_many",
        "batch_rows",
        "batch_columns",
        "batch_award",
        "batch_address",
        "batch_act",
        "batch_revoke",
        "settings",
        "badge_unarchive",
        "award_resend",
        "duplicate",
        "recipients",
        "recipient_list",
        "award_revoke",
        "keys_rotate",
        "style",
        "people_invite",
        "member",
        "member_remove",
        "people_leave",
        "invitation_withdraw",
        "issuer_profile",
        "issuer_domain",
        "issuer_archive",
        "issuer_help",
        "issuer_mail",
        "issuer_mail_preview",
        "issuer_mail_reset",
        "program",
        "program_archive",
        "pathway",
        "pathway_new",
        "pathway_publish",
        "badge_listing",
        "ticket",
    ):
        assert client.post(address(name, awarded)).status_code == 403, name
