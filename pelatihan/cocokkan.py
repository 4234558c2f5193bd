"""Is this file the paper that was issued? Told by its bytes alone; nothing of it is kept."""

import re

from eregistrasi.alat import kode as alat_kode
from eregistrasi.alat.simpanan import sidik
from pelatihan.models import Dokumen

#: kind of paper -> function(paper), called when somebody outside has looked one up
DIPERIKSA = {}
#: a paper's code is the identifier of its PDF, which stands in the open; who saves it anew keeps it
PENGENAL = re.compile(rb"/ID\s*\[\s*(?:\(([0-9A-Z]{17})\)|<([0-9A-Fa-f]{34})>)")


def cari(isi):
    """(the paper, is it unchanged?) of a file's bytes; (None, False) for a file that is not ours.

    A paper that bears our code and has other bytes than those issued was changed.
    """
    sama = Dokumen.objects.select_related("pelatihan").filter(sha256=sidik(isi)).first()
    if sama:
        return sama, True
    kode = _kode(isi)
    if not kode:
        return None, False
    return Dokumen.objects.select_related("pelatihan").filter(kode=kode).first(), False


def _kode(isi):
    """The code that the file says it has, or the empty string."""
    for terang, heksa in PENGENAL.findall(isi):
        teks = (terang or bytes.fromhex(heksa.decode())).decode("ascii", "replace")
        if alat_kode.sah(teks):
            return teks
    return ""
