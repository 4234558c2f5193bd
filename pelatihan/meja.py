"""The desk: what waits for this person, with the next action. The badge counts these rows."""

from dataclasses import dataclass

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Now
from django.urls import reverse

from eregistrasi.alat.susunan import tersusun
from pelatihan.models import Disposisi, Jejak, Kedudukan, Pelatihan, PenerimaDisposisi, Petugas
from pelatihan.sop import PEMEGANG, Aksi, Tahap
from pengguna.models import Peran

#: what happened to the report last: where it stands alone does not tell that it came back
PUTUSAN = (
    Aksi.AJUKAN_LAPORAN,
    Aksi.KEMBALIKAN_LAPORAN,
    Aksi.SAMPAIKAN_LAPORAN,
    Aksi.KEMBALIKAN_KEPADA_KETUA,
    Aksi.MINTA_PENJELASAN,
    Aksi.JAWAB_PENJELASAN,
)


@dataclass(frozen=True)
class Tugas:
    """One row of *Perlu Tindakan Saya*: a training, what it waits for, the one next action."""

    pelatihan: Pelatihan
    judul: str
    aksi: str
    url: str
    ikon: str
    tenggat: object = None
    belum_dibaca: bool = False

    @property
    def batas(self):
        """Until when: its own deadline or the end of the standard time, whichever comes first."""
        return min(filter(None, (self.tenggat, self.pelatihan.jam_merah)), default=None)


def tugas_saya(pengguna, kedudukan=None):
    """What waits for `pengguna`, nearest deadline first. A constant number of queries."""
    saya = kedudukan or Kedudukan.dari(pengguna)
    semua = _di_meja(saya.bentuk, pengguna=saya.pengguna.pk)
    baris = [t for p in semua for peran in saya.di(p) for t in _tugas(p, peran)]
    return sorted(baris, key=lambda t: (t.batas is None, t.batas or 0, t.pelatihan.pk))


@tersusun
def _di_meja(bentuk, *, pengguna):
    """What `menunggu` finds. Every page counts it."""
    saya = Kedudukan.dalam_bentuk(bentuk, pengguna)
    return menunggu(saya.pengguna, saya)


def menunggu(pengguna, kedudukan):
    """Trainings on this person's desk, with what the rows need to know."""
    tahap = {t for t, peran in PEMEGANG.items() if peran in kedudukan.peran}
    lembar = Disposisi.objects.filter(
        pelatihan=OuterRef("pk"), ditarik_pada=None, penerima__pengguna=pengguna.pk
    ).order_by("-pk")
    belum_dibaca = PenerimaDisposisi.objects.filter(
        disposisi__pelatihan=OuterRef("pk"),
        disposisi__ditarik_pada=None,
        pengguna=pengguna.pk,
        dibaca_pada=None,
    )
    petugas = Petugas.objects.filter(
        pelatihan=OuterRef("pk"),
        sampai=None,
        pengguna__is_active=True,
    )
    menyanggah = _hitung("semua_sanggahan", "ditanggapi_pada")
    di_meja = ~Q(tahap=Tahap.SELESAI) & (Q(tahap__in=tahap) | ~Exists(petugas))
    if Peran.TIM_KERJA in kedudukan.peran:  # an objection comes back to the team at any stage
        di_meja |= Q(sanggahan__gt=0)
    if Peran.KETUA_TIM in kedudukan.peran:  # the Kepala Pusat has asked something
        di_meja |= Q(tahap=Tahap.PENYAMPAIAN, putusan_terakhir=Aksi.MINTA_PENJELASAN)
    putusan = Jejak.objects.filter(pelatihan=OuterRef("pk"), aksi__in=PUTUSAN).order_by("-pk")
    return (
        Pelatihan.objects.terlihat_oleh(pengguna, kedudukan)
        .annotate(
            sanggahan=Coalesce(menyanggah, 0),
            putusan_terakhir=Subquery(putusan.values("aksi")[:1]),
        )
        .filter(di_meja)
        .annotate(
            lembar_saya=Subquery(lembar.values("pk")[:1]),
            tenggat_saya=Subquery(lembar.values("batas_waktu")[:1], output_field=DateTimeField()),
            belum_dibaca=Exists(belum_dibaca),
            ada_petugas=Exists(petugas),
            jumlah_peserta=_jumlah("hitungan__dipanggil"),
            belum_menjawab=_jumlah(
                F("hitungan__diundang") - F("hitungan__bersedia") - F("hitungan__tidak_bersedia")
            ),
            minta_buka=Coalesce(_hitung("permintaan_buka", "diputus_pada"), 0),
            batas_sendiri=Case(
                When(tahap=Tahap.REGISTRASI, then=Exists(_masih_punya_waktu())),
                default=Value(False),
            ),
            kini=Now(),
        )
    )


