"""The forms on a page of the admin: where each is sent, and every field it has with the value it came with."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

Fields = list[tuple[str, str]]
BUTTONS = ("submit", "button", "reset", "image", "file")
HELD = ("csrfmiddlewaretoken",)


@dataclass
class Form:
    action: str
    posts: bool
    fields: Fields = field(default_factory=list)
    ids: set[str] = field(default_factory=set)  # what nobody types: hidden fields and lists to choose from

    @property
    def names(self) -> list[str]:
        """The rows of Wagtail's form sets that are only patterns (`__prefix__`) are none."""
        found = dict.fromkeys(name for name, _ in self.fields if name not in HELD and "__prefix__" not in name)
        return list(found)

    def data(self, **instead: str) -> dict[str, str]:
        return {name: instead.get(name, value) for name, value in self.fields if "__prefix__" not in name}


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.select: str | None = None
        self.asked: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self.address, said.get("action", "") or self.address)
            self.form = Form(action, said.get("method", "get").lower() == "post")
            self.forms.append(self.form)
        elif tag == "a" and (link := urlsplit(urljoin(self.address, said.get("href", "")))).query:
            if link.path == urlsplit(self.address).path:
                self.asked |= dict(parse_qsl(link.query))
        elif self.form is not None and (name := said.get("name")):
            self._field(tag, name, said)
        elif tag == "option" and self.form is not None and self.select is not None and "selected" in said:
            self.form.fields.append((self.select, said.get("value", "")))

    def _field(self, tag: str, name: str, said: dict[str, str]) -> None:
        assert self.form is not None
        if tag == "select":
            self.select = name
            self.form.ids.add(name)
            self.form.fields.append((name, ""))
        elif tag == "button" or (tag == "input" and said.get("type") in BUTTONS):
            self.form.fields.append((name, said.get("value", ""))) if said.get("value") else None
        elif tag in ("input", "textarea"):
            if said.get("type") in ("hidden", "radio"):
                self.form.ids.add(name)
            self.form.fields.append((name, said.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None


def forms_on(address: str, html: str) -> list[Form]:
    """Those on the page; and what its links ask of the same page, as one form more."""
    reader = _Reader(address)
    reader.feed(html)
    asked = Form(urlsplit(address).path, False, [*{"page": "1", "p": "1", **reader.asked}.items()])
    return [*reader.forms, asked]
