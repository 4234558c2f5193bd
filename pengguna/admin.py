"""The administrator's window on people and on the organisation. Nothing here is ever deleted."""

import re

from axes.utils import reset
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.db import transaction

from pengguna import surat
from pengguna.forms_admin import (
    KeanggotaanForm,
    KeanggotaanFormSet,
    KepalaPusatForm,
    OrganisasiForm,
    PenggunaForm,
)
from pengguna.models import Keanggotaan, KepalaPusat, Organisasi, Pengguna, TimKerja

NOMOR = re.compile(r"[0-9]{1,18}")


class TanpaHapus:
    """Records of who was what, and when, stand on papers: they are ended, not deleted."""

    def has_delete_permission(self, request, obj=None):
        return False

    def lookup_allowed(self, lookup, value, request):
        """What the filters of the list offer, and nothing else (`?password__startswith=…`)."""
        nama, _, cara = lookup.partition("__")
        return nama in self.list_filter and cara in ("exact", "isnull")

    def response_action(self, request, queryset):
        """Rows are named by their numbers; anything else never came from the list."""
        if not all(NOMOR.fullmatch(n) for n in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("Baris yang dipilih bukan nomor.")
        return super().response_action(request, queryset)


@admin.register(Pengguna)
class PenggunaAdmin(TanpaHapus, admin.ModelAdmin):
    form = PenggunaForm
    list_display = ["nama", "username", "jabatan", "email", "is_active", "sudah_bersandi"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["nama", "username", "email", "nip"]
    actions = ["kirim_undangan", "buka_kunci"]

    @admin.display(description="kata sandi diatur", boolean=True)
    def sudah_bersandi(self, pengguna):
        return pengguna.has_usable_password()

    def save_model(self, request, obj, form, change):
        """A new account gets no password but an invitation to choose one."""
        if change:
            return super().save_model(request, obj, form, change)
        obj.set_unusable_password()
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            surat.undang(obj)
        return messages.info(
            request, f"Undangan untuk mengatur kata sandi akan dikirim ke {obj.email}."
        )

    @admin.action(description="Kirim tautan untuk mengatur kata sandi")
    def kirim_undangan(self, request, queryset):
        orang = list(queryset.filter(is_active=True))
        with transaction.atomic():
            for pengguna in orang:
                surat.undang(pengguna)
        messages.info(
            request,
            f"Undangan antre untuk {len(orang)} pengguna aktif. Undangan yang diantrekan kurang "
            "dari 15 menit yang lalu tidak diulang.",
        )

    @admin.action(description="Buka kunci setelah terlalu banyak percobaan masuk")
    def buka_kunci(self, request, queryset):
        for username in queryset.values_list("username", flat=True):
            reset(username=username)
        messages.info(
            request, "Percobaan masuk yang gagal telah dihapus; pengguna dapat mencoba lagi."
        )


class Berjangka(TanpaHapus):
    @admin.display(description="berlaku", boolean=True)
    def sedang_berlaku(self, catatan):
        return type(catatan).objects.berlaku().filter(pk=catatan.pk).exists()


@admin.register(KepalaPusat)
class KepalaPusatAdmin(Berjangka, admin.ModelAdmin):
    form = KepalaPusatForm
    list_display = ["pengguna", "sebutan", "nomor_sk", "mulai", "sampai", "sedang_berlaku"]
    list_select_related = ["pengguna"]


class KeanggotaanInline(TanpaHapus, admin.StackedInline):
    model = Keanggotaan
    form = KeanggotaanForm
    formset = KeanggotaanFormSet
    fk_name = "tim"
    fields = [("pengguna", "sebagai"), ("mulai", "sampai"), "diteruskan_kepada"]
    extra = 1


@admin.register(TimKerja)
class TimKerjaAdmin(TanpaHapus, admin.ModelAdmin):
    list_display = ["nama", "aktif"]
    inlines = [KeanggotaanInline]


@admin.register(Organisasi)
class OrganisasiAdmin(TanpaHapus, admin.ModelAdmin):
    form = OrganisasiForm
    list_display = ["pusat", "badan", "berlaku_mulai", "berlogo"]

    @admin.display(description="logo", boolean=True)
    def berlogo(self, organisasi):
        return bool(organisasi.logo)