def _jumlah(nilai):
    """The sum of a kept figure, reckoned apart: joined, all else would be asked for each row."""
    semua = Pelatihan.objects.filter(pk=OuterRef("pk")).order_by().values("pk")
    return Coalesce(Subquery(semua.annotate(n=Sum(nilai)).values("n")), 0)


def _hitung(jalur, selesai):
    """How many rows at the end of `jalur` have nothing in their field `selesai`."""
    semua = Pelatihan.objects.filter(
        **{"pk": OuterRef("pk"), f"{jalur}__isnull": False, f"{jalur}__{selesai}": None}
    )
    return Subquery(semua.order_by().values("pk").annotate(n=Count(jalur)).values("n"))


def _masih_punya_waktu():
    """Participants with a later deadline of their own who have not answered."""
    return Pelatihan.objects.filter(
        pk=OuterRef("pk"),
        peserta__konfirmasi__batas_sendiri__gt=Now(),
        peserta__konfirmasi__jawaban_kini="",
        peserta__dibatalkan_pada=None,
    )


def _tugas(p, peran):
    """The rows of one training for one role: its own next step, and what participants ask."""
    baris = []
    if peran == Peran.KETUA_TIM and _tanpa_petugas(p):
        baris.append(_alihkan(p))
    elif PEMEGANG.get(p.tahap) == peran:
        baris.append(PEMBUAT[p.tahap](p))
    elif peran == Peran.KETUA_TIM and p.tahap == Tahap.PENYAMPAIAN and _ditanya(p):
        baris.append(_jawab(p))
    if peran == Peran.TIM_KERJA:
        baris += [_siapkan_draf(p), *_permintaan(p)]
    return [t for t in baris if t]


def _alihkan(p):
    return Tugas(
        p, "Tim Kerja belum bertugas: alihkan penugasan", "Alihkan Penugasan",
        _url("alihkan_tim", p), "peserta", p.batas_konfirmasi,
    )  # fmt: skip


def _permintaan(p):
    url = _url("permintaan", p, "peserta")
    if p.minta_buka and p.tahap == Tahap.REGISTRASI:
        yield Tugas(
            p, f"{p.minta_buka} permintaan dibuka kembali menunggu keputusan",
            "Lihat Permintaan", url, "jam",
        )  # fmt: skip
    if p.sanggahan:
        yield Tugas(
            p, f"{p.sanggahan} sanggahan peserta menunggu tanggapan",
            "Tanggapi Sanggahan", url, "info",
        )  # fmt: skip


def _tanpa_petugas(p):
    return not p.ada_petugas and p.tahap in (Tahap.PENYIAPAN, Tahap.REGISTRASI, Tahap.PENGOLAHAN)


def _url(nama, p, ruang="pelatihan"):
    return reverse(f"{ruang}:{nama}", args=[p.kode])


def _siapkan_draf(p):
    if p.tahap != Tahap.DISPOSISI_KEPALA or p.draf_diserahkan_pada:
        return None
    return Tugas(
        p, "Draf disposisi belum diserahkan", "Siapkan Draf Disposisi", _url("siapkan_draf", p),
        "disposisi",
    )  # fmt: skip


