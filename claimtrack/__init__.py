"""claimtrack checks the numbers in news and press releases against official datasets."""
