"""What leaves the house: the JSON contract. It decides nothing."""
