"""`python -m tests.load.stock_wagtail.lay BYTES`: make the database, with a home page about as heavy as asked."""

import sys

import django

SHELL = 170  # what the template writes around the body
PARAGRAPH = "<p>" + "x" * 193 + "</p>"


def lay(weight: int) -> None:
    from django.core.management import call_command
    from wagtail.models import Page, Site

    from tests.load.stock_wagtail.models import PlainPage

    call_command("migrate", interactive=False, verbosity=0)
    body = PARAGRAPH * max(1, round((weight - SHELL) / len(PARAGRAPH)))
    home = PlainPage(title="Stock", slug="stock", body=body)
    Page.objects.get(depth=1).add_child(instance=home)
    site = Site.objects.get(is_default_site=True)
    site.root_page = home
    site.save()
    Page.objects.get(slug="home", depth=2).delete()


if __name__ == "__main__":
    django.setup()
    lay(int(sys.argv[1]))
