"""Where the crawl of the whole site starts, and what it leaves out."""

from foundation.crawl import leave_out, start_from

start_from(
    "/",
    "/sitemap.xml",
    "/sitemap/",
    "/search/",
    "/search/?q=公告",
    "/search/?q=没有这样的内容",
    "/robots.txt",
    "/favicon.ico",
)
start_from("/admin/", staff_only=True)

leave_out(r"/admin/logout/$", "answers POST only: signing out by a link would be possible for others")
