"""What a country's own people, and things of it, are called: "the Chinese population" is that of China.

Source: the adjectives of the CIA World Factbook's field "Nationality", public domain. Adjectives that several countries
share (Korean, Congolese, Guinean, Dominican) name none.
"""

from __future__ import annotations

_LINES = """
Afghan Afghanistan | Albanian Albania | Algerian Algeria | Angolan Angola | Argentine Argentina
Argentinian Argentina | Armenian Armenia | Australian Australia | Austrian Austria | Azerbaijani Azerbaijan
Bahraini Bahrain | Bangladeshi Bangladesh | Barbadian Barbados | Belarusian Belarus | Belgian Belgium
Beninese Benin | Bhutanese Bhutan | Bolivian Bolivia | Bosnian Bosnia and Herzegovina | Brazilian Brazil
British United Kingdom | Bruneian Brunei Darussalam | Bulgarian Bulgaria | Burkinabe Burkina Faso | Burmese Myanmar
Burundian Burundi | Cambodian Cambodia | Cameroonian Cameroon | Canadian Canada | Chadian Chad | Chilean Chile
Chinese China | Colombian Colombia | Costa Rican Costa Rica | Croatian Croatia | Cuban Cuba | Cypriot Cyprus
Czech Czechia | Danish Denmark | Djiboutian Djibouti | Dutch Netherlands | Ecuadorian Ecuador | Egyptian Egypt
Salvadoran El Salvador | Eritrean Eritrea | Estonian Estonia | Ethiopian Ethiopia | Fijian Fiji | Finnish Finland
French France | Gabonese Gabon | Gambian Gambia | Georgian Georgia | German Germany | Ghanaian Ghana | Greek Greece
Guatemalan Guatemala | Guyanese Guyana | Haitian Haiti | Honduran Honduras | Hungarian Hungary | Icelandic Iceland
Indian India | Indonesian Indonesia | Iranian Iran | Iraqi Iraq | Irish Ireland | Israeli Israel | Italian Italy
Ivorian Ivory Coast | Jamaican Jamaica | Japanese Japan | Jordanian Jordan | Kazakh Kazakhstan | Kenyan Kenya
Kosovar Kosovo | Kuwaiti Kuwait | Kyrgyz Kyrgyzstan | Laotian Laos | Latvian Latvia | Lebanese Lebanon
Liberian Liberia | Libyan Libya | Lithuanian Lithuania | Malagasy Madagascar | Malawian Malawi | Malaysian Malaysia
Maldivian Maldives | Malian Mali | Maltese Malta | Mauritanian Mauritania | Mauritian Mauritius | Mexican Mexico
Moldovan Moldova | Mongolian Mongolia | Montenegrin Montenegro | Moroccan Morocco | Mozambican Mozambique
Namibian Namibia | Nepali Nepal | Nepalese Nepal | New Zealand New Zealand | Nicaraguan Nicaragua | Nigerian Nigeria
North Korean North Korea | North Macedonian North Macedonia | Norwegian Norway | Omani Oman | Pakistani Pakistan
Panamanian Panama | Paraguayan Paraguay | Peruvian Peru | Philippine Philippines | Filipino Philippines | Polish Poland
Portuguese Portugal | Qatari Qatar | Romanian Romania | Russian Russia | Rwandan Rwanda | Saudi Saudi Arabia
Saudi Arabian Saudi Arabia | Senegalese Senegal | Serbian Serbia | Sierra Leonean Sierra Leone
Singaporean Singapore | Slovak Slovakia | Slovenian Slovenia | Somali Somalia | South African South Africa
South Korean South Korea | South Sudanese South Sudan | Spanish Spain | Sri Lankan Sri Lanka | Sudanese Sudan
Surinamese Suriname | Swedish Sweden | Swiss Switzerland | Syrian Syria | Tajik Tajikistan | Tanzanian Tanzania
Thai Thailand | Togolese Togo | Tunisian Tunisia | Turkish Turkey | Turkmen Turkmenistan | Ugandan Uganda
Ukrainian Ukraine | Emirati United Arab Emirates | American United States | U.S. United States
Uruguayan Uruguay | Uzbek Uzbekistan | Venezuelan Venezuela | Vietnamese Vietnam | Yemeni Yemen | Zambian Zambia
Zimbabwean Zimbabwe
"""
_TWO_WORDS = ("Costa Rican", "New Zealand", "North Korean", "North Macedonian", "Saudi Arabian", "Sierra Leonean",
              "South African", "South Korean", "South Sudanese", "Sri Lankan")  # fmt: skip


def _pair(entry: str) -> tuple[str, str]:
    size = next((len(words) for words in _TWO_WORDS if entry.startswith(f"{words} ")), entry.index(" "))
    return entry[:size], entry[size:].strip()


ADJECTIVES: dict[str, str] = dict(
    _pair(entry.strip()) for line in _LINES.strip().splitlines() for entry in line.split("|")
)
"""Adjective to the country's common English name."""
