"""What somebody hears who has a paper read out: lists in order, and no foot on every page."""

import io

import pikepdf
import pytest

from eregistrasi.alat.tests.baca import perlu_pango
from eregistrasi.alat.tests.test_pdf import cetak

pytestmark = perlu_pango
ISI = (
    "<ol><li><h2>Dasar</h2><ol><li>satu</li><li>dua</li></ol><p>Sesudahnya.</p></li>"
    "<li>Tanpa judul</li></ol><div style='break-before:page'><p>Halaman dua.</p></div>"
)


@pytest.fixture
def kertas():
    with pikepdf.open(io.BytesIO(cetak(ISI))) as berkas:
        yield berkas


def anak(unsur):
    k = unsur.get("/K", [])
    return list(k) if isinstance(k, pikepdf.Array) else [k]


def pohon(unsur):
    """The tags as nested tuples: (name, what is in it), content left out."""
    isi = [pohon(k) for k in anak(unsur) if isinstance(k, pikepdf.Dictionary)]
    return str(unsur.S)[1:], *[i for i in isi if i[0] != "Span"]


def nomor(unsur):
    """The numbers of the content that the tags lead to, page by page."""
    for k in anak(unsur):
        if isinstance(k, pikepdf.Dictionary):
            yield from nomor(k)
        else:
            yield unsur.Pg.objgen, int(k)


def test_an_item_has_a_body_and_a_list_in_it_stays_where_it_was_written(kertas):
    dokumen = kertas.Root.StructTreeRoot.K[0]
    dalam = ("LI", ("Lbl",), ("LBody",))
    assert pohon(dokumen)[1] == (
        "L",
        ("LI", ("Lbl",), ("LBody", ("H2",), ("L", dalam, dalam), ("P",))),
        dalam,
    )


def test_a_running_foot_is_an_artifact_of_every_page_and_no_content(kertas):
    bertanda = set(nomor(kertas.Root.StructTreeRoot.K[0]))
    for halaman in kertas.pages:
        isi = [(str(p.operator), p.operands) for p in pikepdf.parse_content_stream(halaman)]
        mulai = [o for nama, o in isi if nama == "BDC"]
        kaki = [o for o in mulai if o[0] == "/Artifact" and o[1].get("/Type") == "/Pagination"]
        ada = {int(o[1].MCID) for o in mulai if "/MCID" in o[1]}
        assert len(kaki) == 2  # the number of the paper, and of the page
        assert {(halaman.objgen, n) for n in ada} <= bertanda
        [induk] = [
            a for k, a in berpasangan(kertas.Root.StructTreeRoot.ParentTree.Nums)
            if k == halaman.StructParents
        ]  # fmt: skip
        assert [n for n, rujukan in enumerate(induk) if rujukan is not None] == sorted(ada)


def berpasangan(nums):
    isi = list(nums)
    return zip(isi[::2], isi[1::2], strict=True)
