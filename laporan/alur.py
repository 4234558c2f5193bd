"""Steps 4b to 6: the answers are worked into a report, checked, and received."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from laporan import rekaman
from laporan.models import Laporan, Pemeriksaan, Penerimaan
from pelatihan import terbitan
from pelatihan.alur import LangkahDitolak, langkah, pastikan_terbaru
from pelatihan.models import Dokumen
from pelatihan.penugasan import tindak_lanjuti
from pelatihan.sop import Aksi
from pengguna.jabatan import kepala_kini, ketua_dari
from surel.kotak import antrekan

BELUM_DITUTUP = (
    "Laporan belum dapat disampaikan karena registrasi belum ditutup. Tutup registrasi terlebih "
    "dahulu."
)
ISIAN = ["nomor", "tanggal", "urutan", "kendala", "tindak_lanjut", "saran", "tanggapan"]
Keputusan = Pemeriksaan.Keputusan


class TidakLengkap(LangkahDitolak):
    """The report may be handed in, but not as it is: the form comes back with the reason."""


def simpan_draf(pelatihan, *, oleh, isian, dilihat=None):
    """Step 4b: keep the narrative while it is being written; figures come with the hand-over."""
    with langkah(pelatihan, Aksi.SUSUN_LAPORAN, oleh=oleh) as p:
        pastikan_terbaru(p, Aksi.SUSUN_LAPORAN, dilihat)
        draf = _draf(p, oleh, isian)
        p.tindakan = f"menyusun laporan versi {draf.versi}"
    return draf


def _draf(p, oleh, isian):
    draf = p.laporan.filter(diajukan_pada=None).first()
    if draf is None:
        draf = Laporan(pelatihan=p, versi=p.laporan.count() + 1)
    for nama in ISIAN:
        if nama in isian:
            setattr(draf, nama, isian[nama])
    draf.disusun_oleh = oleh
    draf.save()
    return draf


def ajukan(pelatihan, *, oleh, isian, dilihat=None):
    """Step 4b ends: freeze the figures, issue PDF and workbook, hand them to the Ketua."""
    with langkah(pelatihan, Aksi.AJUKAN_LAPORAN, oleh=oleh) as p:
        pastikan_terbaru(p, Aksi.SUSUN_LAPORAN, dilihat)
        ketua = ketua_dari(p.tim_kerja)
        if ketua is None:
            raise TidakLengkap("Tim ini belum mempunyai Ketua. Hubungi Administrator Sistem.")
        laporan = _draf(p, oleh, isian)
        if perlu_tanggapan(p) and not laporan.tanggapan:
            raise TidakLengkap("Tuliskan tanggapan atas catatan perbaikan.")
        _bekukan(p, laporan, ketua)
        for lembar in p.disposisi.filter(tingkat=2, ditarik_pada=None).exclude(dikirim_pada=None):
            tindak_lanjuti(lembar)
        p.tindakan = f"menyampaikan laporan versi {laporan.versi} kepada {ketua}"
        _surat(p, "laporan_menunggu", laporan, [ketua], oleh=oleh)
    return laporan


def perlu_tanggapan(pelatihan):
    """The note under which the newest version came back, or None: it wants an answer."""
    terakhir = Pemeriksaan.objects.filter(laporan__pelatihan=pelatihan).last()
    return terakhir if terakhir and terakhir.keputusan == Keputusan.KEMBALIKAN else None


def isian_awal(pelatihan):
    """What the form starts with: the draft, or the newest version's words without its answer."""
    terakhir = pelatihan.laporan.order_by("-versi").first()
    if terakhir is None:
        return {"tanggal": timezone.localdate()}
    isian = {nama: getattr(terakhir, nama) for nama in ISIAN}
    if terakhir.diajukan_pada:
        isian |= {"tanggapan": "", "tanggal": timezone.localdate()}
    return isian


