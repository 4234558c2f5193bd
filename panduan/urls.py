from django.urls import path

from panduan import views, views_latihan

app_name = "panduan"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("peserta/", views.peserta, name="peserta"),
    path("peserta/panduan.pdf", views.peserta_pdf, name="peserta_pdf"),
    path("latihan/", views_latihan.latihan, name="latihan"),
    path("latihan/mulai/", views_latihan.mulai, name="mulai"),
    path("latihan/<slug:kode>/hapus/", views_latihan.hapus, name="hapus"),
    path("daftar-rekaan.xlsx", views_latihan.daftar_rekaan, name="daftar_rekaan"),
    path("petunjuk/<slug:nama>/tutup/", views.tutup_petunjuk, name="tutup_petunjuk"),
    path("<slug:peran>/", views.panduan, name="panduan"),
    path("<slug:peran>/panduan.pdf", views.panduan_pdf, name="panduan_pdf"),
]
