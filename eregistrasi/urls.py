"""The index of the house: one include per room."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from eregistrasi import views
from eregistrasi.gaya import gaya
from peserta.views_cari import halaman_cari
from peserta.views_kabar import pemberitahuan

handler400 = "eregistrasi.views.galat_400"
handler500 = "eregistrasi.views.galat_500"

urlpatterns = [
    path("", include("pengguna.urls")),
    path("", include("pelatihan.urls")),
    path("pelatihan/<str:kode>/peserta/", include("peserta.urls")),
    path("pelatihan/<str:kode>/data-dukung/", include("peserta.urls_dukung")),
    path("pelatihan/<str:kode>/laporan/", include("laporan.urls")),
    path("", include("peserta.urls_publik")),
    path("cari/", halaman_cari, name="cari"),
    path("pemberitahuan/", pemberitahuan, name="pemberitahuan"),
    path("kotak-keluar/", include("surel.urls")),
    path("pekerjaan/", include("pekerjaan.urls")),
    path("panduan/", include("panduan.urls")),
    path("sehat/hidup", views.hidup, name="sehat_hidup"),
    path("sehat/siap", views.siap, name="sehat_siap"),
    path("favicon.ico", views.favicon),
    path("robots.txt", views.robots),
    path("aksesibilitas/", views.aksesibilitas, name="aksesibilitas"),
    path("admin/", admin.site.urls),
    path("gaya/", gaya, name="gaya"),
]
if settings.SUREL_PENYEDIA:
    urlpatterns.append(path("kabar-surel/", include("surel.urls_penyedia")))
