"""The participants' addresses. No account; the personal link opens them."""

from django.urls import path, re_path

from peserta import views_publik

urlpatterns = [
    # Whatever a mail program made of the link (dots, spaces, line ends) arrives in one view.
    re_path(r"^k/(?P<token>(?s:.*))\Z", views_publik.tautan, name="tautan_konfirmasi"),
    path("konfirmasi/<str:id_publik>/", views_publik.konfirmasi, name="konfirmasi"),
    path("konfirmasi/<str:id_publik>/jawaban/", views_publik.jawaban, name="konfirmasi_jawaban"),
    path("konfirmasi/<str:id_publik>/kirim/", views_publik.kirim, name="konfirmasi_kirim"),
    path("konfirmasi/<str:id_publik>/bukti.pdf", views_publik.bukti, name="konfirmasi_bukti"),
    path(
        "konfirmasi/<str:id_publik>/surat-pemanggilan.pdf",
        views_publik.surat_pemanggilan,
        name="konfirmasi_surat",
    ),
]
