"""Where the crawl of the whole site starts, and what it leaves out."""

from foundation.crawl import leave_out, may_be_refused, start_from
from search.archive.sight import READERS

start_from(
    "/",
    "/sitemap.xml",
    "/sitemap/",
    "/search/",
    "/search/?q=公告",
    "/search/?q=没有这样的内容",
    "/calls/",
    "/calls/?state=open&year=1900",
    "/announcements/?kind=result",
    "/feeds/",
    "/search/complete/?q=公告",
    "/search/feed/?q=公告",
    "/tools/working-days/?start=2026-09-17&count=5",
    "/tools/working-days/?from=2026-09-17&until=2026-10-12",
    "/regulations/comments/receipt/",
    "/robots.txt",
    "/favicon.ico",
)
start_from("/admin/", staff_only=True)
start_from("/archive/", "/archive/?q=公告", "/archive/?q=没有 这样", "/archive/complete/?q=公告", roles=READERS)

leave_out(
    r"/search/[^?]*\?.*&(kind|programme|issuer|year|state)=.*&(kind|programme|issuer|year|state)=",
    "each choice with each other choice: one at a time shows that they work",
)
leave_out(
    r"/archive/[^?]*\?.*(stage|kind|section|actor|year)=.*&(stage|kind|section|actor|year)=",
    "each choice with each other choice: one at a time shows that they work",
)
leave_out(r"/admin/logout/$", "answers POST only: a link from elsewhere must not sign anyone out")
leave_out(r"/admin/bulk/[^?]+/$", "Wagtail's script adds the chosen rows before anyone can follow it")
leave_out(r"/admin/.+/preview/", "shows what Wagtail's script has posted there first; without that, nothing")
may_be_refused(
    r"/admin/pages/\d+/(history|usage)/",
    "Wagtail's listings link history and usage of every page found, also of those outside the person's sections",
)
may_be_refused(
    r"/admin/sites/$",
    "Wagtail's note on the root of the tree links its screen of sites, which is closed: hosts follow the server's settings",
)
