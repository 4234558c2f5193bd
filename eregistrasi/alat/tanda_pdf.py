"""What the printer leaves undone in the tags of a PDF, put right before the file is written.

Running feet become artifacts: nobody hears them on every page (PDF/UA 7.8). What stands in an item
of a list becomes its body, and a list inside it stays where it was written.
"""

import pydyf

LAIN = b"null"  # in the tree that leads from content to its tag: content without one


def rapikan(pdf):
    """Put the tags of a pydyf.PDF right, in place."""
    unsur = {o.reference: o for o in pdf.objects if _jenis(o) == "/StructElem"}
    akar = next((o for o in pdf.objects if _jenis(o) == "/StructTreeRoot"), None)
    if akar is None:
        return
    terpakai = _jangkau(akar, unsur)
    objek = {o.reference: o for o in pdf.objects}
    urutan = _hiasan(pdf, objek[akar["ParentTree"]]["Nums"], terpakai, objek)
    for rujukan in terpakai:
        if unsur[rujukan]["S"] == "/L":
            _butir(pdf, unsur[rujukan], unsur, urutan)


def _jenis(objek):
    return objek.get("Type") if isinstance(objek, pydyf.Dictionary) else None


def _jangkau(akar, unsur):
    """References of the tags that the tree leads to; those of running feet hang in the air."""
    sisa, terpakai = list(akar["K"]), set()
    while sisa:
        rujukan = sisa.pop()
        if rujukan in unsur and rujukan not in terpakai:
            terpakai.add(rujukan)
            sisa += unsur[rujukan]["K"]
    return terpakai


def _hiasan(pdf, pohon, terpakai, objek):
    """Content of no tag in the tree is an artifact of its page.

    Returns {reference of a page: its number}, by which tags are put in order.
    """
    anak = dict(zip(pohon[::2], pohon[1::2], strict=True))
    halaman = [objek[r] for r in pdf.page_references]
    for h in halaman:
        induk = anak[h["StructParents"]]
        lepas = {n for n, rujukan in enumerate(induk) if rujukan not in terpakai}
        for n in lepas:
            induk[n] = LAIN
        _jadikan_hiasan(objek[h["Contents"]].stream, lepas)
    return {h.reference: n for n, h in enumerate(halaman)}


def _jadikan_hiasan(aliran, lepas):
    for n, isi in enumerate(aliran):
        if isinstance(isi, pydyf.Dictionary) and isi.get("MCID") in lepas:
            aliran[n - 1] = "/Artifact"
            aliran[n] = pydyf.Dictionary({"Type": "/Pagination"})


def _butir(pdf, daftar, unsur, urutan):
    """Each item of a list gets a body; a list that followed it in the tree goes back into it."""
    lama, daftar["K"] = daftar["K"], pydyf.Array()
    tubuh = None
    for rujukan in lama:
        if tubuh is not None and unsur[rujukan]["S"] == "/L":
            _pindah(rujukan, tubuh, unsur)
            tubuh["K"].sort(key=lambda r: _letak(r, tubuh, unsur, urutan))
            continue
        daftar["K"].append(rujukan)
        tubuh = _tubuh(pdf, unsur[rujukan], unsur)


def _tubuh(pdf, butir, unsur):
    """The body of one item, made of all but its label where there was none."""
    anak = [(r, unsur[r]["S"]) for r in butir["K"] if r in unsur]
    if ada := [r for r, jenis in anak if jenis == "/LBody"]:
        return unsur[ada[-1]]
    tubuh = pydyf.Dictionary(
        {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(), "Pg": butir["Pg"]}
    )
    tubuh["P"] = butir.reference
    pdf.add_object(tubuh)
    unsur[tubuh.reference] = tubuh
    tanda = [r for r, jenis in anak if jenis == "/Lbl"]
    for rujukan in [r for r in butir["K"] if r not in tanda]:
        _pindah(rujukan, tubuh, unsur)
    butir["K"] = pydyf.Array([*tanda, tubuh.reference])
    return tubuh


def _pindah(rujukan, tubuh, unsur):
    tubuh["K"].append(rujukan)
    if rujukan in unsur:
        unsur[rujukan]["P"] = tubuh.reference


def _letak(rujukan, induk, unsur, urutan):
    """(page, number of the content) at which something begins on paper."""
    if isinstance(rujukan, int):
        return urutan[induk["Pg"]], rujukan
    satu = unsur[rujukan]
    isi = [r for r in satu["K"] if r in unsur or isinstance(r, int)]  # not the mark of a link
    awal = [_letak(r, satu, unsur, urutan) for r in isi]
    return min(awal, default=(urutan[satu["Pg"]], 0))