def _bekukan(p, laporan, ketua):
    data = rekaman.susun(p, laporan=laporan, ketua=ketua)
    nama = f"Laporan_{p.kode}_versi_{laporan.versi}"
    laporan.rekaman, laporan.sidik = data, data["sidik"]
    laporan.pdf = terbitan.terbitkan(
        p, Dokumen.Jenis.LAPORAN, nomor=laporan.nomor, nama_berkas=f"{nama}.pdf", rekaman=data
    )
    laporan.xlsx = terbitan.terbitkan(
        p, Dokumen.Jenis.LAPORAN_XLSX, nomor=laporan.nomor, nama_berkas=f"{nama}.xlsx", rekaman=data
    )
    laporan.diajukan_pada = timezone.now()
    laporan.save()
    usang = p.laporan.diajukan().exclude(pk=laporan.pk)
    Dokumen.objects.filter(
        pk__in=[*usang.values_list("pdf", flat=True), *usang.values_list("xlsx", flat=True)]
    ).update(status=Dokumen.Status.DIGANTIKAN)


def kembalikan(pelatihan, *, oleh, versi, catatan):
    """Step 5: back to Tim Kerja, with a note that they must answer."""
    with langkah(pelatihan, Aksi.KEMBALIKAN_LAPORAN, oleh=oleh, catatan=catatan) as p:
        laporan = _versi(p, versi)
        _bukan_milik_sendiri(laporan, oleh)
        p.tindakan = f"mengembalikan laporan versi {laporan.versi} untuk diperbaiki"
        _putuskan(p, laporan, oleh, Keputusan.KEMBALIKAN, catatan)
        _surat(
            p,
            "laporan_dikembalikan",
            laporan,
            _petugas(p),
            oleh=oleh,
            catatan=catatan,
            batas=_batas(p, 2),
        )


def sampaikan(pelatihan, *, oleh, versi, catatan=""):
    """Step 5: the report is in order and goes up to the Kepala Pusat."""
    with langkah(pelatihan, Aksi.SAMPAIKAN_LAPORAN, oleh=oleh, catatan=catatan) as p:
        laporan = _versi(p, versi)
        _bukan_milik_sendiri(laporan, oleh)
        _putuskan(p, laporan, oleh, Keputusan.SAMPAIKAN, catatan)
        kepala = kepala_kini()
        if kepala is None:
            raise LangkahDitolak(
                "Jabatan Kepala Pusat sedang kosong sehingga laporan belum dapat disampaikan. "
                "Hubungi Administrator Sistem."
            )
        _surat(p, "laporan_disampaikan", laporan, [kepala.pengguna], oleh=oleh)


def kembalikan_kepada_ketua(pelatihan, *, oleh, versi, catatan):
    """Step 6, the other way: the Kepala Pusat sends the report back to the Ketua."""
    with langkah(pelatihan, Aksi.KEMBALIKAN_KEPADA_KETUA, oleh=oleh, catatan=catatan) as p:
        laporan = _versi(p, versi)
        p.tindakan = f"mengembalikan laporan versi {laporan.versi} kepada Ketua Tim Kerja"
        _putuskan(p, laporan, oleh, Keputusan.KEMBALIKAN_KEPADA_KETUA, catatan)
        ketua = ketua_dari(p.tim_kerja)
        _surat(
            p,
            "laporan_dikembalikan",
            laporan,
            [ketua] if ketua else [],
            oleh=oleh,
            catatan=catatan,
            batas=_batas(p, 1),
        )


