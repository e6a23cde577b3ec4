"""Qt's own words in our languages: Qt ships no Serbian, so they come from our catalogue."""

from PySide6.QtCore import QTranslator

from qc_desk.i18n import N_, _
from qc_desk.ui.overrides import override

_QT_WORDS = frozenset(
    {
        N_("OK"),
        N_("&OK"),
        N_("Save"),
        N_("&Save"),
        N_("Save All"),
        N_("Open"),
        N_("&Open"),
        N_("Cancel"),
        N_("&Cancel"),
        N_("Close"),
        N_("&Close"),
        N_("Apply"),
        N_("Reset"),
        N_("Help"),
        N_("Discard"),
        N_("&Yes"),
        N_("&No"),
        N_("Abort"),
        N_("Retry"),
        N_("Ignore"),
        N_("&Undo"),
        N_("&Redo"),
        N_("Cu&t"),
        N_("&Copy"),
        N_("&Paste"),
        N_("Delete"),
        N_("Select All"),
        N_("Copy &Link Location"),
        N_("Look in:"),
        N_("File &name:"),
        N_("Files of type:"),
        N_("&Choose"),
        N_("Directory:"),
        N_("Back"),
        N_("Forward"),
        N_("Parent Directory"),
        N_("Create New Folder"),
        N_("Create a New Folder"),
        N_("List View"),
        N_("Detail View"),
        N_("Go back"),
        N_("Go forward"),
        N_("Go to the parent directory"),
        N_("Name"),
        N_("Size"),
        N_("Type"),
        N_("Kind"),
        N_("Date Modified"),
        N_("All Files (*)"),
        N_("Computer"),
        N_("Show &hidden files"),
        N_("&Rename"),
        N_("&Delete"),
        N_("&New Folder"),
        N_("%1 already exists.\nDo you want to replace it?"),
        N_("%1\nFile not found.\nPlease verify the correct file name was given."),
        N_("Print"),
        N_("&Print"),
        N_("Options"),
        N_("&Options >>"),
        N_("&Options <<"),
        N_("Copies"),
        N_("Pages"),
    }
)


class OurTranslator(QTranslator):
    """Feeds Qt's buttons, menus and file dialog from our catalogue."""

    @override
    def translate(
        self,
        context: str | bytes,
        source_text: str | bytes,
        _disambiguation: str | bytes | None = None,
        n: int = -1,
    ) -> str:
        """Return one of Qt's words in the language spoken now; None leaves it to Qt."""
        word = source_text.decode() if isinstance(source_text, bytes) else source_text
        if word in _QT_WORDS:
            return _(word)
        return None  # type: ignore[return-value]  # the null string that says: not known here

    @override
    def isEmpty(self) -> bool:
        """Say that there is something to translate with."""
        return False
