"""The window: pages, dialogs and the widgets they are made of."""

from qc_desk.ui.pyside import quicken

quicken()
