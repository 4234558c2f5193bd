"""What the office's pages show of answers told to the team, requests, corrections and seats."""

from django.db.models import Aggregate, Count, Exists, FloatField, OuterRef, Q
from django.db.models.functions import Now

from eregistrasi.alat.bahasa import persen
from peserta.koreksi import riwayat
from peserta.models import Cara, Jawaban, Konfirmasi, Sanggahan

BAKU_DETIK = 5 * 60  # the SOP's standard for step 4


class Median(Aggregate):
    """The middle of a column's values, reckoned by PostgreSQL."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def lama(detik):
    """`3 menit 12 detik`, `45 detik`, `1 jam 5 menit`."""
    menit, detik = divmod(round(detik), 60)
    jam, menit = divmod(menit, 60)
    bagian = [(jam, "jam"), (menit, "menit"), (0 if jam else detik, "detik")]
    return " ".join(f"{n} {nama}" for n, nama in bagian if n) or "0 detik"


def ringkasan(pelatihan):
    """How the answers came, how long the participants' own took, who is beyond the quota."""
    berlaku = Q(bukti__berlaku=True, konfirmasi__peserta__dibatalkan_pada=None)
    diukur = Q(cara=Cara.MANDIRI, lama_detik__isnull=False)
    angka = Jawaban.objects.filter(konfirmasi__peserta__pelatihan=pelatihan).aggregate(
        mandiri=Count("pk", filter=berlaku & Q(cara=Cara.MANDIRI)),
        petugas=Count("pk", filter=berlaku & ~Q(cara=Cara.MANDIRI)),
        di_atas=Count("pk", filter=berlaku & Q(di_atas_kuota=True)),
        diukur=Count("pk", filter=diukur),
        cepat=Count("pk", filter=diukur & Q(lama_detik__lte=BAKU_DETIK)),
        median=Median("lama_detik", filter=diukur),
    )
    if angka["diukur"]:
        angka["median"] = lama(angka["median"])
        angka["persen_cepat"] = persen(angka["cepat"], angka["diukur"])
    return angka


def dengan_kuota(semua):
    """Participants with `di_atas_kuota`: was their answer one too many?"""
    satu = Jawaban.objects.filter(
        konfirmasi__peserta=OuterRef("pk"), bukti__berlaku=True, di_atas_kuota=True
    )
    return semua.annotate(di_atas_kuota=Exists(satu))


def menunggu(pelatihan):
    """What has to be looked at before the registration is closed."""
    minta = pelatihan.permintaan_buka.filter(diputus_pada=None)
    sendiri = Konfirmasi.objects.filter(
        peserta__pelatihan=pelatihan,
        peserta__dibatalkan_pada=None,
        jawaban_kini="",
        batas_sendiri__gt=Now(),
    ).select_related("peserta")
    return {"permintaan": minta.count(), "batas_sendiri": list(sendiri.order_by("batas_sendiri"))}


def rincian(peserta, konfirmasi, *, penuh):
    """The same of one person. penuh: may the corrected values be shown?"""
    if konfirmasi is None:
        return {}
    permintaan = list(
        konfirmasi.permintaan_buka.select_related("konfirmasi__peserta__pelatihan", "diputus_oleh")
    )
    sanggahan = list(
        Sanggahan.objects.filter(jawaban__konfirmasi=konfirmasi).select_related(
            "jawaban__konfirmasi__peserta__pelatihan", "jawaban__dicatat_oleh", "ditanggapi_oleh"
        )
    )
    return {
        "koreksi": riwayat(peserta) if penuh and peserta.diisi_peserta else [],
        "surat_keterangan": list(konfirmasi.berkas_dukung.keterangan()) if penuh else [],
        "permintaan": permintaan,
        "sanggahan": sanggahan,
        "ada_minta": any(r.diputus_pada is None for r in permintaan),
        "ada_putusan": any(r.diputus_pada for r in permintaan)
        or any(s.ditanggapi_pada for s in sanggahan),
    }
