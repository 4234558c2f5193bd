from django.apps import AppConfig


class SurelConfig(AppConfig):
    name = "surel"
    verbose_name = "Surel"

    def ready(self):
        from surel import akun  # noqa: PLC0415 -- models are ready only now

        akun.daftarkan()
