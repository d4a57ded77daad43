"""A catalogue of country measures as somebody writes it once: what each measure is called, its unit, what it is not.

The names are those under which the World Bank and the IMF publish these series, and the usual short ones.
"""

from __future__ import annotations

from typing import Any

PPP = ("PPP", "purchasing power")
REAL = ("constant", "real terms")
MEASURES: dict[str, dict[str, Any]] = {
    "consumer_price_index": {"nouns": ("consumer price index", "CPI"), "unit": "index"},
    "cpi_inflation_rate": {
        "nouns": ("inflation", "inflation rate", "consumer price inflation"),
        "aliases": ("rate of inflation", "consumer price change"),
        "excluded": ("food inflation", "core inflation", "wholesale inflation"),
    },
    "diesel_price_liter": {
        "nouns": ("diesel price", "diesel fuel price"),
        "aliases": ("price of diesel", "pump price for diesel fuel", "price for diesel"),
        "accumulation": "flow",
    },
    "fertility_rate": {
        "nouns": ("fertility rate", "total fertility rate", "birthrate per woman"),
        "aliases": ("rate of fertility", "births per woman", "children per woman"),
        "excluded": ("adolescent fertility rate",),
    },
    "foreign_direct_investment_net_inflows": {
        "nouns": ("foreign direct investment", "FDI", "FDI inflow", "foreign direct investment inflow"),
        "aliases": ("foreign direct investment net inflows", "net inflows of foreign direct investment"),
        "turned_away": ("outflow", "% of GDP"),
    },
    "gdp_growth_rate": {
        "nouns": ("GDP growth", "GDP growth rate", "economic growth", "economic growth rate"),
        "aliases": ("growth of GDP", "growth rate of GDP", "real GDP growth", "real GDP growth rate"),
        "turned_away": ("per capita",),
    },
    "gdp_nominal": {
        "nouns": ("GDP", "gross domestic product", "nominal GDP"),
        "turned_away": ("per capita", *PPP, *REAL, "% of GDP"),
    },
    "gdp_nominal_per_capita": {
        "nouns": ("GDP per capita", "gross domestic product per capita", "per capita GDP", "GDP per head"),
        "turned_away": (*PPP, *REAL, "growth"),
    },
    "gdp_real": {
        "nouns": ("real GDP", "GDP real"),
        "aliases": ("GDP at constant prices", "GDP constant"),
        "turned_away": ("per capita", *PPP),
    },
    "gni_in_ppp_dollars": {
        "nouns": ("GNI PPP", "gross national income PPP"),
        "aliases": ("GNI", "gross national income", "GNI in PPP dollars"),
        "requires": PPP,
        "turned_away": ("per capita",),
    },
    "gni_per_capita_in_ppp_dollars": {
        "nouns": ("GNI per capita PPP", "gross national income per capita PPP"),
        "aliases": ("GNI per capita", "gross national income per capita", "per capita GNI"),
        "requires": PPP,
    },
    "health_expenditure_as_percent_of_gdp": {
        "nouns": ("health expenditure", "health spending", "health care spending", "healthcare spending"),
        "aliases": ("expenditure on health", "spending on health", "total health expenditure"),
        "requires": ("GDP", "gross domestic product"),
        "turned_away": ("per capita", "public health", "private health"),
    },
    "internet_users_percent_population": {
        "nouns": ("internet penetration", "internet penetration rate"),
        "aliases": ("internet users as percentage of population", "individuals using the internet"),
    },
    "labor_participation_rate": {
        "nouns": ("labor participation rate", "labor force participation rate", "labour force participation rate"),
        "excluded": ("female labor force participation rate",),
    },
    "life_expectancy": {
        "nouns": ("life expectancy", "average life expectancy"),
        "aliases": ("life expectancy at birth", "expectation of life at birth"),
        "unit": "year",
    },
    "merchandise_trade_percent_of_gdp": {"nouns": ("merchandise trade",), "requires": ("GDP",)},
    "net_migration": {"nouns": ("net migration", "net immigration")},
    "population": {
        "nouns": ("population", "inhabitant"),
        "aliases": ("number of inhabitants", "total population"),
        "vague": ("people", "resident"),
        "excluded": ("urban population", "rural population", "working-age population"),
    },
    "population_growth_rate": {
        "nouns": ("population growth", "population growth rate"),
        "aliases": ("growth of population", "growth rate of population", "growth of the population"),
    },
    "prevalence_of_undernourisment": {
        "nouns": ("undernourishment", "undernourishment rate"),
        "aliases": ("prevalence of undernourishment", "undernourished population"),
    },
    "renewable_freshwater_per_capita": {
        "nouns": ("renewable freshwater resources per capita",),
        "aliases": ("renewable internal freshwater resources per capita", "freshwater resources per capita"),
    },
    "size_of_armed_forces": {
        "nouns": ("armed forces personnel", "soldier"),
        "aliases": ("size of armed forces", "armed forces personnel total"),
    },
    "time_required_to_start_a_business": {
        "nouns": ("time required to start a business", "time to start a business"),
    },
    "trade_balance_as_percent_of_gdp": {"nouns": ("trade balance", "balance of trade"), "requires": ("GDP",)},
}
"""What is no name here is the measure's title, which the benchmark's own file gives."""

UNITS: dict[str, str | None] = {
    "dated_percentage": "percent",
    "dated_money_value": "USD",
    "adjusted_money_value": "USD",
    "dated_cubic_meters": "cubic_metre",
    "dated_days": "day",
    "dated_index_value": "index",
    "dated_integer": None,
    "dated_float": None,
}
"""The unit that a measure's declared type means."""
