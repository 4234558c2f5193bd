from django.urls import include, path

from pelatihan import views, views_henti, views_kendali, views_penugasan, views_periksa

berkas = [
    path("", views.berkas, name="berkas"),
    path("tugaskan-ketua/", views_penugasan.tugaskan_ketua, name="tugaskan_ketua"),
    path("siapkan-draf/", views_penugasan.siapkan_draf, name="siapkan_draf"),
    path("tunda/", views_henti.tunda, name="tunda"),
    path("lanjutkan/", views_henti.lanjutkan, name="lanjutkan"),
    path("batalkan/", views_henti.batalkan, name="batalkan"),
    path("tugaskan-tim/", views.tugaskan_tim, name="tugaskan_tim"),
    path("alihkan-tim/", views.alihkan_tim, name="alihkan_tim"),
    path("lengkapi/", views.lengkapi, name="lengkapi"),
    path("salin/", views.salin, name="salin"),
    path("disposisi/<int:pk>/", views_penugasan.disposisi, name="disposisi"),
    path("disposisi/<int:pk>/tarik/", views_penugasan.tarik, name="tarik"),
    path("dokumen/<int:pk>/", views.dokumen, name="dokumen"),
    path("berkas/<slug:jenis>/", views.unggahan, name="unggahan"),
    path("jejak/", views.jejak, name="jejak"),
    path("kendali/", views_kendali.kendali, name="kendali"),
    path("kendali/terbitkan/", views_kendali.terbitkan, name="terbitkan_kendali"),
]

ruang = [
    path("pelatihan/", views.daftar, name="daftar"),
    path("pelatihan/baru/", views_penugasan.baru, name="baru"),
    path("pelatihan/<str:kode>/", include(berkas)),
    path("jejak/", views.jejak_semua, name="jejak_semua"),
    path("sop/", views.sop, name="sop"),
    path("sop/rekap/", views_kendali.rekap, name="rekap_waktu"),
    path("v/", views_periksa.periksa, name="periksa"),
    path("v/cocokkan/", views_periksa.cocokkan, name="cocokkan"),
    path("v/kunci/", views_periksa.kunci, name="kunci"),
    path("v/kunci/<slug:sidik>/", views_periksa.kunci_pem, name="kunci_pem"),
    path("v/<str:kode>/", views_periksa.periksa_kode, name="periksa_kode"),
]

urlpatterns = [
    path("", views.beranda, name="beranda"),
    path("", include((ruang, "pelatihan"))),
]
