"""`{% page_metadata page organisation %}`: the tags of 《政府网站发展指引》, then the ordinary ones."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from foundation.models import BasePage

register = template.Library()


@register.simple_tag
def page_metadata(page: BasePage, organisation: str) -> SafeString:
    tags = list(page.metadata(organisation).tags)
    if page.search_description:
        tags.append(("description", page.search_description))
    if page.keywords:
        tags.append(("keywords", page.keywords))
    return format_html_join("\n  ", '<meta name="{}" content="{}">', tags)
