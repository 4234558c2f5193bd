from django.apps import AppConfig


class LaporanConfig(AppConfig):
    name = "laporan"
    verbose_name = "Laporan"

    def ready(self):
        from laporan import sambungan  # noqa: PLC0415 -- models are ready only now

        sambungan.daftarkan()
