"""The bad inputs of the participant's form, by number: which test tells what becomes of each.

The table is held against the tests themselves; what no other file tells is told below.
"""

import importlib
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pelatihan.sop import Tahap
from peserta.models import Jawaban
from peserta.tests.pengunjung import CENTANG, Pengunjung, undangan

pytestmark = pytest.mark.django_db
LENGKAP = dict.fromkeys(CENTANG, "1")
HALAMAN, JAWAB, TAUTAN, LOMBA = (
    f"peserta.tests.test_{n}" for n in ("konfirmasi_halaman", "jawab", "tautan", "lomba")
)
SALAH = (HALAMAN, "test_a_faulty_answer_comes_back_with_its_fault_named")
SINI = __name__

KORPUS = {
    "K01": [SALAH],
    "K02": [SALAH],
    "K03": [SALAH],
    "K04": [SALAH],
    "K05": [SALAH],
    "K06": [SALAH, (SINI, "test_a_body_beyond_every_limit_is_told_so")],
    "K07": [(HALAMAN, "test_a_reason_is_kept_and_shown_as_it_was_written")],
    "K08": [(HALAMAN, "test_a_reason_is_kept_and_shown_as_it_was_written")],
    "K09": [SALAH],
    "K10": [SALAH, (HALAMAN, "test_broken_utf8_is_told_not_kept")],
    "K11": [
        (HALAMAN, "test_windows_line_ends_count_once"),
        ("peserta.tests.test_koreksi", "test_line_ends_in_a_field_of_one_line_become_a_space"),
    ],
    "K12": [
        (JAWAB, "test_two_taps_on_kirim_leave_one_answer_and_one_receipt"),
        (LOMBA, "test_fifty_taps_at_once_are_one_answer_one_proof_one_letter"),
    ],
    "K13": [(SINI, "test_back_and_kirim_again_finds_the_first_receipt")],
    "K14": [(JAWAB, "test_another_answer_from_the_same_page_is_told_what_stands")],
    "K15": [
        (JAWAB, "test_without_the_mark_of_our_page_nothing_is_taken"),
        (JAWAB, "test_the_mark_of_another_invitation_is_worth_nothing"),
    ],
    "K16": [
        (JAWAB, "test_a_browser_that_lost_the_form_cookie_is_told_how_to_go_on_and_keeps_the_text"),
        (JAWAB, "test_a_browser_without_any_cookie_keeps_the_text_too"),
    ],
    "K17": [
        (JAWAB, "test_the_deadline_is_held_against_the_databases_clock_not_the_web_servers"),
        (JAWAB, "test_at_the_very_instant_of_the_deadline_it_is_too_late"),
        (LOMBA, "test_answers_around_the_deadline_are_taken_exactly_while_the_database_says_so"),
    ],
    "K18": [(JAWAB, "test_a_page_of_yesterday_still_works_one_of_last_week_is_told_so")],
    "K19": [(JAWAB, "test_a_cancelled_participant_is_refused_by_the_verb_too")],
    "K20": [(HALAMAN, "test_sari_changes_her_mind_and_only_the_newest_proof_stands")],
    "K21": [(JAWAB, "test_once_the_team_has_closed_the_list_an_answer_is_refused")],
    "K22": [
        (TAUTAN, "test_a_revoked_link_is_told_so_and_its_cookie_ends_with_it"),
        ("peserta.tests.test_tautan_lagi", "test_a_revoked_link_leads_there_too"),
    ],
    "K23": [(TAUTAN, "test_what_mail_programs_glue_to_a_link_is_dropped")],
    "K24": [(TAUTAN, "test_a_token_encoded_twice_is_understood_once")],
    "K25": [(SINI, "test_a_link_whose_letters_changed_their_case_is_unknown")],
    "K26": [(TAUTAN, "test_what_is_too_long_to_be_a_link_asks_the_database_nothing")],
    "K27": [
        (TAUTAN, "test_scanners_may_follow_every_link_and_change_nothing"),
        (LOMBA, "test_five_scanners_at_once_change_nothing"),
    ],
    "K28": [(JAWAB, "test_other_bodies_than_forms_are_not_read")],
    "K29": [(JAWAB, "test_hidden_fields_of_others_choose_nobody")],
    "K30": [(JAWAB, "test_hidden_fields_of_others_choose_nobody")],
    "K31": [(HALAMAN, "test_five_wrong_numbers_bring_a_pause_even_for_the_right_one")],
    "K32": [
        (HALAMAN, "test_full_width_digits_with_spaces_are_a_nip_all_the_same"),
        (HALAMAN, "test_what_cannot_be_a_nip_costs_no_try"),
    ],
    "K33": [
        (
            "peserta.tests.test_koreksi",
            "test_a_faulty_field_comes_back_with_its_fault_and_nothing_is_saved",
        )
    ],
    "K34": [
        (
            "peserta.tests.test_koreksi",
            "test_a_date_that_is_not_in_the_calendar_is_told_at_the_field",
        )
    ],
    "K35": [(SINI, "test_a_file_that_bears_the_name_of_a_text_is_refused")],
    "K36": [(SINI, "test_so_many_fields_are_no_form_of_ours")],
    "K37": [(SINI, "test_enormous_headers_break_nothing")],
    "K38": [
        (JAWAB, "test_a_colleague_signed_in_on_the_same_browser_does_not_mix_with_the_link"),
    ],
    "K39": [
        (
            "peserta.tests.test_pencatatan",
            "test_budi_records_what_sari_told_and_everything_says_so",
        )
    ],
    "K40": [
        (JAWAB, "test_two_people_with_one_link_the_first_wins_the_second_is_told_and_may_change")
    ],
    "K41": [(SINI, "test_the_whole_way_bears_no_script_and_every_field_has_a_label")],
}


