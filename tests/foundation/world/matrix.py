"""Who may do what and open what: the answers that test_authorization_matrix holds the site to. Extend it, line by line.

A role held for a section counts in that section and not in another; those held for the site count everywhere. Where that
is not so, `elsewhere` says who may in a section that is not theirs. Whoever is not named is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from foundation.roles import Role

Who = Role | str  # a role's holder, or one of the three below

SUPERUSER = "superuser"  # with no role
STAFF = "staff"  # may enter the admin, holds no role
NOBODY = "nobody"  # not signed in

EDITOR, REVIEWER, SIGNATORY = Role.EDITOR, Role.REVIEWER, Role.SIGNATORY
SUPERVISOR, ARCHIVIST = Role.SUPERVISOR, Role.ARCHIVIST
SYSTEM, SECURITY, AUDIT = Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR
SIGNED_IN: tuple[Who, ...] = (*Role, SUPERUSER, STAFF)
ANYONE: tuple[Who, ...] = (*SIGNED_IN, NOBODY)

OPEN, REFUSED, ABSENT, GONE = "open", "refused", "absent", "gone"


@dataclass(frozen=True, slots=True)
class Row:
    own: frozenset[Who]
    elsewhere: frozenset[Who] | None = None
    finds: str = OPEN  # what those who may find there
    otherwise: str = REFUSED  # what the others find, when they are signed in


def may(*own: Who, elsewhere: Iterable[Who] | None = None, finds: str = OPEN, otherwise: str = REFUSED) -> Row:
    return Row(frozenset(own), None if elsewhere is None else frozenset(elsewhere), finds, otherwise)


# --- acts on pages: kind of page -> step -> who ----------------------------------------------------------------------

ON_ITS_WAY = {
    "submit": may(EDITOR),
    "take back what one sent": may(EDITOR),
    "review": may(REVIEWER),
    "return at review": may(REVIEWER),
    "send again what was returned": may(EDITOR),
    "sign": may(SIGNATORY),
    "return at signing": may(SIGNATORY),
}
PAGE_ACTS = {
    "notices.announcementpage": ON_ITS_WAY,
    "notices.regulationpage": ON_ITS_WAY,
    "notices.regulationchangepage": ON_ITS_WAY,
    "notices.callpage": ON_ITS_WAY,
    "notices.extensionpage": ON_ITS_WAY,
    "notices.commentsummarypage": ON_ITS_WAY,
    "foundation.correctionpage": ON_ITS_WAY,
    "foundation.withdrawalpage": ON_ITS_WAY,
    "foundation.sealingpage": ON_ITS_WAY,
}
TASKS = {"foundation.reviewtask": REVIEWER, "foundation.signtask": SIGNATORY}
OTHER_ACTS = {
    "take a signature back": may(SIGNATORY),
    "read what was sealed": may(ARCHIVIST),
}

# --- acts that are no page: kind -> who proposes, who decides --------------------------------------------------------

OFFICE_ACTS = {
    "grant_role": (may(SECURITY), may(SYSTEM)),
    "revoke_role": (may(SECURITY), may(SYSTEM)),
    "depute": (may(SECURITY), may(SYSTEM)),
    "change_identity": (may(SECURITY), may(SYSTEM)),
    # one calendar for all sections: whoever edits or signs in any of them
    "enter_holidays": (may(EDITOR, elsewhere=(EDITOR,)), may(SIGNATORY, elsewhere=(SIGNATORY,))),
}
ACCOUNT_ACTS = {
    "create": may(SYSTEM),
    "change details": may(SYSTEM),
    "disable": may(SYSTEM),
    "set password": may(SYSTEM),
    "unlock": may(SYSTEM),
}
# "process.move": the actors it names
MOVES: dict[str, frozenset[str]] = {}

# --- addresses -------------------------------------------------------------------------------------------------------
# "name thing": the name as reverse() knows it, and one of the things laid by the test. POST where reading is refused.

WATCHERS = (SUPERVISOR, AUDIT)
ON_THE_WAY = (EDITOR, REVIEWER, SIGNATORY, SUPERVISOR)
# Wagtail's superuser runs the site's furniture: tree, workflow, redirects. Of an act it sees no more than a listing.
READ_ARCHIVE = (*ON_THE_WAY, ARCHIVIST)
RUNS_WAGTAIL = may(SUPERUSER)
WITH_DOCUMENTS = (EDITOR, REVIEWER, SIGNATORY)
SEE_AGENCIES = (*WITH_DOCUMENTS, SECURITY, *WATCHERS)
NO_ONE = may()

ADDRESSES = {
    # the public site
    "wagtail_serve front page": may(*ANYONE),
    "wagtail_serve section's page": may(*ANYONE),
    "wagtail_serve published page": may(*ANYONE),
    "wagtail_serve draft's page": may(*ANYONE, finds=ABSENT),
    "wagtail_serve page in review": may(*ANYONE, finds=ABSENT),
    "wagtail_serve sealed page": may(*ANYONE, finds=GONE),
    "search": may(*ANYONE),
    "search-complete": may(*ANYONE),
    "search-feed": may(*ANYONE),
    "site-map": may(*ANYONE),
    "comment-new open draft": may(*ANYONE),
    "comment-receipt": may(*ANYONE),
    "working-days": may(*ANYONE),
    "working-days-data": may(*ANYONE),
    "text-size larger": may(*ANYONE),
    "leave signed link": may(*ANYONE),
    "qr front page's code": may(*ANYONE),
    "media no file": may(*ANYONE, finds=ABSENT),
    "ledger-feed": may(*ANYONE),
    "calls": may(*ANYONE),
    "calendar-file call's folder": may(*ANYONE),
    "feeds": may(*ANYONE),
    "feed all notices": may(*ANYONE),
    "healthz": may(*ANYONE),
    "readyz": may(*ANYONE),
    # signing in, and what everyone who may enter sees
    "wagtailadmin_login": may(NOBODY),  # the others are inside already
    "wagtailcore_login": may(*ANYONE),
    "wagtailadmin_password_reset": may(*ANYONE, finds=ABSENT),
    "wagtailadmin_home": may(*SIGNED_IN),
    "wagtailadmin_account": may(*SIGNED_IN),
    "change-password": may(*SIGNED_IN),
    "handbook": may(*SIGNED_IN),
    "handbook-chapter chapter": may(*SIGNED_IN),
    "handbook-picture no picture": may(*SIGNED_IN, finds=ABSENT),
    "who-may": may(*SIGNED_IN),
    "process-drawing chapter": may(*SIGNED_IN, finds=ABSENT),  # no process is called so
    "acts": may(*ON_THE_WAY),
    # judging, and what was done to published acts
    "act-judge step": may(*ON_THE_WAY),
    "act-judge correction's step": may(*ON_THE_WAY),
    "act-preview step": may(*ON_THE_WAY),
    "act-preview-carried step": may(*ON_THE_WAY, finds=ABSENT),
    "act-preview-carried correction's step": may(*ON_THE_WAY),
    "read-sealed sealed": may(ARCHIVIST),
    "read-sealed published": may(ARCHIVIST, finds=ABSENT),
    "POST take-signature-back signature": may(SIGNATORY),
    # comments on drafts: whoever judges the summary sees what it was made of; a contact is opened by who answers
    "comments": may(*ON_THE_WAY, elsewhere=ON_THE_WAY),  # each sees those of their sections
    "comment comment": may(*ON_THE_WAY),
    "comment-contact comment": may(EDITOR),
    # the archive opens wherever one works; what one finds there is asked of each document
    "archive": may(*READ_ARCHIVE, elsewhere=READ_ARCHIVE),
    "archive-complete": may(*READ_ARCHIVE, elsewhere=READ_ARCHIVE),
    "POST archive-export": may(*READ_ARCHIVE, elsewhere=READ_ARCHIVE),
    "archive-open live in archive": may(*READ_ARCHIVE),
    "who-searched": may(SUPERVISOR, elsewhere=(SUPERVISOR,)),
    # office acts, roles, accounts, logs
    "office": may(EDITOR, SIGNATORY, SECURITY, SYSTEM, *WATCHERS),
    "office-act office act": may(SECURITY, SYSTEM, *WATCHERS, elsewhere=(SECURITY, SYSTEM, *WATCHERS)),
    # attachments, agencies, the look over the site: what one does for any section opens the screen
    "attachments_modeladmin_index": may(*WITH_DOCUMENTS, elsewhere=WITH_DOCUMENTS),
    "agencies_modeladmin_index": may(*SEE_AGENCIES, elsewhere=SEE_AGENCIES),
    "agencies_modeladmin_inspect agency": may(*SEE_AGENCIES, elsewhere=SEE_AGENCIES),
    "agencies_modeladmin_history agency": may(*SEE_AGENCIES, elsewhere=SEE_AGENCIES),
    "agencies_modeladmin_create": may(SECURITY),
    "agencies_modeladmin_edit agency": may(SECURITY),
    "agencies_modeladmin_delete agency": NO_ONE,
    "site-check": may(EDITOR, SUPERVISOR),
    "calendar": may(*SIGNED_IN),
    "calendar-enter": may(EDITOR),
    "identity": may(SECURITY, SYSTEM, *WATCHERS),
    "roles": may(SECURITY, SYSTEM, *WATCHERS),
    "role-grant": may(SECURITY),
    "role-revoke holding": may(SECURITY),
    "role-depute holding": may(SECURITY),
    "accounts": may(SYSTEM, *WATCHERS),
    "account-new": may(SYSTEM),
    "account account": may(SYSTEM),
    "account-password account": may(SYSTEM),
    "POST account-active account": may(SYSTEM),
    "POST account-unlock account": may(SYSTEM),
    "security-log": may(*WATCHERS),
    # a regulation comes in: who works on what is on its way reads the draft set, its editors change it
    "regulation-import": may(EDITOR, elsewhere=(EDITOR,)),  # opens wherever they edit; the section is asked at the act
    "regulation-set set": may(*ON_THE_WAY),
    "regulation-set-preview set": may(*ON_THE_WAY),
    "regulation-set-page set": may(*ON_THE_WAY),
    "regulation-set-original set": may(*ON_THE_WAY),
    "regulation-set-confirm set": may(EDITOR),
    "POST regulation-set-confirm set": may(EDITOR, finds="409"),  # nothing was said of the edition they saw
    "POST regulation-set-change set": may(EDITOR, finds="400"),  # nothing was said of what to do
    # Wagtail's screens of a section, which is no act
    "wagtailadmin_explore_root": RUNS_WAGTAIL,
    "wagtailadmin_explore home": RUNS_WAGTAIL,
    "wagtailadmin_explore section": may(EDITOR, SUPERUSER),
    "wagtailadmin_pages:add_subpage section": may(EDITOR, SUPERUSER),
    "wagtailadmin_pages:add announcement": may(EDITOR, SUPERUSER),
    "wagtailadmin_pages:add withdrawal": may(EDITOR, SUPERUSER),
    "wagtailadmin_pages:edit section": may(EDITOR, SUPERUSER),
    "wagtailadmin_pages:edit home": RUNS_WAGTAIL,
    "wagtailadmin_pages:delete section": RUNS_WAGTAIL,
    "wagtailadmin_pages:unpublish section": RUNS_WAGTAIL,
    "wagtailadmin_pages:set_privacy section": RUNS_WAGTAIL,
    # Wagtail's screens of an act: its editors write and read, whoever judges it may look; nobody goes around
    "wagtailadmin_pages:edit draft": may(EDITOR),
    "wagtailadmin_pages:edit in review": may(EDITOR, REVIEWER),
    "wagtailadmin_pages:edit published": may(EDITOR),
    "wagtailadmin_pages:edit sealed": NO_ONE,
    "wagtailadmin_pages:view_draft draft": may(EDITOR),
    "wagtailadmin_pages:view_draft in review": may(EDITOR, REVIEWER),
    "wagtailadmin_pages:view_draft sealed": NO_ONE,
    "wagtailadmin_pages:history draft": may(EDITOR),
    "wagtailadmin_pages:history published": may(EDITOR),
    "wagtailadmin_pages:history sealed": NO_ONE,
    "wagtailadmin_pages:workflow_history in review": may(EDITOR, REVIEWER),
    "wagtailadmin_pages:workflow_history_detail review of it": may(EDITOR, REVIEWER),
    "wagtailadmin_pages:revisions_view old revision": may(EDITOR),
    "wagtailadmin_pages:revisions_revert old revision": may(EDITOR),
    "wagtailadmin_pages:revisions_compare two revisions": may(EDITOR),
    "wagtailadmin_pages:usage published": may(EDITOR),
    "wagtailadmin_pages:delete draft": may(EDITOR),
    "wagtailadmin_pages:delete in review": NO_ONE,
    "wagtailadmin_pages:delete published": NO_ONE,
    "wagtailadmin_pages:unpublish published": NO_ONE,
    "wagtailadmin_pages:move draft": NO_ONE,
    "wagtailadmin_pages:move published": NO_ONE,
    "wagtailadmin_pages:move_confirm move to home": NO_ONE,
    "wagtailadmin_pages:copy draft": NO_ONE,
    "wagtailadmin_pages:copy published": NO_ONE,
    "wagtailadmin_pages:set_privacy draft": NO_ONE,
    "wagtailadmin_pages:set_privacy published": NO_ONE,
    "POST wagtailadmin_pages:lock draft": NO_ONE,
    "POST wagtailadmin_pages:unlock in review": NO_ONE,
    "wagtailadmin_pages:workflow_action approval of it": NO_ONE,
    "wagtailadmin_pages:workflow_preview task of it": NO_ONE,
    "wagtailadmin_pages:confirm_workflow_cancellation in review": may(EDITOR),
    "wagtailadmin_api:pages:detail draft": may(EDITOR, SUPERUSER, otherwise=ABSENT),
    "wagtailadmin_api:pages:detail sealed": may(otherwise=ABSENT),
    # Wagtail's screens of the site
    "wagtailadmin_pages:search": may(EDITOR, SUPERUSER),
    "wagtailadmin_workflows:index": RUNS_WAGTAIL,
    "wagtailadmin_workflows:add": RUNS_WAGTAIL,
    "wagtailadmin_workflows:edit workflow": RUNS_WAGTAIL,
    "wagtailadmin_workflows:disable workflow": RUNS_WAGTAIL,
    "wagtailadmin_workflows:usage workflow": RUNS_WAGTAIL,
    "wagtailadmin_workflows:task_index": RUNS_WAGTAIL,
    "wagtailadmin_workflows:add_task task kind": RUNS_WAGTAIL,
    "wagtailadmin_workflows:edit_task task": RUNS_WAGTAIL,
    "wagtailadmin_workflows:disable_task task": RUNS_WAGTAIL,
    "wagtailadmin_reports:locked_pages": RUNS_WAGTAIL,
    "wagtailadmin_reports:workflow": may(EDITOR, SUPERUSER),
    "wagtailadmin_reports:workflow_tasks": may(EDITOR, SUPERUSER),
    "wagtailadmin_reports:site_history": may(*SIGNED_IN),  # each sees the rows of what they may edit
    "wagtailadmin_reports:aging_pages": may(EDITOR, SUPERUSER),
    "wagtailadmin_reports:page_types_usage": may(EDITOR, SUPERUSER),
    "wagtailredirects:index": RUNS_WAGTAIL,
    "wagtailredirects:add": RUNS_WAGTAIL,
    "wagtailredirects:start_import": RUNS_WAGTAIL,
    "wagtailadmin_collections:index": RUNS_WAGTAIL,
    "wagtailadmin_collections:add": RUNS_WAGTAIL,
    # files are laid by editors; collections are the house's filing, so any section's
    "wagtailimages:index": may(EDITOR, SUPERUSER),
    "wagtailimages:add": may(EDITOR, SUPERUSER),
    "wagtaildocs:index": may(EDITOR, SUPERUSER),
    "wagtaildocs:add": may(EDITOR, SUPERUSER),
    "wagtaildocs:add_multiple": may(EDITOR, SUPERUSER),
    "wagtaildocs_chooser:choose": may(*SIGNED_IN),
    "wagtaildocs:edit document": may(SUPERUSER),
    "wagtaildocs:delete document": may(SUPERUSER),
    # closed to everyone: accounts, roles and the bureau's identity have screens of ours
    "wagtailsettings:edit identity": NO_ONE,
    "wagtailsites:index": NO_ONE,
    "wagtailsites:edit site": NO_ONE,
    "wagtailsites:delete site": NO_ONE,
    "wagtailusers_users:index": NO_ONE,
    "wagtailusers_users:add": NO_ONE,
    "wagtailusers_users:edit user": NO_ONE,
    "wagtailusers_users:delete user": NO_ONE,
    "wagtailusers_groups:index": NO_ONE,
    "wagtailusers_groups:add": NO_ONE,
    "wagtailusers_groups:edit group": NO_ONE,
    "wagtailusers_groups:delete group": NO_ONE,
}
