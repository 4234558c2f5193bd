"""Steps 4b to 6: the answers are worked into a report, checked, and received."""

from django.utils import timezone

from eregistrasi.alat import ruang
from laporan import daftar_periksa, rekaman, surat
from laporan.models import Laporan, Pemeriksaan, Penerimaan
from pelatihan import terbitan
from pelatihan.alur import LangkahDitolak, langkah, pastikan_terbaru
from pelatihan.lembar import surat_keputusan
from pelatihan.models import Dokumen
from pelatihan.penugasan import tindak_lanjuti
from pelatihan.sop import Aksi
from pelatihan.surat import petugas
from pengguna.jabatan import kepala_kini, ketua_dari

BELUM_DITUTUP = (
    "Laporan belum dapat disampaikan karena registrasi belum ditutup. Tutup registrasi terlebih "
    "dahulu."
)
ISIAN = ["nomor", "tanggal", "urutan", "kendala", "tindak_lanjut", "saran", "tanggapan"]
ISIAN += ["tanggapan_butir"]
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


def draf_lepas(pelatihan, isian):
    """A version out of words that are not saved, for a look at it."""
    laporan = Laporan(pelatihan=pelatihan, versi=pelatihan.laporan.diajukan().count() + 1)
    for nama in ISIAN:
        setattr(laporan, nama, isian.get(nama, getattr(laporan, nama)))
    return laporan


def ajukan(pelatihan, *, oleh, isian, dilihat=None):
    """Step 4b ends: freeze the figures, issue PDF and workbook, hand them to the Ketua."""
    with langkah(pelatihan, Aksi.AJUKAN_LAPORAN, oleh=oleh) as p:
        pastikan_terbaru(p, Aksi.SUSUN_LAPORAN, dilihat)
        ketua = ketua_dari(p.tim_kerja)
        if ketua is None:
            raise TidakLengkap("Tim ini belum mempunyai Ketua. Hubungi Administrator Sistem.")
        laporan = _draf(p, oleh, isian)
        _sudah_ditanggapi(perlu_tanggapan(p), laporan)
        _bekukan(p, laporan, ketua)
        for lembar in p.disposisi.filter(tingkat=2, ditarik_pada=None).exclude(dikirim_pada=None):
            tindak_lanjuti(lembar)
        p.tindakan = f"menyampaikan laporan versi {laporan.versi} kepada {ketua}"
        _surat(p, "laporan_menunggu", laporan, [ketua], oleh=oleh)
    return laporan


def _sudah_ditanggapi(putusan, laporan):
    """Each remark of the last return has its answer, and the note on the whole too."""
    if putusan is None:
        return
    if not laporan.tanggapan:
        raise TidakLengkap("Tuliskan tanggapan atas catatan perbaikan.")
    sisa = [b for b in putusan.butir.all() if not laporan.tanggapan_butir.get(str(b.pk))]
    if sisa:
        raise TidakLengkap(f"{len(sisa)} catatan perbaikan belum ditanggapi.")


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
        isian |= {"tanggapan": "", "tanggapan_butir": {}, "tanggal": timezone.localdate()}
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


def kembalikan(pelatihan, *, oleh, versi, catatan=""):
    """Step 5: back to Tim Kerja with remarks, each of which they must answer.

    A note on the whole, the remarks that were written down while checking, or both.
    """
    with langkah(pelatihan, Aksi.KEMBALIKAN_LAPORAN, oleh=oleh, catatan=catatan) as p:
        laporan = versi_terbaru(p, versi)
        _bukan_milik_sendiri(laporan, oleh)
        p.tindakan = f"mengembalikan laporan versi {laporan.versi} untuk diperbaiki"
        butir = laporan.butir.filter(pemeriksaan=None)
        jumlah = butir.count()
        catatan = catatan.strip() or (f"{jumlah} catatan perbaikan." if jumlah else "")
        putusan = _putuskan(p, laporan, oleh, Keputusan.KEMBALIKAN, catatan)
        butir.update(pemeriksaan=putusan)
        _kabari_kembali(p, laporan, petugas(p), oleh, catatan, 2)


