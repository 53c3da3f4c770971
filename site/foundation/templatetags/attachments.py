"""`{% attachment document %}`: one document to take home, with what it is and how large. `document|about_file`: only that."""

from typing import Any

from django import template

from foundation.attachments import about

register = template.Library()


@register.inclusion_tag("public/components/attachment.html")
def attachment(document: Any, title: str = "") -> dict[str, Any]:
    """`title` where a page calls it otherwise, such as 附件1."""
    return {"title": title or document.title, "url": document.url, "about": about(document)}


register.filter("about_file", about)
