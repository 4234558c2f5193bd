"""A link that fell into other hands: Budi revokes it, and only the new one opens."""

import pytest

from pelatihan.alur import LangkahDitolak
from pelatihan.sop import Tahap
from peserta import alur
from peserta.models import Konfirmasi
from surel.models import Status, Surel

pytestmark = pytest.mark.django_db


def test_budi_revokes_a_link_and_only_the_new_one_opens(client, pelatihan_di, budi):
    p = pelatihan_di(Tahap.REGISTRASI)
    sari = Konfirmasi.objects.get()
    lama = f"/k/{sari.token}/"
    client.force_login(budi)

    halaman = client.post(f"{p.get_absolute_url()}peserta/{sari.peserta_id}/cabut-tautan/")

    assert halaman.url == sari.peserta.get_absolute_url()
    client.logout()
    sari.refresh_from_db()
    assert (client.get(lama).status_code, client.get(f"/k/{sari.token}/").status_code) == (410, 303)
    undangan = Surel.objects.filter(jenis="undangan").order_by("pk")
    assert [s.status for s in undangan] == [Status.DITAHAN, Status.ANTRE]
    assert p.jejak.last().tindakan == (
        f"mencabut tautan {sari.peserta.nama_lengkap} dan mengirim yang baru"
    )


def test_who_was_never_asked_has_no_link_to_revoke(pelatihan_di, budi):
    p = pelatihan_di(Tahap.PENYIAPAN)
    orang = alur.catat(p, oleh=budi, data={"nama": "Suparno", "nip": "198501122010011001"})
    with pytest.raises(LangkahDitolak, match="belum diundang"):
        alur.cabut_tautan(orang, oleh=budi)
