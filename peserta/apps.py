from django.apps import AppConfig


class PesertaConfig(AppConfig):
    name = "peserta"
    verbose_name = "Peserta"

    def ready(self):
        from peserta import latar, sambungan  # noqa: PLC0415 -- models are ready only now

        sambungan.daftarkan()
        latar.daftarkan()
