"""The window of a sending unit: made, renewed and revoked by Tim Kerja; looked through by the PIC.

The PIC sees the unit's own people and may propose substitutes. Nobody answers for anybody here,
and neither reasons nor ways to reach a person are told.
"""

import datetime as dt
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from eregistrasi.alat.bahasa import tanggal
from pelatihan.alur import LangkahDitolak, catat_jejak, langkah
from pelatihan.models import Kedudukan, Pelatihan
from pelatihan.sop import Aksi, Tahap
from pengguna.models import Peran
from peserta.jawaban import jam_basis_data
from peserta.models import CalonPengganti, TautanUnit
from peserta.pengganti import MENUNGGU, batas_usul, catat_usul, kursi_kosong
from peserta.surat_unit import kirim_tautan_unit

AKSES_JAM = 1  # hours within which another look of the same PIC is the same look


def unit_pilihan(pelatihan):
    """[(column, [(value, people)])] of the units that people of this training come from."""
    orang = pelatihan.peserta.aktif().order_by()
    return [
        (lingkup, list(orang.exclude(**{lingkup: ""}).values_list(lingkup).annotate(Count("pk"))))
        for lingkup in TautanUnit.Lingkup
    ]


def buat(pelatihan, *, oleh, isian):
    """A link for one unit; its PIC is written to where there is an address. Returns it.

    isian  {lingkup, nilai, nama_pic, email, hp, berlaku_sampai}
    """
    with langkah(pelatihan, Aksi.SERAHKAN_TAUTAN, oleh=oleh) as p:
        tautan = TautanUnit.objects.create(pelatihan=p, dibuat_oleh=oleh, **isian)
        kirim_tautan_unit(p, tautan)
        p.tindakan = f"membuat tautan untuk {_sebut(tautan)}, berlaku s.d. {_akhir(tautan)}"
    return tautan


def perbarui(tautan, *, oleh, berlaku_sampai):
    """Let it open until another day. Of a revoked one the old link stays dead: it has a new one."""
    with _oleh_tim(tautan, oleh, "perbarui_tautan_unit") as (p, t):
        if p.tahap == Tahap.DIBATALKAN:
            raise LangkahDitolak("Pelatihan telah dibatalkan. Tautan unit tidak berlaku lagi.")
        t.berlaku_sampai, t.dicabut_pada = berlaku_sampai, None
        t.save(update_fields=["berlaku_sampai", "dicabut_pada"])
        kirim_tautan_unit(p, t)
        p.tindakan = f"memperbarui tautan untuk {_sebut(t)}, berlaku s.d. {_akhir(t)}"


def cabut(tautan, *, oleh):
    """Kill it, at any stage; who holds it then sees what a stranger sees."""
    with _oleh_tim(tautan, oleh, "cabut_tautan_unit") as (p, t):
        if t.dicabut_pada:
            raise LangkahDitolak("Tautan ini sudah dicabut.")
        t.dicabut_pada, t.versi = timezone.now(), t.versi + 1
        t.save(update_fields=["dicabut_pada", "versi"])
        p.tindakan = f"mencabut tautan untuk {_sebut(t)}"


def serahkan(tautan, *, oleh):
    """It was shown to a member of the team, to be handed on. Returns it as it stands."""
    with _oleh_tim(tautan, oleh, "lihat_tautan_unit") as (p, t):
        if not t.terbuka(timezone.now()):
            raise LangkahDitolak("Tautan ini tidak berlaku lagi. Perbarui dahulu masa berlakunya.")
        p.tindakan = f"membuka tautan untuk {_sebut(t)} untuk disampaikan"
    t.pelatihan = p
    return t


