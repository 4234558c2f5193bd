from django.apps import AppConfig


class SurelConfig(AppConfig):
    name = "surel"
    verbose_name = "Surel"

    def ready(self):
        from pekerjaan import sambungan  # noqa: PLC0415 -- as below
        from surel import akun  # noqa: PLC0415 -- models are ready only now
        from surel.models import Detak  # noqa: PLC0415 -- as above

        akun.daftarkan()
        sambungan.PEKERJA_HIDUP.append(Detak.terdengar)
