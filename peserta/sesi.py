"""How long participants took over their own answers (step 4a of the SOP), for Kendali SOP."""

from django.db.models import Aggregate, Count, FloatField, Q

from peserta.models import Cara, Jawaban


class Persentil(Aggregate):
    """A percentile of a column's values, reckoned by PostgreSQL."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(bagian)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def sesi(semua, *, baku, mulai=None, selesai=None):
    """Seconds from the proved identity to the answer: {"jumlah", "median", "p90", "sesuai"}.

    semua    queryset of Pelatihan
    baku     how many seconds are within the standard
    mulai, selesai  answers from the first moment until before the second (all when omitted)
    Answers that the team wrote down are left out: nobody sat at a page for them.
    """
    diukur = Jawaban.objects.filter(
        konfirmasi__peserta__pelatihan__in=semua.values("pk"),
        cara=Cara.MANDIRI,
        lama_detik__isnull=False,
    )
    if mulai and selesai:
        diukur = diukur.filter(waktu__gte=mulai, waktu__lt=selesai)
    return diukur.aggregate(
        jumlah=Count("pk"),
        median=Persentil("lama_detik", bagian=0.5),
        p90=Persentil("lama_detik", bagian=0.9),
        sesuai=Count("pk", filter=Q(lama_detik__lte=baku)),
    )
