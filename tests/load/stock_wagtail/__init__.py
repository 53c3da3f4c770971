"""The second yardstick: what `wagtail start` gives, with one page type and one plain template."""
