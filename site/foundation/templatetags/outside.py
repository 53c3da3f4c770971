"""`{% outside address %}`: the address of the confirmation page for another site."""

from django import template

from foundation.leaving import leaving_url

register = template.Library()
register.simple_tag(leaving_url, name="outside")
