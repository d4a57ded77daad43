"""The regions and divisions of the United States, as the Census Bureau draws them, and demonyms of states.

Source: U.S. Census Bureau, "Census Regions and Divisions of the United States" (2010 boundaries, still in force); U.S.
Government Publishing Office Style Manual (2016), 5.23, for what people of a state are called.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A group of states: what texts call it, what its own row in a table may be called, and its members.

    `sharp` says that the words mean just these states wherever they are used; "the South" has as many bounds as users.
    """

    name: str
    wordings: tuple[str, ...]
    cells: tuple[str, ...]
    members: tuple[str, ...]
    sharp: bool = False


_DIVISIONS = {
    "New England": "Connecticut, Maine, Massachusetts, New Hampshire, Rhode Island, Vermont",
    "Middle Atlantic": "New Jersey, New York, Pennsylvania",
    "East North Central": "Illinois, Indiana, Michigan, Ohio, Wisconsin",
    "West North Central": "Iowa, Kansas, Minnesota, Missouri, Nebraska, North Dakota, South Dakota",
    "South Atlantic": "Delaware, District of Columbia, Florida, Georgia, Maryland, North Carolina, South Carolina, "
    "Virginia, West Virginia",
    "East South Central": "Alabama, Kentucky, Mississippi, Tennessee",
    "West South Central": "Arkansas, Louisiana, Oklahoma, Texas",
    "Mountain": "Arizona, Colorado, Idaho, Montana, Nevada, New Mexico, Utah, Wyoming",
    "Pacific": "Alaska, California, Hawaii, Oregon, Washington",
}
_WORDINGS = {
    "New England": ("New England", "New England states"),
    "Mountain": ("Mountain states", "Mountain division"),
    "Pacific": ("Pacific states", "Pacific division"),
}


def _members(*divisions: str) -> tuple[str, ...]:
    return tuple(sorted(state for division in divisions for state in _DIVISIONS[division].split(", ")))


def _region(name: str, adjective: str, *divisions: str, sharp: bool = False) -> Region:
    return Region(
        name=f"the {name}",
        wordings=(f"the {name}", f"{adjective} states", f"{name} Region"),
        cells=(f"{name} Region", name),
        members=_members(*divisions),
        sharp=sharp,
    )


REGIONS: tuple[Region, ...] = (
    _region("Northeast", "Northeastern", "New England", "Middle Atlantic"),
    _region("Midwest", "Midwestern", "East North Central", "West North Central", sharp=True),
    _region("South", "Southern", "South Atlantic", "East South Central", "West South Central"),
    _region("West", "Western", "Mountain", "Pacific"),
    *(
        Region(
            name=name,
            wordings=_WORDINGS.get(name, (name, f"{name} states")),
            cells=(name,),
            members=_members(name),
            sharp=name not in ("Mountain", "Pacific"),
        )
        for name in _DIVISIONS
    ),
)
"""The four regions and nine divisions; the District of Columbia is in the South."""

UNDRAWN = (
    "Deep South", "Sun Belt", "Sunbelt", "Rust Belt", "Bible Belt", "Corn Belt", "Great Plains", "Great Lakes",
    "Gulf Coast", "East Coast", "West Coast", "Pacific Northwest", "Upper Midwest", "Mid-Atlantic", "Southwest",
    "Southeast", "Northwest", "Appalachia", "Rocky Mountains", "Rockies", "Eastern Seaboard", "Heartland",
    "High Plains", "Mississippi Delta", "Four Corners", "red states", "blue states", "border states", "swing states",
    "coastal states",
    "battleground states", "sanctuary states", "Republican-led states", "Democratic-led states", "neighboring states",
    "surrounding states", "nearby states", "other states",
)  # fmt: skip
"""Groups of states whose bounds nobody drew; a count of one can't be looked up."""

DEMONYMS = {
    "Alabamian": "Alabama", "Alaskan": "Alaska", "Arizonan": "Arizona", "Arkansan": "Arkansas",
    "Californian": "California", "Coloradan": "Colorado", "Delawarean": "Delaware", "Floridian": "Florida",
    "Georgian": "Georgia", "Idahoan": "Idaho", "Illinoisan": "Illinois", "Hoosier": "Indiana", "Iowan": "Iowa",
    "Kansan": "Kansas", "Kentuckian": "Kentucky", "Louisianan": "Louisiana", "Mainer": "Maine",
    "Marylander": "Maryland", "Michigander": "Michigan", "Michiganian": "Michigan", "Minnesotan": "Minnesota",
    "Mississippian": "Mississippi", "Missourian": "Missouri", "Montanan": "Montana", "Nebraskan": "Nebraska",
    "Nevadan": "Nevada", "New Hampshirite": "New Hampshire", "New Jerseyan": "New Jersey",
    "New Mexican": "New Mexico", "North Carolinian": "North Carolina", "North Dakotan": "North Dakota",
    "Ohioan": "Ohio", "Oklahoman": "Oklahoma", "Oregonian": "Oregon", "Pennsylvanian": "Pennsylvania",
    "Rhode Islander": "Rhode Island", "South Carolinian": "South Carolina", "South Dakotan": "South Dakota",
    "Tennessean": "Tennessee", "Texan": "Texas", "Utahn": "Utah", "Vermonter": "Vermont", "Virginian": "Virginia",
    "West Virginian": "West Virginia", "Wisconsinite": "Wisconsin", "Wyomingite": "Wyoming",
    "Puerto Rican": "Puerto Rico",
}  # fmt: skip
"""What one person of a state is called. "New Yorker" and "Washingtonian" name a city's people too, and are left out."""
