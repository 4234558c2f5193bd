"""The rows of the list of participants, drawn at once: a hundred stand on a page."""

from html import escape

from django import template
from django.utils.safestring import mark_safe

from eregistrasi.alat.bahasa import nip_tersamar, waktu_pendek
from eregistrasi.alat.tags import lencana

register = template.Library()


@register.simple_tag
def baris_peserta(halaman, alamat, pilih, asal):
    """The <tr> of everybody on a page, as `views.daftar` has prepared them.

    alamat  of the list: the page of a person lies beneath it
    pilih   with a box to tick?
    asal    the query string of this page of the list, with which a person's page leads back to it
    """
    ekor = escape(asal)
    return mark_safe("".join(_baris(o, alamat, pilih, ekor) for o in halaman))  # noqa: S308 -- escaped below


def _baris(o, alamat, pilih, ekor):
    nama = escape(o.nama_lengkap)
    centang = _CENTANG.format(pk=o.pk, nama=nama) if pilih else ""
    return _BARIS.format(
        centang=centang,
        alamat=f"{alamat}{o.pk}/{ekor}",
        nama=nama,
        nomor=_nomor(o),
        golongan=escape(o.golongan) or "–",
        jabatan=escape(o.jabatan) or "Belum diisi",
        unit=escape(o.unit_kerja),
        keadaan=lencana(o.keadaan),
        catatan="".join(_catatan(o)),
    )


def _nomor(o):
    if o.nip:
        return f'<small class="nip fw-normal">{escape(nip_tersamar(o.nip))}</small>'
    kata = f"NRP {escape(nip_tersamar(o.nrp))}" if o.nrp else "Non-ASN"
    return f'<small class="fw-normal">{kata}</small>'


def _catatan(o):
    """What stands under the badge: when, what is unusual, what became of the invitation."""
    if o.dijawab_pada:
        yield _KECIL.format(waktu_pendek(o.dijawab_pada))
    if getattr(o, "di_atas_kuota", False):
        yield _BAHAYA.format("Di atas kuota")
    if o.diisi_peserta:
        yield _KECIL.format("Diperbarui oleh peserta")
    if o.kirim_ulang:
        yield _BAHAYA.format(f"Perlu Kirim Ulang: {escape(o.kirim_ulang)}")
    elif o.undangan:
        yield _KECIL.format(f"Undangan: {escape(o.undangan)}")
    elif not o.email:
        yield _KECIL.format("Belum Punya Surel")


_KECIL = '<small class="mt-1">{}</small>'
_BAHAYA = '<small class="mt-1 teks-bahaya">{}</small>'
_CENTANG = (
    '<td class="pilih"><label><input class="form-check-input" type="checkbox" form="massal"'
    ' name="pilih" value="{pk}" aria-label="Pilih {nama}"></label></td>'
)
_BARIS = """
      <tr>
        {centang}
        <th scope="row"><a class="nama" href="{alamat}">{nama}</a> {nomor}</th>
        <td data-label="Golongan" class="sembunyi-kartu"><span>{golongan}</span></td>
        <td data-label="Jabatan"><span>{jabatan}<small>{unit}</small></span></td>
        <td data-label="Konfirmasi"><span>{keadaan} {catatan}</span></td>
      </tr>"""
