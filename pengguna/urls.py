from django.urls import path

from pengguna import views

urlpatterns = [
    path("masuk/", views.Masuk.as_view(), name="masuk"),
    path("keluar/", views.Keluar.as_view(), name="keluar"),
    path("kata-sandi/ubah/", views.SandiUbah.as_view(), name="sandi_ubah"),
    path("kata-sandi/lupa/", views.sandi_lupa, name="sandi_lupa"),
    path("kata-sandi/atur/<uidb64>/<token>/", views.SandiAtur.as_view(), name="sandi_atur"),
]
