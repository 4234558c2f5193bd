"""Built into every template: the hints of the first days."""

from django import template

from panduan import isi
from panduan import petunjuk as verba

register = template.Library()


@register.simple_tag(takes_context=True)
def petunjuk_tampil(context, nama):
    """Is the hint of this name still to be shown on this page?"""
    request = context.get("request")
    return request is not None and verba.tampil(request, nama)


@register.filter
def ambil(kamus, kunci):
    """What a dict holds under a name that the template was given."""
    return kamus[kunci]


@register.simple_tag
def bantuan_langkah(pelatihan):
    """The part of a guide that belongs to where the training stands now; None where it rests."""
    return isi.bantuan(pelatihan)
