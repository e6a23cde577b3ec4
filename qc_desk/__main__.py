"""``python -m qc_desk``: the same as ``qc-desk``."""

from qc_desk.app import main

if __name__ == "__main__":
    main()
