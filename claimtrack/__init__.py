"""claimtrack checks the numbers in news and press releases against official datasets."""

__version__ = "0.1.0"
