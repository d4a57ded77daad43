"""Places the extractor knows by name; any other capitalised name is kept as a name."""

from __future__ import annotations

STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho",
    "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine",
    "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri",
    "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico",
    "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon",
    "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee",
    "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia",
    "WI": "Wisconsin", "WY": "Wyoming", "DC": "District of Columbia", "PR": "Puerto Rico", "GU": "Guam",
}  # fmt: skip
ABBREVIATED = (
    "Ala. Ariz. Ark. Calif. Colo. Conn. Del. Fla. Ga. Ill. Ind. Kan. Ky. La. Md. Mass. Mich. Minn. Miss. Mo. Mont. "
    "Neb. "
    "Nev. N.H. N.J. N.M. N.Y. N.C. N.D. Okla. Ore. Pa. R.I. S.C. S.D. Tenn. Tex. Vt. Va. Wash. W.Va. Wis. Wyo. D.C."
).split()
COUNTRIES = (
    "Afghanistan Albania Algeria Andorra Angola Argentina Armenia Australia Austria Azerbaijan Bahamas Bahrain "
    "Bangladesh Barbados "
    "Belarus Belgium Belize Benin Bhutan Bolivia Bosnia Botswana Brazil Britain Brunei Bulgaria Burundi Cambodia "
    "Cameroon "
    "Canada Chad Chile China Colombia Congo Croatia Cuba Cyprus Czechia Denmark Djibouti Dominica Ecuador Egypt "
    "England Eritrea "
    "Estonia Eswatini Ethiopia Fiji Finland France Gabon Gambia Germany Ghana Greece Grenada Guatemala Guinea "
    "Guyana Haiti "
    "Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Jordan Kazakhstan Kenya "
    "Kiribati "
    "Kosovo Kuwait Kyrgyzstan Laos Latvia Lebanon Lesotho Liberia Libya Lithuania Luxembourg Madagascar Malawi "
    "Malaysia Maldives "
    "Mali Malta Mauritania Mauritius Mexico Moldova Monaco Mongolia Montenegro Morocco Mozambique Myanmar Namibia "
    "Nepal "
    "Netherlands Nicaragua Niger Nigeria Norway Oman Pakistan Palau Panama Paraguay Peru Philippines Poland "
    "Portugal Qatar "
    "Romania Russia Rwanda Samoa Scotland Senegal Serbia Singapore Slovakia Slovenia Somalia Spain Sudan Suriname "
    "Sweden "
    "Switzerland Syria Taiwan Tajikistan Tanzania Thailand Togo Tonga Tunisia Turkey Turkmenistan Uganda Ukraine "
    "Uruguay "
    "Uzbekistan Vanuatu Venezuela Vietnam Wales Yemen Zambia Zimbabwe Europe Asia Africa America Antarctica Oceania "
    "Greenland"
).split()
PHRASES = frozenset(
    "New Zealand|Sri Lanka|South Africa|South Korea|North Korea|Saudi Arabia|United Kingdom|United States|Costa Rica|"
    "El Salvador|Sierra Leone|Ivory Coast|Burkina Faso|Hong Kong|Papua New Guinea|Northern Ireland|Dominican Republic|"
    "Czech Republic|European Union|Latin America|North America|South America|Los Angeles|San Francisco|San Diego|"
    "New Orleans|Las Vegas|El Paso|San Antonio|Salt Lake City|St. Louis|New York City|Kansas City|Virgin Islands|"
    "Northern Mariana Islands|American Samoa|Puerto Rico|Marshall Islands|Solomon Islands|Equatorial Guinea|Cabo "
    "Verde".split("|")
)
CITIES = (
    "Chicago Houston Philadelphia Phoenix Dallas Austin Jacksonville Columbus Charlotte Indianapolis Seattle Denver "
    "Boston "
    "Detroit Memphis Baltimore Milwaukee Albuquerque Tucson Fresno Sacramento Atlanta Miami Oakland Minneapolis "
    "Tulsa Tampa "
    "Cleveland Honolulu Anchorage Newark Orlando Pittsburgh Cincinnati Buffalo London Paris Berlin Tokyo Beijing "
    "Moscow Delhi"
).split()
# Words that make the capitalised words before (or after) them a place.
KINDS = frozenset("county counties parish borough city township island islands province region district valley".split())

NAMES = frozenset(STATES.values()) | frozenset(COUNTRIES) | PHRASES | frozenset(CITIES) | frozenset(ABBREVIATED)
FIRST_WORDS = frozenset(name.split()[0] for name in NAMES)


def is_place(name: str) -> bool:
    """Whether the words name a place the table knows; possessives count."""
    bare = name.removesuffix("’s").removesuffix("'s").removesuffix("’").removesuffix("'")
    return bare in NAMES
