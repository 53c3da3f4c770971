"""Whether the process lives, and whether the site can serve."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.health import Level, findings


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: this process answers. Asks nothing of anything else."""
    return JsonResponse({"status": "alive"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready: 503 with what fails. A warning is a sentence, not a failure."""
    found = findings(for_readiness=True)
    ready = all(finding.level is not Level.FAILURE for _, finding in found)
    body = {
        "status": "ready" if ready else "not ready",
        "checks": {check.code: {"level": finding.level, "says": finding.says} for check, finding in found},
    }
    return JsonResponse(body, status=200 if ready else 503, json_dumps_params={"ensure_ascii": False})
