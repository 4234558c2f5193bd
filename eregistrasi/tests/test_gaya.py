"""The style guide shows every component that exists."""

from pathlib import Path

import pytest
from django.conf import settings
from django.http import Http404
from django.urls import NoReverseMatch, resolve, reverse

from eregistrasi.gaya import gaya

pytestmark = pytest.mark.django_db


def test_the_style_guide_is_no_page_of_the_product():
    with pytest.raises(NoReverseMatch):
        reverse("gaya")
    with pytest.raises(Http404):
        resolve("/gaya/")


def test_the_style_guide_renders_for_a_signed_in_person(rf, ratna):
    request = rf.get("/gaya/")
    request.user, request._messages = ratna, []
    halaman = gaya(request).content.decode()
    for kata in (
        "Periksa kembali 5 isian",
        "Lewat 8 menit",
        "Langkah 4 dari 6",
        "151–175 dari 400",
    ):
        assert kata in halaman


def test_every_component_is_used_by_a_page_or_another_component():
    akar = Path(settings.BASE_DIR) / "templates"
    semua = {f.name for f in (akar / "komponen").glob("*.html")}
    isi = "".join(f.read_text() for f in akar.rglob("*.html"))
    tags = "".join(f.read_text() for f in Path(settings.BASE_DIR).glob("*/**/tags.py"))
    assert {n for n in semua if f"komponen/{n}" not in isi + tags} == set()
