/* A mark that is clicked goes to where the caret stands, in the field that was left last.
   Without this file the button sends the form and the mark is added at the end of the text. */
(() => {
  "use strict";
  const formulir = document.querySelector("form[data-sisip]");
  if (!formulir) return;
  const isian = [...formulir.querySelectorAll("input[name=judul], textarea[name=isi]")];
  let terakhir = isian.find((i) => i.name === "isi");
  let pernah = false;

  for (const satu of isian) {
    satu.addEventListener("focus", () => {
      terakhir = satu;
      pernah = true;
    });
  }
  const petunjuk = formulir.querySelector("[data-petunjuk]");
  petunjuk.textContent = petunjuk.dataset.petunjuk;

  formulir.addEventListener("click", (peristiwa) => {
    const tombol = peristiwa.target.closest("button[name=sisip]");
    if (!tombol || !terakhir) return;
    peristiwa.preventDefault();
    const tanda = `{${tombol.value}}`;
    if (!pernah) terakhir.setSelectionRange(terakhir.value.length, terakhir.value.length);
    terakhir.focus();
    // As if it were typed, so that Ctrl+Z takes it back; else set plainly.
    if (!document.execCommand("insertText", false, tanda)) {
      terakhir.setRangeText(tanda, terakhir.selectionStart, terakhir.selectionEnd, "end");
      terakhir.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
})();