@contextmanager
def _oleh_tim(tautan, oleh, aksi):
    """(training, link), both held, for a member of its team, whatever the stage; and the line.

    A link must be revocable as long as it opens, so no step of the SOP bounds these acts.
    """
    with transaction.atomic():
        kedudukan = Kedudukan.dari(oleh)
        p = Pelatihan.objects.terlihat_oleh(oleh, kedudukan).kunci(tautan.pelatihan_id)
        if Peran.TIM_KERJA not in kedudukan.di(p):
            raise PermissionDenied
        yield p, p.tautan_unit.select_for_update(of=["self"]).get(pk=tautan.pk)
        sebagai = kedudukan.sebagai(Peran.TIM_KERJA)
        catat_jejak(p, aksi, p.tindakan, oleh=oleh, sebagai=sebagai)


def _sebut(tautan):
    return f"{tautan.nilai} (narahubung: {tautan.nama_pic})"


def _akhir(tautan):
    return tanggal(tautan.berlaku_sampai)


def catat_lihat(tautan):
    """The PIC has looked: one line an hour, however often the page is opened."""
    kini = timezone.now()
    if tautan.dibuka_pada and kini - tautan.dibuka_pada < dt.timedelta(hours=AKSES_JAM):
        return
    with transaction.atomic():
        pelatihan = Pelatihan.objects.kunci(tautan.pelatihan_id)
        lama = TautanUnit.objects.filter(pk=tautan.pk, dibuka_pada=tautan.dibuka_pada)
        if lama.update(dibuka_pada=kini):
            _catat_pic(pelatihan, tautan, "lihat_unit", f"membuka halaman unit {tautan.nilai}")


def _catat_pic(pelatihan, tautan, aksi, tindakan):
    catat_jejak(
        pelatihan, aksi, tindakan, pelaku=tautan.nama_pic, sebagai="Narahubung Unit Pengirim"
    )


def perlu_pengganti(tautan, kini):
    """Of the unit's people on the list, those whose seat nobody holds and nobody has taken."""
    kosong = kursi_kosong(tautan.pelatihan, kini).values("pk").order_by()
    return tautan.orang().filter(pk__in=kosong)


def halangan_usul_unit(tautan, kini):
    """Why no substitute may be proposed through this window now, or the empty string."""
    if tautan.pelatihan.tahap != Tahap.REGISTRASI or batas_usul(tautan.pelatihan) <= kini:
        return "Batas usul pengganti telah lewat. Hubungi narahubung."
    return ""


@transaction.atomic
def usulkan(tautan, untuk, *, data):
    """The unit proposes somebody for the seat of `untuk`, one of its own people.

    Raises LangkahDitolak when the link, the seat or the time is not what it was on the page.
    """
    pelatihan = Pelatihan.objects.select_related("tim_kerja").kunci(tautan.pelatihan_id)
    tautan = TautanUnit.objects.select_related("pelatihan").get(pk=tautan.pk)
    kini = jam_basis_data()
    if not tautan.terbuka(kini):
        raise LangkahDitolak("Tautan unit tidak berlaku lagi. Hubungi narahubung.")
    if sebab := halangan_usul_unit(tautan, kini):
        raise LangkahDitolak(sebab)
    kursi = perlu_pengganti(tautan, kini).filter(pk=untuk.pk).first()
    if kursi is None:
        raise LangkahDitolak(
            f"Tempat {untuk.nama_lengkap} tidak perlu diganti: yang bersangkutan bersedia, masih "
            "dapat menjawab, atau sudah digantikan."
        )
    if kursi.calon_pengganti.filter(keadaan=MENUNGGU).exists():
        raise LangkahDitolak(
            f"Usul pengganti untuk {kursi.nama_lengkap} sudah ada dan menunggu keputusan Tim Kerja."
        )
    asal = CalonPengganti.Asal.UNIT
    calon = catat_usul(pelatihan, asal=asal, untuk=kursi, lewat=tautan, data=data)
    tindakan = f"mengusulkan {calon.nama} sebagai pengganti {kursi.nama_lengkap}"
    _catat_pic(pelatihan, tautan, "usul_pengganti", tindakan)
    return calon
