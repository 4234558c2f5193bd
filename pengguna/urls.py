from django.urls import path

from pengguna import views, views_saringan

urlpatterns = [
    path("masuk/", views.Masuk.as_view(), name="masuk"),
    path("keluar/", views.Keluar.as_view(), name="keluar"),
    path("kata-sandi/ubah/", views.UbahSandi.as_view(), name="ubah_sandi"),
    path("kata-sandi/lupa/", views.lupa_sandi, name="lupa_sandi"),
    path("kata-sandi/atur/<uidb64>/<token>/", views.AturSandi.as_view(), name="atur_sandi"),
    path("warna/<slug:warna>.css", views.warna, name="warna"),
    path("saringan/<slug:daftar>/", views_saringan.halaman, name="saringan"),
    path("saringan/<slug:daftar>/<int:pk>/hapus/", views_saringan.hapus, name="hapus_saringan"),
    path("saringan/<slug:daftar>/di/<str:kode>/", views_saringan.halaman, name="saringan_di"),
    path(
        "saringan/<slug:daftar>/di/<str:kode>/<int:pk>/hapus/",
        views_saringan.hapus,
        name="hapus_saringan_di",
    ),
]
