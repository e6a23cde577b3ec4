"""What makes a PDF last (PDF/A-3, ISO 19005-3): colours that are defined, and facts as XMP.

Fonts are embedded by reportlab, attachments carry their meaning (``attachments.py``). It is
conformance level B: reportlab cannot tag what is drawn, so level A is not claimed.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from qc_desk.bundle import bundled
from qc_desk.reports.untyped import pdf

_CONDITION = "sRGB IEC61966-2.1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What the file says about itself; the same as in its information dictionary."""

    title: str
    author: str
    subject: str
    language: str
    creator: str
    producer: str
    moment: datetime


def conform(document: Any, facts: Facts) -> None:
    """Give a PDF that is being made its colours and its facts as XMP."""
    profile = pdf.PDFStream(pdf.PDFDictionary({"N": 3}), _srgb(), [pdf.PDFZCompress])
    intent = pdf.PDFDictionary(
        {
            "Type": pdf.PDFName("OutputIntent"),
            "S": pdf.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": pdf.PDFString(_CONDITION),
            "Info": pdf.PDFString(_CONDITION),
            "DestOutputProfile": document.Reference(profile, "colour profile"),
        }
    )
    metadata = pdf.PDFStream(
        pdf.PDFDictionary({"Type": pdf.PDFName("Metadata"), "Subtype": pdf.PDFName("XML")}),
        xmp(facts),
        [],
    )
    catalog = document.Catalog
    catalog.OutputIntents = pdf.PDFArray([document.Reference(intent, "output intent")])
    catalog.Metadata = metadata
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]


def xmp(facts: Facts) -> bytes:
    """Return the facts as an XMP packet (ISO 16684-1), which also claims PDF/A-3b."""
    moment = f"{facts.moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}+00:00"
    said = {name: escape(_printable(getattr(facts, name))) for name in _TEXTS}
    return _PACKET.format(moment=moment, **said).encode()


_UNPRINTABLE = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_TEXTS = ("title", "author", "subject", "language", "creator", "producer")
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def _printable(text: str) -> str:
    """Return a text without what XML cannot hold: control characters and halves of pairs."""
    return _UNPRINTABLE.sub("?", text)


@cache
def _srgb() -> bytes:
    """Return the colour profile of sRGB, made by LittleCMS and free for any use."""
    return (bundled("resources") / "colour" / "srgb.icc").read_bytes()