def _draf(p):
    if p.disiapkan_oleh_id and not p.draf_diserahkan_pada:
        return None  # it lies on the desk of whoever prepares it
    if p.draf_diserahkan_pada:
        return Tugas(
            p, "Draf disposisi siap dibaca dan dikirim", "Kirim Disposisi",
            _url("tugaskan_ketua", p), "disposisi",
        )  # fmt: skip
    return Tugas(
        p, "Draf disposisi belum dikirim", "Buat Disposisi", _url("tugaskan_ketua", p), "disposisi"
    )


def _teruskan(p):
    return Tugas(
        p, "Disposisi baru: tugaskan Tim Kerja", "Teruskan Disposisi", _url("tugaskan_tim", p),
        "disposisi", p.tenggat_saya, p.belum_dibaca,
    )  # fmt: skip


def _siapkan(p):
    if not p.batas_konfirmasi or not p.kode_pelatihan:
        langkah = "Lengkapi data pelatihan", "Lengkapi Data Pelatihan", _url("lengkapi", p)
    elif not p.jumlah_peserta:
        langkah = "Input data peserta", "Input Data Peserta", _url("daftar", p, "peserta")
    else:
        langkah = (
            f"{p.jumlah_peserta} peserta siap diundang",
            "Buka Registrasi",
            _url("buka_registrasi", p, "peserta"),
        )
    return Tugas(p, *langkah, "peserta", p.tenggat_saya, p.belum_dibaca)


def _tutup(p):
    if p.belum_menjawab and (p.batas_konfirmasi > p.kini or p.batas_sendiri):
        return None  # it lies on the participants' desks
    judul = (
        "Batas konfirmasi telah lewat: tutup registrasi atau perpanjang batas"
        if p.belum_menjawab
        else "Semua peserta telah mengonfirmasi"
    )
    return Tugas(
        p, judul, "Tutup Registrasi", _url("tutup_registrasi", p, "peserta"), "jam",
        p.batas_konfirmasi,
    )  # fmt: skip


def _olah(p):
    kembali = p.putusan_terakhir == Aksi.KEMBALIKAN_LAPORAN
    judul = "Laporan dikembalikan untuk diperbaiki" if kembali else "Olah data dan susun laporan"
    return Tugas(
        p, judul, "Susun Laporan", _url("susun", p, "laporan"), "laporan",
        p.tenggat_saya,
    )  # fmt: skip


def _periksa(p):
    kembali = p.putusan_terakhir == Aksi.KEMBALIKAN_KEPADA_KETUA
    judul = "Laporan dikembalikan oleh Kepala Pusat" if kembali else "Laporan menunggu pemeriksaan"
    return Tugas(p, judul, "Periksa Laporan", _url("lihat", p, "laporan"), "laporan")


def _ditanya(p):
    """The Kepala Pusat waits for an explanation of the report."""
    return p.putusan_terakhir == Aksi.MINTA_PENJELASAN


def _jawab(p):
    return Tugas(
        p, "Kepala Pusat meminta penjelasan atas laporan", "Jawab Penjelasan",
        _url("lihat", p, "laporan"), "laporan",
    )  # fmt: skip


def _terima(p):
    return Tugas(
        p, "Laporan menunggu diterima", "Terima Laporan", _url("lihat", p, "laporan"), "laporan"
    )


PEMBUAT = {
    Tahap.DISPOSISI_KEPALA: _draf,
    Tahap.DISPOSISI_KETUA: _teruskan,
    Tahap.PENYIAPAN: _siapkan,
    Tahap.REGISTRASI: _tutup,
    Tahap.PENGOLAHAN: _olah,
    Tahap.PEMERIKSAAN: _periksa,
    Tahap.PENYAMPAIAN: _terima,
}