@pytest.fixture
def sari(pelatihan_di):
    return Pengunjung(undangan(pelatihan_di(Tahap.REGISTRASI))[0])


def test_every_number_has_its_test():
    assert list(KORPUS) == [f"K{n:02}" for n in range(1, 42)]
    hilang = [
        (nomor, nama)
        for nomor, semua in KORPUS.items()
        for modul, nama in semua
        if not hasattr(importlib.import_module(modul), nama)
    ]
    assert hilang == []


def test_a_body_beyond_every_limit_is_told_so(sari, settings):
    """K06: one megabyte of reason is a fault of the field, more than any form has a 413."""
    sari.kenalkan()
    isi = {"jawaban": "tidak_bersedia", "alasan": "LAINNYA", **LENGKAP}
    sari.kirim({**isi, "keterangan": "x" * 1_000_000})
    assert sari.halaman.status_code == 422
    sari.lihat(sari.alamat("jawaban/"))
    sari.kirim({**isi, "keterangan": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)})
    assert sari.halaman.status_code == 413
    assert Jawaban.objects.count() == 0


def test_back_and_kirim_again_finds_the_first_receipt(sari):
    """K13."""
    sari.kenalkan()
    sari.isi("bersedia")
    alamat, isian = sari.formulir()
    pertama = sari.klien.post(alamat, isian, follow=True).content.decode()
    kedua = sari.klien.post(alamat, isian, follow=True).content.decode()
    nomor = re.search(r"ER/PF-AHM/[^<]+", pertama)[0]
    assert nomor in kedua
    assert Jawaban.objects.count() == 1


@pytest.mark.parametrize("ubah", [str.upper, str.lower, str.swapcase])
def test_a_link_whose_letters_changed_their_case_is_unknown(sari, ubah):
    """K25."""
    assert sari.klien.get(f"/k/{ubah(sari.konfirmasi.token)}/").status_code == 404


def test_a_file_that_bears_the_name_of_a_text_is_refused(sari):
    """K35."""
    sari.kenalkan()
    _, tanda = sari.formulir()
    berkas = SimpleUploadedFile("jawaban.txt", b"bersedia")
    dua = Client(enforce_csrf_checks=True)
    dua.cookies = sari.klien.cookies
    isi = {**tanda, **LENGKAP, "jawaban": ["bersedia", berkas]}
    assert dua.post(sari.alamat("kirim/"), isi).status_code == 400
    isi["jawaban"] = berkas
    assert dua.post(sari.alamat("kirim/"), isi).status_code == 422
    assert Jawaban.objects.count() == 0


@pytest.mark.parametrize(("jumlah", "status"), [(200, 303), (2000, 400)])
def test_so_many_fields_are_no_form_of_ours(sari, jumlah, status):
    """K36: two hundred strange fields are ignored, two thousand are no form at all."""
    sari.kenalkan()
    sari.isi("bersedia")
    alamat, isian = sari.formulir()
    asing = {f"asing_{n}": "x" for n in range(jumlah)}
    assert sari.klien.post(alamat, {**isian, **asing}).status_code == status


def test_enormous_headers_break_nothing(sari):
    """K37: what the server itself lets through does no harm behind it."""
    sari.kenalkan()
    kepala = {"HTTP_ACCEPT_LANGUAGE": "id," * 3_400}
    sari.klien.cookies["besar"] = "x" * 16_000
    assert sari.klien.get(sari.alamat(), **kepala).status_code == 200
    assert sari.klien.get("/tautan-lagi/", **kepala).status_code == 200


NAMA = r'id="([^"]+)"'
HALAMAN_PESERTA = ["", "jawaban/", "data/", "minta-buka/", "sanggah/"]


@pytest.mark.parametrize("ekor", HALAMAN_PESERTA)
def test_the_whole_way_bears_no_script_and_every_field_has_a_label(sari, ekor):
    """K41: nothing depends on a script, every page is small, every field is named."""
    sari.kenalkan()
    sari.lihat(sari.alamat(ekor))
    assert sari.halaman.status_code == 200
    assert "<script" not in sari.teks
    assert "style=" not in sari.teks
    assert len(sari.halaman.content) < 60 * 1024
    isian = re.findall(r"<(?:input|select|textarea)(?![^>]*type=\"hidden\")[^>]*>", sari.teks)
    tanpa = [i for i in isian if f'for="{re.search(NAMA, i)[1]}"' not in sari.teks]
    assert tanpa == []