def sampaikan(pelatihan, *, oleh, versi, centang=(), catatan=""):
    """Step 5: the report is in order and goes up to the Kepala Pusat.

    centang  keys of the checklist that the Ketua has ticked; all of them are wanted
    """
    with langkah(pelatihan, Aksi.SAMPAIKAN_LAPORAN, oleh=oleh, catatan=catatan) as p:
        laporan = versi_terbaru(p, versi)
        _bukan_milik_sendiri(laporan, oleh)
        if belum := daftar_periksa.belum(centang):
            raise LangkahDitolak(f"Daftar periksa belum lengkap: {', '.join(belum)}.")
        if laporan.butir.filter(pemeriksaan=None).exists():
            raise LangkahDitolak(
                "Masih ada catatan perbaikan yang belum dikirim. Kembalikan laporan, atau hapus "
                "catatan itu."
            )
        _putuskan(
            p,
            laporan,
            oleh,
            Keputusan.SAMPAIKAN,
            catatan,
            centang=daftar_periksa.tercentang(laporan.rekaman, centang),
        )
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
        laporan = versi_terbaru(p, versi)
        p.tindakan = f"mengembalikan laporan versi {laporan.versi} kepada Ketua Tim Kerja"
        _putuskan(p, laporan, oleh, Keputusan.KEMBALIKAN_KEPADA_KETUA, catatan)
        laporan.penjelasan.terbuka().update(gugur_pada=timezone.now())
        ketua = ketua_dari(p.tim_kerja)
        _kabari_kembali(p, laporan, [ketua] if ketua else [], oleh, catatan, 1)


def terima(pelatihan, *, oleh, versi, arahan=""):
    """Step 6: the Kepala Pusat receives the report; the case file closes for everybody."""
    with langkah(pelatihan, Aksi.TERIMA_LAPORAN, oleh=oleh, catatan=arahan) as p:
        laporan = versi_terbaru(p, versi)
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
        laporan.penjelasan.terbuka().update(gugur_pada=waktu)
        p.tindakan = f"menerima laporan versi {laporan.versi}"
        ketua = ketua_dari(p.tim_kerja)
        penerima = [*([ketua] if ketua else []), *petugas(p)]
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


class VersiUsang(LangkahDitolak):
    """A decision on a version that is no longer the newest.

    dilihat, terbaru  numbers of the version that was decided on, and of the newest
    """

    def __init__(self, dilihat, terbaru):
        super().__init__(
            "Laporan sudah diperbarui sejak halaman ini dibuka. Periksa versi terbaru, lalu "
            "putuskan."
        )
        self.dilihat, self.terbaru = dilihat, terbaru


def versi_terbaru(p, versi):
    """The newest version, if it is the one that the page showed; else VersiUsang."""
    laporan = p.laporan.terbaru()
    if laporan is None or laporan.versi != versi:
        raise VersiUsang(versi, laporan and laporan.versi)
    return laporan


def milik_sendiri(laporan, oleh):
    """May `oleh` not check this report, having written it? In a rehearsal one person does both."""
    return laporan.disusun_oleh_id == oleh.pk and not ruang.kini()


def _bukan_milik_sendiri(laporan, oleh):
    if milik_sendiri(laporan, oleh):
        raise LangkahDitolak("Laporan yang Anda susun sendiri harus diperiksa oleh orang lain.")


def _putuskan(p, laporan, oleh, keputusan, catatan, **lain):
    if keputusan != Keputusan.SAMPAIKAN and not catatan.strip():
        raise LangkahDitolak("Catatan perbaikan wajib diisi.")
    return Pemeriksaan.objects.create(
        laporan=laporan, oleh=oleh, sebagai=p.sebagai, keputusan=keputusan, catatan=catatan, **lain
    )


def _kabari_kembali(p, laporan, penerima, oleh, catatan, tingkat):
    _surat(
        p,
        "laporan_dikembalikan",
        laporan,
        penerima,
        oleh=oleh,
        catatan=catatan,
        batas=surat.batas(p, tingkat),
    )


def _surat(p, jenis, laporan, penerima, *, oleh, **konteks):
    putaran = Pemeriksaan.objects.filter(laporan=laporan).count()
    surat.kirim(p, jenis, laporan, penerima, oleh=oleh, putaran=putaran, **konteks)


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
        "oleh": {"jabatan": p.sebagai, "nama": str(oleh), "nip": oleh.nip}
        | surat_keputusan(oleh, p.sebagai, waktu),
        "waktu": waktu.isoformat(),
        "arahan": arahan,
        "kota": terbitan.kop()["kota"],
    }
