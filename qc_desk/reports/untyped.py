"""The parts of reportlab that make paper; they carry no types, and this is where it is said."""

from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics, ttfonts
from reportlab.pdfgen import canvas

config: Any = rl_config
config.shapeChecking = 0  # our own charts need no check of every attribute: a third of their time
pdf: Any = pdfdoc
metrics: Any = pdfmetrics
fonts: Any = ttfonts
canvases: Any = canvas
