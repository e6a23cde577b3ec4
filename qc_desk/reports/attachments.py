"""Files that travel inside a PDF, each with its meaning (ISO 32000-1, 7.11.4; PDF/A-3)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from qc_desk.reports.untyped import pdf


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A file inside a PDF; ``relation`` says what it is to the pages (Data, Supplement)."""

    name: str
    kind: str  # its media type
    content: bytes
    about: str
    relation: str = "Supplement"


def attach(document: Any, files: Sequence[Attachment], moment: datetime) -> None:
    """Put files into a PDF that is being made, in the order of their names."""
    stamp = f"D:{moment.astimezone(UTC):%Y%m%d%H%M%S}+00'00'"
    names: list[Any] = []
    references = []
    for file in sorted(files, key=lambda each: each.name.encode("utf-16-be")):
        reference = _embedded(document, file, stamp)
        names += [pdf.PDFString(file.name), reference]
        references.append(reference)
    tree = pdf.PDFDictionary({"Names": pdf.PDFArray(names)})
    catalog = document.Catalog
    catalog.Names = pdf.PDFDictionary({"EmbeddedFiles": tree})
    catalog.AF = pdf.PDFArray(references)
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "AF"]


def _embedded(document: Any, file: Attachment, stamp: str) -> Any:
    """Return the reference to a file that is put into the document."""
    params = {
        "Size": len(file.content),
        "CheckSum": f"<{hashlib.md5(file.content, usedforsecurity=False).hexdigest()}>",
        "ModDate": pdf.PDFString(stamp),
    }
    stream = pdf.PDFStream(
        pdf.PDFDictionary(
            {
                "Type": pdf.PDFName("EmbeddedFile"),
                "Subtype": "/" + file.kind.replace("/", "#2F"),
                "Params": pdf.PDFDictionary(params),
            }
        ),
        file.content,
        [pdf.PDFZCompress],
    )
    embedded = document.Reference(stream, f"file {file.name}")
    specification = pdf.PDFDictionary(
        {
            "Type": pdf.PDFName("Filespec"),
            "F": pdf.PDFString(file.name),
            "UF": pdf.PDFString(file.name),
            "Desc": pdf.PDFString(file.about),
            "AFRelationship": pdf.PDFName(file.relation),
            "EF": pdf.PDFDictionary({"F": embedded, "UF": embedded}),
        }
    )
    return document.Reference(specification, f"specification {file.name}")
