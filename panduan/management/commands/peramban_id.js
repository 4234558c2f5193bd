// Fields of dates and files as an Indonesian browser shows them; run on a page before its picture.
() => {
  const kalender =
    "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='16' height='16' " +
    "fill='none' stroke='%23333' stroke-width='1.5'%3E%3Crect x='2' y='3' width='12' height='11'/%3E" +
    "%3Cpath d='M2 6.5h12M5 1.5v3M11 1.5v3'/%3E%3C/svg%3E\")";
  for (const isian of document.querySelectorAll("[type=date], [type=datetime-local]")) {
    const [hari, jam] = isian.value.split("T");
    const kosong = isian.type === "date" ? "hh/bb/tttt" : "hh/bb/tttt, --.--";
    const teks = hari.split("-").reverse().join("/") + (jam ? ", " + jam.slice(0, 5).replace(":", ".") : "");
    isian.type = "text";
    isian.value = hari ? teks : kosong;
    isian.style.background = `${kalender} no-repeat right 12px center`;
  }
  for (const isian of document.querySelectorAll("[type=file]")) {
    const tombol = getComputedStyle(isian, "::file-selector-button");
    const wajah = document.createElement("div");
    wajah.className = isian.className;
    wajah.innerHTML = "<span>Pilih File</span><span>Tidak ada file yang dipilih</span>";
    Object.assign(wajah.style, { display: "flex", padding: "0", overflow: "hidden" });
    const [pilih, nama] = wajah.children;
    Object.assign(pilih.style, {
      padding: tombol.padding,
      background: tombol.backgroundColor,
      color: tombol.color,
      borderRight: "1px solid " + getComputedStyle(isian).borderColor,
    });
    nama.style.padding = tombol.padding;
    isian.hidden = true;
    isian.style.display = "none";
    isian.after(wajah);
  }
};
