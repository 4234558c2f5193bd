from django.urls import path

from pengguna import views

urlpatterns = [
    path("masuk/", views.Masuk.as_view(), name="masuk"),
    path("keluar/", views.Keluar.as_view(), name="keluar"),
    path("kata-sandi/ubah/", views.UbahSandi.as_view(), name="ubah_sandi"),
    path("kata-sandi/lupa/", views.lupa_sandi, name="lupa_sandi"),
    path("kata-sandi/atur/<uidb64>/<token>/", views.AturSandi.as_view(), name="atur_sandi"),
]