def terima(pelatihan, *, oleh, versi, arahan=""):
    """Step 6: the Kepala Pusat receives the report; the case file closes for everybody."""
    with langkah(pelatihan, Aksi.TERIMA_LAPORAN, oleh=oleh, catatan=arahan) as p:
        laporan = _versi(p, versi)
        _bukan_milik_sendiri(laporan, oleh)
        waktu = timezone.now()
        tanda_terima = terbitan.terbitkan(
            p,
            Dokumen.Jenis.TANDA_TERIMA,
            nomor=laporan.nomor,
            nama_berkas=f"Tanda_Terima_{p.kode}.pdf",
            rekaman=_rekaman_terima(p, laporan, oleh, arahan, waktu),
        )
        Penerimaan.objects.create(
            laporan=laporan,
            oleh=oleh,
            sebagai=p.sebagai,
            arahan=arahan,
            waktu=waktu,
            dokumen=tanda_terima,
        )
        p.tindakan = f"menerima laporan versi {laporan.versi}"
        ketua = ketua_dari(p.tim_kerja)
        penerima = [*([ketua] if ketua else []), *_petugas(p)]
        _surat(
            p,
            "laporan_diterima",
            laporan,
            penerima,
            oleh=oleh,
            catatan=arahan,
            waktu=waktu,
            dokumen=tanda_terima,
        )


def _versi(p, versi):
    """The newest version, if it is the one that the page showed."""
    laporan = p.laporan.terbaru()
    if laporan is None or laporan.versi != versi:
        raise LangkahDitolak(
            "Laporan sudah diperbarui sejak halaman ini dibuka. Periksa versi terbaru, lalu "
            "putuskan."
        )
    return laporan


def _bukan_milik_sendiri(laporan, oleh):
    if laporan.disusun_oleh_id == oleh.pk:
        raise LangkahDitolak("Laporan yang Anda susun sendiri harus diperiksa oleh orang lain.")


def _putuskan(p, laporan, oleh, keputusan, catatan):
    if keputusan != Keputusan.SAMPAIKAN and not catatan.strip():
        raise LangkahDitolak("Catatan perbaikan wajib diisi.")
    return Pemeriksaan.objects.create(
        laporan=laporan, oleh=oleh, sebagai=p.sebagai, keputusan=keputusan, catatan=catatan
    )


def _petugas(p):
    return [t.pengguna for t in p.petugas.filter(sampai=None).select_related("pengguna")]


def _batas(p, tingkat):
    """The deadline of the sheet under which the work was given, while it is still to come."""
    lembar = p.disposisi.filter(tingkat=tingkat, ditarik_pada=None).last()
    batas = lembar and lembar.batas_waktu
    return batas if batas and batas > timezone.now() else None


def _surat(p, jenis, laporan, penerima, *, oleh, dokumen=None, **konteks):
    """Tell each of `penerima`, but nobody of their own act."""
    putaran = Pemeriksaan.objects.filter(laporan=laporan).count()
    for orang in {o.pk: o for o in penerima if o.pk != oleh.pk}.values():
        antrekan(
            jenis,
            kunci=f"{jenis}:{laporan.pk}:{putaran}:{orang.pk}",
            kelompok=f"pelatihan:{p.pk}",
            kepada=orang.email,
            nama=str(orang),
            konteks={
                "p": p,
                "laporan": laporan,
                "angka": laporan.rekaman["angka"],
                "penerima": orang,
                "jabatan": p.sebagai,
                **konteks,
                "url": settings.SITUS_URL + reverse("laporan:lihat", args=[p.kode]),
            },
            berkas=[f"dokumen:{dokumen.pk}"] if dokumen else [],
        )


def _rekaman_terima(p, laporan, oleh, arahan, waktu):
    disampaikan = laporan.pemeriksaan.filter(keputusan=Keputusan.SAMPAIKAN).last()
    return {
        "laporan": {
            "nomor": laporan.nomor,
            "tanggal": laporan.tanggal.isoformat(),
            "hal": f"Laporan Data Peserta {p.nama_tahun}",
            "versi": laporan.versi,
            "sha256": laporan.sidik,
        },
        "dari": {"jabatan": f"Ketua Tim Kerja, {p.tim_kerja}", "nama": str(disampaikan.oleh)},
        "oleh": {"jabatan": p.sebagai, "nama": str(oleh), "nip": oleh.nip},
        "waktu": waktu.isoformat(),
        "arahan": arahan,
        "kota": terbitan.kop()["kota"],
    }
