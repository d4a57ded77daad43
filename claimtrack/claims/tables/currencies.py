"""Money: signs before and after the number, codes, and names with their nationality."""

from __future__ import annotations

# A sign or code that stands before the number (with or without a space), or glued after it.
SIGNS = {
    "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "￥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY",
    "₱": "PHP", "฿": "THB", "₫": "VND", "₦": "NGN", "₪": "ILS", "₴": "UAH", "₡": "CRC", "₾": "GEL", "₭": "LAK",
    "₸": "KZT", "₲": "PYG", "₵": "GHS", "₿": "BTC", "රු": "LKR", "ரூ": "LKR", "៛": "KHR", "₮": "MNT", "֏": "AMD",
}  # fmt: skip
CODES = {
    code.lower(): code
    for code in (
        "USD EUR GBP JPY CHF CNY INR AUD CAD NZD HKD SGD MYR MXN BRL ZAR RUB KRW TRY SEK NOK DKK PLN CZK HUF THB IDR "
        "PHP VND ILS AED SAR EGP NGN KES PKR BDT LKR TWD ARS CLP COP PEN BTC ETH"
    ).split()
} | {"rmb": "CNY", "rm": "MYR", "rs": "INR", "re": "INR", "ps": "GBP", "btc": "BTC", "kn": "HRK"}
# Codes that are English words or other units as well are read only before a number, in capitals or glued.
WARY_CODES = frozenset({"all", "try", "cad", "sek", "php", "ps", "re", "rs", "rm", "btc", "eth", "peso", "kn", "ars"})

# The dollar of whom: letters right before "$" or a code with it ("US$", "C $", "$A").
DOLLARS = {
    "us": "USD", "u.s.": "USD", "usd": "USD", "c": "CAD", "ca": "CAD", "cad": "CAD", "can": "CAD",
    "cdn": "CAD",
    "a": "AUD", "au": "AUD", "aud": "AUD", "nz": "NZD", "nzd": "NZD", "hk": "HKD", "hkd": "HKD", "s": "SGD",
    "sg": "SGD", "sgd": "SGD",
    "nt": "TWD", "mx": "MXN", "mxn": "MXN", "r": "BRL", "mxp": "MXN", "j": "JMD", "tt": "TTD", "bds": "BBD",
    "ec": "XCD",
}  # fmt: skip
# Letters glued to the sign that scale the number as well ("MUSD 20").
SCALED_CODES = {"musd": "USD", "meur": "EUR", "maud": "AUD", "mgbp": "GBP", "msek": "SEK"}

