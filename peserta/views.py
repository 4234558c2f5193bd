"""The office's pages about participants that change nothing: list, one person, the answers."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from pelatihan.dekorator import berkas_terlihat
from pelatihan.sop import Tahap
from pengguna.models import Peran
from peserta import massal, tampilan_permintaan, undangan
from peserta.daftar import DUKUNG, UKURAN, URUT, Saringan, alamat_halaman, asal_daftar
from peserta.halaman_daftar import PaginatorTimbal
from peserta.ikhtisar import ikhtisar
from peserta.models import BuktiRegistrasi
from peserta.models.pemeriksaan import dengan_pemeriksaan
from peserta.pengganti import silsilah
from peserta.tampilan import keadaan, saringan_keadaan
from peserta.tampilan_permintaan import ringkasan
from peserta.tenggat import batas_bawaan
from peserta.undangan import KIRIM_ULANG, SURAT, TANPA_SUREL
from peserta.views_massal import menyurati, tawaran
from surel.models import Surel

BOLEH_PENUH = frozenset({Peran.TIM_KERJA, Peran.KETUA_TIM})  # whose work needs whole numbers


def _tab(pelatihan, nama_url, saringan, angka):
    """Links that filter by answer; their counts always add up to the first."""
    dasar = reverse(f"peserta:{nama_url}", args=[pelatihan.kode])
    return [
        {
            "label": label,
            "url": dasar + saringan.alamat(jawaban=nilai),
            "aktif": nilai == saringan.jawaban,
            "hitung": angka[kunci],
        }
        for nilai, label, kunci in saringan_keadaan(pelatihan.registrasi_ditutup)
    ]


def _pilihan(pelatihan, saringan, ikhtisar):
    """(name, label, what stands for "all", options) of each filter that can have an effect here."""
    angka, ada = ikhtisar.angka, ikhtisar.ada
    ada_gunanya = {TANPA_SUREL, saringan.surat}
    if angka["diundang"]:
        ada_gunanya |= SURAT.keys() - {KIRIM_ULANG}
    if massal.masih_dapat_dikirimi(pelatihan):
        ada_gunanya.add(KIRIM_ULANG)
    surat = [(n, label) for n, (label, _) in SURAT.items() if n in ada_gunanya]
    saring = [
        ("unit", "Unit kerja", _nilai(ada["unit_kerja"], saringan.unit)),
        ("instansi", "Instansi", _nilai(ada["instansi"], saringan.instansi)),
        ("surat", "Undangan", surat),
        ("dukung", "Data dukung", list(DUKUNG.items()) if angka["bersedia"] else []),
    ]
    urut = [(n, label) for n, (label, _) in URUT.items() if angka["diundang"] or n != "waktu"]
    pilihan = [(n, label, [("", "Semua"), *isi]) for n, label, isi in saring if isi]
    pilihan += [("urut", "Urut menurut", urut)]
    pilihan += [("ukuran", "Baris per halaman", [(n, n) for n in UKURAN])]
    return [(n, label, getattr(saringan, n), isi) for n, label, isi in pilihan]


def _nilai(ada, kini):
    """The values of a column; one value alone is no choice, but one asked for stays visible."""
    if kini and kini not in ada:
        ada = [kini, *ada]
    return [(n, n) for n in ada] if kini or len(ada) > 1 else []


@require_GET
@berkas_terlihat
def daftar(request, pelatihan):
    """Tab *Data Peserta*: who is on the list, as the address asks for it."""
    saringan = Saringan.dari(request.GET)
    isi = ikhtisar(pelatihan, saringan, surat=menyurati(pelatihan))
    halaman = PaginatorTimbal(pelatihan, saringan, isi).get_page(request.GET.get("halaman"))
    for peserta in halaman:
        peserta.keadaan = keadaan(peserta, pelatihan.registrasi_ditutup)
    undangan.lampirkan(halaman, terbuka=massal.masih_dapat_dikirimi(pelatihan))
    return render(
        request,
        "peserta/daftar.html",
        {
            "pelatihan": pelatihan,
            "tab_aktif": "peserta",
            "halaman": halaman,
            "saringan": saringan,
            "angka": isi.angka,
            "tab_jawaban": _tab(pelatihan, "daftar", saringan, isi.angka),
            "pilihan": _pilihan(pelatihan, saringan, isi),
            "massal": tawaran(pelatihan, saringan, isi, halaman),
            "asal": alamat_halaman(saringan, halaman.number),
        },
    )


@require_GET
@berkas_terlihat
def konfirmasi(request, pelatihan):
    """Tab *Konfirmasi*: what was answered, with reason, time and proof."""
    saringan = Saringan(jawaban=Saringan.dari(request.GET).jawaban)
    semua = saringan.terapkan(pelatihan).select_related("konfirmasi")
    halaman = Paginator(semua, 25).get_page(request.GET.get("halaman"))
    _lampirkan_bukti(halaman)
    for peserta in halaman:
        peserta.keadaan = keadaan(peserta, pelatihan.registrasi_ditutup)
    angka = pelatihan.peserta.hitung()
    return render(
        request,
        "peserta/konfirmasi.html",
        {
            "pelatihan": pelatihan,
            "tab_aktif": "konfirmasi",
            "halaman": halaman,
            "angka": angka,
            "alamat_saringan": saringan.alamat(),
            "ringkasan": ringkasan(pelatihan) if angka["diundang"] else {},
            "menjawab": angka["bersedia"] + angka["tidak_bersedia"],
            "alasan_penuh": Peran.TIM_KERJA in pelatihan.peran_saya,
            "bagian": _bagian(angka, pelatihan.registrasi_ditutup),
            "tab_jawaban": _tab(pelatihan, "konfirmasi", saringan, angka),
        },
    )


def _lampirkan_bukti(halaman):
    """Give each person on the page the proof of the answer that holds, or None."""
    berlaku = BuktiRegistrasi.objects.filter(
        konfirmasi__peserta__in=[o.pk for o in halaman], berlaku=True
    ).select_related("jawaban", "konfirmasi")
    bukti = {b.konfirmasi.peserta_id: b for b in berlaku}
    for peserta in halaman:
        peserta.bukti = bukti.get(peserta.pk)


def _bagian(angka, sudah_tutup):
    belum = "Tidak Mengonfirmasi" if sudah_tutup else "Belum Mengonfirmasi"
    return [
        ("Bersedia", angka["bersedia"], "i-baik", "baik", "centang"),
        ("Tidak Bersedia", angka["tidak_bersedia"], "i-tidak", "tidak", "silang"),
        (belum, angka["belum"], "i-belum", "tunggu", "lingkaran"),
    ]


def dapat_ditautkan(pelatihan, peserta):
    """May this person still answer, so that their link is worth handing out?"""
    return (
        pelatihan.tahap == Tahap.REGISTRASI
        and peserta.dibatalkan_pada is None
        and hasattr(peserta, "konfirmasi")
    )


@require_GET
@berkas_terlihat
def rincian(request, pelatihan, pk):
    return render(request, "peserta/rincian.html", konteks_rincian(request, pelatihan, pk))


def konteks_rincian(request, pelatihan, pk, **lain):
    """Everything about one person, as far as this role may see it."""
    bukti = dengan_pemeriksaan(
        BuktiRegistrasi.objects.select_related("dokumen", "jawaban__dicatat_oleh")
    )
    peserta = get_object_or_404(
        undangan.dengan_undangan(pelatihan.peserta.select_related("konfirmasi")).prefetch_related(
            Prefetch("konfirmasi__bukti", queryset=bukti.order_by("-revisi"))
        ),
        pk=pk,
    )
    asal = getattr(peserta, "konfirmasi", None)
    surat = Surel.objects.none()
    if asal:
        surat = Surel.objects.filter(tautan__in=[f"konfirmasi:{asal.pk}", f"pengingat:{asal.pk}"])
    petugas = Peran.TIM_KERJA in pelatihan.peran_saya
    penuh = bool(BOLEH_PENUH & pelatihan.peran_saya)
    terbuka = massal.masih_dapat_dikirimi(pelatihan)
    undangan.lampirkan([peserta], terbuka=terbuka)
    return {
        "pelatihan": pelatihan,
        "tab_aktif": "peserta",
        "peserta": peserta,
        "asal": asal_daftar(request.GET),
        "keadaan": keadaan(peserta, pelatihan.registrasi_ditutup),
        "konfirmasi": asal,
        "surat": surat,
        "boleh_kirim_ulang": petugas
        and terbuka
        and bool(peserta.undangan and peserta.email)
        and not asal.jawaban_kini,
        "boleh_tautan": petugas and dapat_ditautkan(pelatihan, peserta),
        "alasan_penuh": petugas,
        "silsilah": silsilah(peserta),
        "data_penuh": penuh,
        "batas_bawaan": pelatihan.mulai and batas_bawaan(pelatihan, timezone.now()),
        **tampilan_permintaan.rincian(peserta, asal, penuh=penuh),
        **lain,
    }
