"""The fixed words of training."""

from qc_desk.domain.vocabulary import Word
from qc_desk.i18n import N_


class TrainingKind(Word):
    """What a training record says."""

    TRAINED = "trained", N_("trained")
    UNDERSTOOD = "understood", N_("read and understood")


class Document(Word):
    """What one is trained on."""

    CHECKLIST = "checklist", N_("checklist")
    PROCEDURE = "procedure", N_("procedure")


TRAINING_WORDS = (TrainingKind,)
