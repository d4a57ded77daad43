"""Measured units and currencies: id, English name, kind, and the wordings that stand for it.

Ids are symbols where the SI or common usage has one (km, kg), ISO 4217 codes for money, else the name with underscores.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of measurement; `words` in lower case, `symbols` exactly as written."""

    id: str
    name: str
    kind: str
    words: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()


def _unit(key: str, name: str, kind: str, words: str = "", symbols: str = "") -> Unit:
    return Unit(
        id=key,
        name=name,
        kind=kind,
        words=tuple(word.strip() for word in words.split(",") if word.strip()),
        symbols=tuple(symbols.split()),
    )


_PROPORTION = (
    _unit("percent", "percent", "proportion", "percent, per cent, pct, percentage", "% pc pct ％"),
    _unit(
        "percentage_point",
        "percentage point",
        "proportion",
        "percentage points, percentage point, percent points, percentage-point, percent point, pct points",
        "pp ppt ppts",
    ),
    _unit("basis_point", "basis point", "proportion", "basis points, basis point, basis-point", "bp bps"),
    _unit("ppm", "part per million", "proportion", "parts per million, part per million", "ppm"),
    _unit("ppb", "part per billion", "proportion", "parts per billion, part per billion", "ppb"),
)
_TIME = (
    _unit("second", "second", "time", "seconds, second, secs, sec"),
    _unit("millisecond", "millisecond", "time", "milliseconds, millisecond", "ms"),
    _unit("minute", "minute", "time", "minutes, minute, mins, min"),
    _unit("hour", "hour", "time", "hours, hour, hrs, hr"),
    _unit("day", "day", "time", "days, day"),
    _unit("week", "week", "time", "weeks, week, wks"),
    _unit("month", "month", "time", "months, month"),
    _unit("quarter", "quarter", "time", "quarters"),
    _unit("year", "year", "time", "years, year, yrs, yr"),
    _unit("decade", "decade", "time", "decades, decade"),
    _unit("century", "century", "time", "centuries, century"),
)
_LENGTH = (
    _unit("km", "kilometre", "length", "kilometers, kilometer, kilometres, kilometre, kms", "km"),
    _unit("m", "metre", "length", "meters, meter, metres, metre", "m"),
    _unit("dm", "decimetre", "length", "decimeters, decimetres, decimetre", "dm"),
    _unit("cm", "centimetre", "length", "centimeters, centimeter, centimetres, centimetre", "cm"),
    _unit("mm", "millimetre", "length", "millimeters, millimeter, millimetres, millimetre", "mm"),
    _unit(
        "um", "micrometre", "length", "micrometers, micrometer, micrometres, micrometre, microns, micron", "μm µm um"
    ),
    _unit("nm", "nanometre", "length", "nanometers, nanometer, nanometres, nanometre", "nm"),
    _unit("pm", "picometre", "length", "picometers, picometer, picometres, picometre"),
    _unit("mile", "mile", "length", "miles, mile", "mi"),
    _unit("nautical_mile", "nautical mile", "length", "nautical miles, nautical mile", "nmi"),
    _unit("yard", "yard", "length", "yards, yard, yds, yd"),
    _unit("foot", "foot", "length", "feet, foot", "ft"),
    _unit("inch", "inch", "length", "inches, inch", "″"),
    _unit("light_year", "light-year", "length", "light-years, light-year, light years"),
)
_AREA = (
    _unit(
        "square_metre",
        "square metre",
        "area",
        "square meters, square meter, square metres, square metre, sq m, sqm, sq. m",
        "m2 m²",
    ),
    _unit(
        "square_km",
        "square kilometre",
        "area",
        "square kilometers, square kilometres, square kilometer, square kilometre, sq km, sq. km",
        "km2 km²",
    ),
    _unit("square_mile", "square mile", "area", "square miles, square mile, sq mi, sq miles"),
    _unit("square_foot", "square foot", "area", "square feet, square foot, sq ft, sq. ft, square-foot", "ft2 ft² sqft"),
    _unit("square_centimetre", "square centimetre", "area", "square centimeters, square centimetres", "cm2 cm²"),
    _unit("square_inch", "square inch", "area", "square inches, square inch, sq in"),
    _unit("square_yard", "square yard", "area", "square yards, square yard"),
    _unit("acre", "acre", "area", "acres, acre"),
    _unit("hectare", "hectare", "area", "hectares, hectare", "ha"),
)
_VOLUME = (
    _unit("litre", "litre", "volume", "liters, liter, litres, litre", "l L"),
    _unit("ml", "millilitre", "volume", "milliliters, milliliter, millilitres, millilitre", "ml mL"),
    _unit("gallon", "gallon", "volume", "gallons, gallon", "gal"),
    _unit("pint", "pint", "volume", "pints, pint"),
    _unit("quart", "quart", "volume", "quarts, quart"),
    _unit("barrel", "barrel", "volume", "barrels, barrel, bbl"),
    _unit("teaspoon", "teaspoon", "volume", "teaspoons, teaspoon, tsp"),
    _unit("tablespoon", "tablespoon", "volume", "tablespoons, tablespoon, tbsp"),
    _unit("fluid_ounce", "fluid ounce", "volume", "fluid ounces, fluid ounce, fl oz"),
    _unit("cubic_foot", "cubic foot", "volume", "cubic feet, cubic foot, cubic-foot, cu ft"),
    _unit("cubic_metre", "cubic metre", "volume", "cubic meters, cubic meter, cubic metres, cubic metre", "m3 m³"),
    _unit("cubic_inch", "cubic inch", "volume", "cubic inches, cubic inch"),
    _unit("cubic_centimetre", "cubic centimetre", "volume", "cubic centimeters, cubic centimetres", "cc cm3 cm³"),
    _unit("cubic_yard", "cubic yard", "volume", "cubic yards, cubic yard"),
)
_MASS = (
    _unit("kg", "kilogram", "mass", "kilograms, kilogram, kilogrammes, kilos, kilo", "kg kgs"),
    _unit("g", "gram", "mass", "grams, gram, grammes, gramme", "g"),
    _unit("mg", "milligram", "mass", "milligrams, milligram, milligrammes", "mg"),
    _unit("ug", "microgram", "mass", "micrograms, microgram, microgrammes, microgramme", "μg µg ug mcg"),
    _unit("pound", "pound-mass", "mass", "pounds, pound, lbs, lb"),
    _unit("ounce", "ounce", "mass", "ounces, ounce, oz"),
    _unit("ton", "ton", "mass", "tons, ton"),
    _unit("short_ton", "short ton", "mass", "short tons"),
    _unit("tonne", "metric ton", "mass", "tonnes, tonne, metric tons, metric ton", "t"),
    _unit("kilotonne", "kilotonne", "mass", "kilotonnes, kilotons", ""),
    _unit("megatonne", "megaton", "mass", "megatonnes, megatons", "Mt"),
    _unit("gigatonne", "gigaton", "mass", "gigatonnes, gigatons, gigaton", "Gt"),
    _unit("stone", "stone", "mass", "stones"),
    _unit("dram", "dram", "mass", "drams, dram"),
    _unit("carat", "carat", "mass", "carats, carat"),
)
_TEMPERATURE = (
    _unit(
        "celsius",
        "celsius",
        "temperature",
        "degrees celsius, degree celsius, degrees centigrade, degree centigrade, celsius, centigrade, deg celsius, "
        "deg c, "
        "degrees c, degree c, ° celsius, ° c",
        "°C ℃",
    ),
    _unit(
        "fahrenheit",
        "fahrenheit",
        "temperature",
        "degrees fahrenheit, degree fahrenheit, fahrenheit, deg fahrenheit, deg f, degrees f, degree f, ° "
        "fahrenheit, ° f",
        "°F ℉",
    ),
    _unit("kelvin", "kelvin", "temperature", "kelvins, kelvin, degrees kelvin"),
    _unit("degree", "degree", "angle", "degrees, degree, deg", "°"),
    _unit("radian", "radian", "angle", "radians, radian, rad"),
)
_POWER = (
    _unit("w", "watt", "power", "watts, watt", "W"),
    _unit("kw", "kilowatt", "power", "kilowatts, kilowatt", "kW KW"),
    _unit("mw", "megawatt", "power", "megawatts, megawatt", "MW"),
    _unit("gw", "gigawatt", "power", "gigawatts, gigawatt", "GW"),
    _unit("tw", "terawatt", "power", "terawatts, terawatt", "TW"),
    _unit("wh", "watt hour", "energy", "watt-hours, watt hours, watt-hour", "Wh"),
    _unit("kwh", "kilowatt hour", "energy", "kilowatt-hours, kilowatt hours, kilowatt-hour, kilowatt hour", "kWh"),
    _unit("mwh", "megawatt hour", "energy", "megawatt-hours, megawatt hours, megawatt-hour", "MWh"),
    _unit("gwh", "gigawatt hour", "energy", "gigawatt-hours, gigawatt hours, gigawatt-hour", "GWh"),
    _unit("twh", "terawatt hour", "energy", "terawatt-hours, terawatt hours, terawatt-hour", "TWh"),
    _unit("mah", "milliampere hour", "energy", "milliampere hours", "mAh"),
    _unit("horsepower", "horsepower", "power", "horsepower, hp, ps"),
    _unit("brake_horsepower", "brake horsepower", "power", "bhp, brake horsepower"),
    _unit("joule", "joule", "energy", "joules, joule"),
    _unit("kilojoule", "kilojoule", "energy", "kilojoules", "kJ"),
    _unit("calorie", "calorie", "energy", "calories, calorie, kcal"),
    _unit("volt", "volt", "electricity", "volts, volt", "V"),
    _unit("kilovolt", "kilovolt", "electricity", "kilovolts, kilovolt", "kV"),
    _unit("ampere", "ampere", "electricity", "amperes, ampere, amps, amp", "A"),
    _unit("milliampere", "milliampere", "electricity", "milliamps, milliamp", "mA"),
    _unit("ohm", "ohm", "electricity", "ohms, ohm", "Ω"),
    _unit("farad", "farad", "electricity", "farads, farad", "F"),
    _unit("decibel", "decibel", "sound", "decibels, decibel", "dB"),
    _unit("hertz", "hertz", "frequency", "hertz", "Hz"),
    _unit("khz", "kilohertz", "frequency", "kilohertz", "kHz"),
    _unit("mhz", "megahertz", "frequency", "megahertz", "MHz"),
    _unit("ghz", "gigahertz", "frequency", "gigahertz", "GHz"),
    _unit("rpm", "revolutions per minute", "frequency", "rpm, revolutions per minute"),
    _unit("newton", "newton", "force", "newtons, newton"),
    _unit("newton_metre", "newton metre", "torque", "newton meters, newton metres, newton-meters, newton-metres", "Nm"),
    _unit("pound_foot", "pound-foot", "torque", "pound-feet, pound-foot, pound feet"),
    _unit("foot_pound", "foot pound-force", "torque", "lb-ft, lb ft, foot-pounds, foot pounds, ft-lb"),
    _unit("pascal", "pascal", "pressure", "pascals, pascal", "Pa"),
    _unit("megapascal", "megapascal", "pressure", "megapascals, megapascal", "MPa"),
    _unit("kilopascal", "kilopascal", "pressure", "kilopascals", "kPa"),
    _unit("psi", "pound per square inch", "pressure", "psi"),
    _unit("ksi", "kilopound per square inch", "pressure", "ksi"),
    _unit("bar", "bar", "pressure", "bars, bar"),
    _unit("millibar", "millibar", "pressure", "millibars, millibar", "mbar"),
)
_SPEED = (
    _unit("mph", "mile per hour", "speed", "mph, miles per hour, mile per hour, miles an hour"),
    _unit(
        "kph",
        "kilometre per hour",
        "speed",
        "kph, kmh, kmph, kilometers per hour, kilometres per hour, kilometers an hour, km per hour, km / hr, km / h",
        "km/h km/hr",
    ),
    _unit("knot", "knot", "speed", "knots, knot, kt, kts"),
    _unit("mpg", "mile per gallon", "efficiency", "mpg, miles per gallon"),
)
_DATA = (
    _unit("bit", "bit", "data", "bits, bit"),
    _unit("byte", "byte", "data", "bytes, byte"),
    _unit("kb", "kilobyte", "data", "kilobytes, kilobyte", "KB kB"),
    _unit("mb", "megabyte", "data", "megabytes, megabyte", "MB"),
    _unit("gb", "gigabyte", "data", "gigabytes, gigabyte", "GB"),
    _unit("tb", "terabyte", "data", "terabytes, terabyte", "TB"),
    _unit("mbps", "megabit per second", "data", "megabits per second, mbps", "Mbps Mb/s"),
    _unit("gbps", "gigabit per second", "data", "gigabits per second, gbps", "Gbps Gb/s"),
    _unit("generation", "generation wireless", "name", "", "G"),
    _unit("megapixel", "megapixel", "data", "megapixels, megapixel", "MP"),
)
_SPORT = (
    _unit("ppg", "point per game", "sport", "ppg"),
    _unit("rpg", "rebound per game", "sport", "rpg"),
    _unit("apg", "assist per game", "sport", "apg"),
    _unit("war", "win above replacement", "sport", "", "WAR"),
)
UNITS: tuple[Unit, ...] = (
    _PROPORTION + _TIME + _LENGTH + _AREA + _VOLUME + _MASS + _TEMPERATURE + _POWER + _SPEED + _DATA + _SPORT
)

# Units named by a symbol of one letter need to be glued to the number or to stand alone after it.
BY_ID = {unit.id: unit for unit in UNITS}
