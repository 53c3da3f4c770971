"""The screen of the bureau's identity: what is so now, what is proposed, and the form to propose a change."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from wagtail.admin import messages

from foundation.bars import Barred
from foundation.models.identity import BureauIdentity
from foundation.models.office_act import OfficeAct
from foundation.office.identity_act import CODE, facts_of, propose_identity
from foundation.office.identity_forms import IdentityForm
from foundation.office.listing import acts, row
from foundation.office.screens import IDENTITY, changed_by, opened_by, signed_in


@opened_by(IDENTITY)
def identity(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _propose(request)
    return _show(request, IdentityForm(None, _of_this_site(request)))


@changed_by(IDENTITY)
def _propose(request: HttpRequest) -> HttpResponse:
    """Send what differs to who decides; when it is barred say why and keep what was typed."""
    form = IdentityForm(request.POST, _of_this_site(request))
    if form.is_valid():
        try:
            act = propose_identity(
                _of_this_site(request), form.wanted(), reason=form.cleaned_data["reason"], by=signed_in(request)
            )
        except Barred as barred:
            for bar in barred.bars:
                form.add_error(None, bar.says)
        else:
            messages.success(request, "已提出，等待系统管理员决定。决定之前没有任何改变。")
            return redirect("office-act", act.pk)
    return _show(request, form)


def _show(request: HttpRequest, form: IdentityForm) -> HttpResponse:
    waiting = acts().filter(kind=CODE, state=OfficeAct.State.PROPOSED, payload__identity=form.instance.pk)
    context = {
        "screen": IDENTITY,
        "form": form,
        "waiting": [row(act) for act in waiting],
        "facts": facts_of(_of_this_site(request)),
        "may_change": IDENTITY.yields_to(signed_in(request)),
    }
    return render(request, "admin/office/identity.html", context)


def _of_this_site(request: HttpRequest) -> BureauIdentity:
    """Afresh each time: a form writes what was typed into the one it was given."""
    kept: BureauIdentity = BureauIdentity.for_request(request)
    return BureauIdentity.objects.get(pk=kept.pk)