# Names after the number; those in NATIONAL are narrowed by a word of nationality before them.
NAMES = {
    "dollar": "USD", "dollars": "USD", "buck": "USD", "bucks": "USD", "euro": "EUR", "euros": "EUR", "yen": "JPY",
    "yuan": "CNY", "renminbi": "CNY", "rupee": "INR", "rupees": "INR", "shekel": "ILS", "shekels": "ILS",
    "ringgit": "MYR", "won": "KRW", "baht": "THB", "rand": "ZAR", "rubles": "RUB", "ruble": "RUB", "roubles": "RUB",
    "rouble": "RUB", "lira": "TRY", "lire": "ITL", "zloty": "PLN", "zlotys": "PLN", "forint": "HUF", "forints": "HUF",
    "franc": "CHF", "francs": "CHF", "peso": "MXN", "pesos": "MXN", "krona": "SEK", "kronor": "SEK", "krone": "NOK",
    "kroner": "NOK", "markka": "FIM", "mark": "DEM", "marks": "DEM", "guilders": "NLG", "guilder": "NLG",
    "naira": "NGN", "dirham": "AED", "dirhams": "AED", "riyal": "SAR", "riyals": "SAR", "dinar": "KWD", "dinars": "KWD",
    "hryvnia": "UAH", "hryvnias": "UAH", "quid": "GBP", "sterling": "GBP", "kuna": "HRK", "bitcoin": "BTC",
    "bitcoins": "BTC", "ether": "ETH", "satoshi": "satoshi", "satoshis": "satoshi", "cent": "cent", "cents": "cent",
    "pence": "penny", "sen": "sen", "real": "BRL", "reais": "BRL", "rupiah": "IDR", "dong": "VND", "taka": "BDT",
    "colones": "CRC", "pound": "GBP", "pounds": "GBP",
}  # fmt: skip
# Words that are no currency unless a word of nationality, "sterling" or another sign says so.
NEEDS_NATION = frozenset({"pound", "pounds", "mark", "marks", "real", "won", "ether", "sterling", "dong"})
NATIONS = {
    "us": "US", "u.s.": "US", "american": "US", "united states": "US", "canadian": "CA", "australian": "AU",
    "new zealand": "NZ", "hong kong": "HK", "singapore": "SG", "singaporean": "SG", "taiwan": "TW", "taiwanese": "TW",
    "british": "GB", "egyptian": "EG", "lebanese": "LB", "syrian": "SY", "sudanese": "SD", "japanese": "JP",
    "chinese": "CN", "indian": "IN", "pakistani": "PK", "sri lankan": "LK", "nepalese": "NP", "swiss": "CH",
    "french": "FR", "belgian": "BE", "mexican": "MX", "argentine": "AR", "chilean": "CL", "colombian": "CO",
    "cuban": "CU", "philippine": "PH", "swedish": "SE", "norwegian": "NO", "danish": "DK", "icelandic": "IS",
    "russian": "RU", "turkish": "TR", "italian": "IT", "polish": "PL", "german": "DE", "dutch": "NL", "finnish": "FI",
    "kuwaiti": "KW", "iraqi": "IQ", "jordanian": "JO", "serbian": "RS", "south korean": "KR", "korean": "KR",
    "south african": "ZA", "malaysian": "MY", "israeli": "IL", "brazilian": "BR", "irish": "IE", "jamaican": "JM",
}  # fmt: skip
NATIONAL = {
    ("US", "dollar"): "USD", ("CA", "dollar"): "CAD", ("AU", "dollar"): "AUD", ("NZ", "dollar"): "NZD",
    ("HK", "dollar"): "HKD", ("SG", "dollar"): "SGD", ("TW", "dollar"): "TWD", ("GB", "pound"): "GBP",
    ("JM", "dollar"): "JMD", ("EG", "pound"): "EGP", ("LB", "pound"): "LBP", ("SY", "pound"): "SYP",
    ("SD", "pound"): "SDG", ("IE", "pound"): "IEP", ("IN", "rupee"): "INR", ("PK", "rupee"): "PKR",
    ("LK", "rupee"): "LKR", ("NP", "rupee"): "NPR", ("CH", "franc"): "CHF", ("FR", "franc"): "FRF",
    ("BE", "franc"): "BEF", ("MX", "peso"): "MXN", ("AR", "peso"): "ARS", ("CL", "peso"): "CLP",
    ("CO", "peso"): "COP", ("CU", "peso"): "CUP", ("PH", "peso"): "PHP", ("SE", "krona"): "SEK",
    ("IS", "krona"): "ISK", ("NO", "krone"): "NOK", ("DK", "krone"): "DKK", ("DE", "mark"): "DEM",
    ("FI", "mark"): "FIM", ("KW", "dinar"): "KWD", ("IQ", "dinar"): "IQD", ("JO", "dinar"): "JOD",
    ("RS", "dinar"): "RSD", ("KR", "won"): "KRW", ("BR", "real"): "BRL",
}  # fmt: skip
# English names for people and for the benchmark, by code.
ENGLISH = {
    "USD": "dollar", "EUR": "euro", "GBP": "pound sterling", "JPY": "japanese yen", "CHF": "swiss franc",
    "CNY": "chinese yuan", "INR": "indian rupee", "AUD": "australian dollar", "CAD": "canadian dollar",
    "NZD": "new zealand dollar", "HKD": "hong kong dollar", "SGD": "singapore dollar", "MYR": "malaysian ringgit",
    "MXN": "mexican peso", "BRL": "brazilian real", "ZAR": "south african rand", "RUB": "russian ruble",
    "KRW": "south korean won", "TRY": "turkish lira", "SEK": "swedish krona", "NOK": "norwegian krone",
    "DKK": "danish krone", "PLN": "polish zloty", "CZK": "czech koruna", "HUF": "hungarian forint", "THB": "thai baht",
    "IDR": "indonesian rupiah", "PHP": "philippine peso", "VND": "vietnamese dong", "ILS": "shekel",
    "AED": "uae dirham", "SAR": "saudi riyal", "EGP": "egyptian pound", "NGN": "nigerian naira",
    "PKR": "pakistani rupee", "BDT": "bangladeshi taka", "LKR": "sri lankan rupee", "TWD": "taiwan dollar",
    "ARS": "argentine peso", "CLP": "chilean peso", "COP": "colombian peso", "BTC": "bitcoin", "CRC": "costa rican "
                                                                                                      "colón",
    "GEL": "georgian lari", "LAK": "lao kip", "FIM": "finnish markka", "DEM": "mark", "HRK": "croatian kuna",
    "FRF": "french franc", "BEF": "belgian franc", "ITL": "italian lira", "NLG": "dutch guilder", "UAH": "hryvnia",
    "KWD": "dinar", "NPR": "nepalese rupee", "ISK": "icelandic krona", "satoshi": "satoshi", "cent": "cent",
    "penny": "penny", "sen": "sen", "ETH": "ether", "JMD": "jamaican dollar", "IEP": "irish pound",
}  # fmt: skip
