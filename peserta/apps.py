from django.apps import AppConfig


class PesertaConfig(AppConfig):
    name = "peserta"
    verbose_name = "Peserta"

    def ready(self):
        from peserta import (  # noqa: PLC0415 -- models are ready only now
            latar,
            latar_massal,
            sambungan,
            saringan,
            surat_henti,
            susulan,
        )

        sambungan.daftarkan()
        saringan.daftarkan()
        latar.daftarkan()
        latar_massal.daftarkan()
        susulan.daftarkan()
        surat_henti.daftarkan()
