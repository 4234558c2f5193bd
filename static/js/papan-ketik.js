/* Shortcuts of the office's pages. Everything they do can be done without them.

   "/" goes to the search field, the arrows move along the rows of a list, Enter opens (rows are
   links), "?" shows what there is. Single keys can be switched off (WCAG 2.1.4) in that window. */
(() => {
  "use strict";
  // a strip of tabs wider than the phone starts at the tab that is open
  for (const a of document.querySelectorAll(".tab a[aria-current]")) {
    const pita = a.closest(".tab");
    const jarak = a.getBoundingClientRect().left - pita.getBoundingClientRect().left;
    pita.scrollLeft += jarak - (pita.clientWidth - a.offsetWidth) / 2;
  }

  const KUNCI = "pintasan-mati";
  const BARIS = ".tabel tbody tr, .tugas > li, .pekerjaan > li, .berkas > li";
  const jendela = document.getElementById("pintasan");
  const saklar = document.getElementById("pintasan-aktif");
  const pembuka = document.querySelectorAll("[data-pintasan]");
  if (!jendela || !jendela.showModal) return;

  let simpanan = null;
  try { simpanan = window.localStorage; } catch { /* refused by the browser: on for this page */ }
  let aktif = !(simpanan && simpanan.getItem(KUNCI));

  const mengetik = (di) =>
    di && (di.isContentEditable || ["TEXTAREA", "SELECT"].includes(di.tagName) ||
      (di.tagName === "INPUT" && !["checkbox", "radio", "button", "submit"].includes(di.type)));
  const tampak = (unsur) => unsur.getClientRects().length > 0;
  // the list's own field before that of the whole site
  const cari = () => ["main .saring input[type=search]", "#cari"]
    .map((pilih) => document.querySelector(pilih)).find((medan) => medan && tampak(medan));
  // one link for each row: the one that names it
  const tautan = () => [...document.querySelectorAll(BARIS)]
    .map((b) => b.querySelector("th a[href], h2 a[href], a[href]"))
    .filter((a) => a && tampak(a));

  function pindah(tombol, di) {
    const semua = tautan();
    const kini = semua.indexOf(di);
    const medan = di === cari() && tombol === "ArrowDown";
    if (!semua.length || (kini < 0 && !medan)) return false;
    const tujuan = {
      ArrowDown: Math.min(kini + 1, semua.length - 1),
      ArrowUp: kini - 1,
      Home: 0,
      End: semua.length - 1,
    }[tombol];
    const ke = tujuan < 0 ? cari() || semua[0] : semua[tujuan];
    ke.focus();
    return true;
  }

  function tunjuk(di) {
    const medan = cari();
    if (medan) {
      medan.focus();
      medan.select();
    } else {
      const semua = tautan();
      if (semua.length) semua[0].focus();
    }
    return di !== document.activeElement;
  }

  document.addEventListener("keydown", (e) => {
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || jendela.open) return;
    const di = document.activeElement;
    if (["ArrowDown", "ArrowUp", "Home", "End"].includes(e.key)) {
      const dalamMedan = mengetik(di) && e.key !== "ArrowDown";
      if (!dalamMedan && pindah(e.key, di)) e.preventDefault();
      return;
    }
    if (!aktif || mengetik(di)) return;
    if (e.key === "/" && tunjuk(di)) e.preventDefault();
    if (e.key === "?") {
      e.preventDefault();
      jendela.showModal();
    }
  });

  saklar.checked = aktif;
  saklar.addEventListener("change", () => {
    aktif = saklar.checked;
    if (!simpanan) return;
    if (aktif) simpanan.removeItem(KUNCI);
    else simpanan.setItem(KUNCI, "1");
  });
  pembuka.forEach((tombol) => {
    tombol.hidden = false;
    tombol.addEventListener("click", () => jendela.showModal());
  });
})();
