"""The same notices on the stock Wagtail site, found by its own database search; prints JSON.

`python -m tests.load.stock_search SIZE`, with the settings and STOCK_DATABASE of tests/load/stock_wagtail.
"""

import json
import sys
import time
from statistics import mean, median, quantiles
from uuid import uuid4

import django

from portal.demo.invented import invented
from tests.load.asked_words import address, asked_words

HITS_A_PAGE, ROUNDS = 10, 3


def main(size: int) -> dict[str, float]:
    from django.core.management import call_command

    from tests.load.stock_wagtail.models import PlainPage

    call_command("migrate", interactive=False, verbosity=0)
    _lay(size)
    call_command("update_index", verbosity=0, stdout=sys.stderr)
    recalls, times = [], []
    for word, wanted in asked_words(size).items():
        found = {page.slug for page in PlainPage.objects.search(word)[:size]}
        recalls.append(len(found & wanted) / len(wanted))
        taken = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            results = PlainPage.objects.live().search(word)
            list(results[:HITS_A_PAGE]), results.count()
            taken.append(time.perf_counter() - began)
        times.append(median(taken) * 1000)
    return {
        "words": len(recalls), "recall": mean(recalls), "median": median(times), "p95": quantiles(times, n=20)[-1],
    }  # fmt: skip


def _lay(size: int) -> None:
    from django.contrib.contenttypes.models import ContentType
    from django.db import transaction
    from wagtail.models import Page

    from tests.load.stock_wagtail.models import PlainPage

    home = Page.objects.get(depth=2)
    kind = ContentType.objects.get_for_model(PlainPage)
    with transaction.atomic():
        bodies, pages = [], []
        for number, notice in enumerate(invented(size)):
            slug = address(number)
            pages.append(
                Page(
                    path=Page._get_path(home.path, home.depth + 1, number + 1), depth=home.depth + 1, numchild=0,
                    url_path=f"{home.url_path}{slug}/", translation_key=uuid4(), content_type=kind, locale=home.locale,
                    title=notice.title, draft_title=notice.title, slug=slug, live=True,
                )
            )  # fmt: skip
            bodies.append("".join(f"<p>{text}</p>" for text in (notice.number, *notice.sentences)))
        Page.objects.bulk_create(pages, 250)
        names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
        rows = [
            PlainPage(page_ptr_id=page.pk, body=body, **{name: getattr(page, name) for name in names})
            for page, body in zip(pages, bodies, strict=True)
        ]
        for start in range(0, size, 250):
            PlainPage._base_manager._insert(
                rows[start : start + 250], fields=PlainPage._meta.local_concrete_fields, using="default", raw=True
            )
        Page.objects.filter(pk=home.pk).update(numchild=size)


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(main(int(sys.argv[1]))) + "\n")
