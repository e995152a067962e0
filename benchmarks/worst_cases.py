"""Files that are hard on a matcher, each beside the average case of its size: the time that they take, and
what is said of what was not looked at."""

import csv
import datetime
import json
import random

FIRST = datetime.date(2025, 1, 1)
SHOPS = ["Northgate Fuel", "Harbour Books", "Elm Street Bakery", "Cedar Dental", "Quayside Hotel", "Orchard Foods"]


def day(number):
    return (FIRST + datetime.timedelta(days=number)).isoformat()


def spelled(rng):
    return "".join(rng.choice("BCDFGHJKLMNPRSTVWZAEIOU") for _ in range(9))


def equal_amounts(rng, rows, _):
    return [(day(rng.randrange(90)), rng.choice(SHOPS), 1999) for _ in range(rows)]


def one_component(rng, rows, _):
    return [(day(0), "Card payment", 1999) for _ in range(rows)]


def one_day(rng, rows, _):
    return [(day(0), rng.choice(SHOPS), rng.randrange(100, 500_000)) for _ in range(rows)]


def distinct_texts(rng, rows, _):
    return [(day(rng.randrange(90)), f"{spelled(rng)} {spelled(rng)}", rng.randrange(100, 20_000))
            for _ in range(rows)]


def equal_texts(rng, rows, _):
    return [(day(rng.randrange(90)), "Card payment", rng.randrange(100, 20_000)) for _ in range(rows)]


def wide_tolerance(rng, rows, _):
    return [(day(rng.randrange(90)), rng.choice(SHOPS), rng.randrange(60, 140)) for _ in range(rows)]


def near_sums(rng, rows, side):
    """One side sums, the other parts of them: thousands add up to anything, none is the truth."""
    low, high = (40_000, 90_000) if side == "bank" else (1_000, 9_000)
    return [(day(rng.randrange(30)), SHOPS[0], rng.randrange(low, high)) for _ in range(rows)]


def no_sum(rng, rows, side):
    """Amounts of which no sum is one of the other side: even ones there, odd ones here."""
    return [(day(rng.randrange(30)), SHOPS[0], 2 * rng.randrange(2_000, 40_000) + (side == "bank"))
            for _ in range(rows)]


CASES = {
    "all amounts equal": equal_amounts,
    "all rows equal: one component": one_component,
    "all on one day": one_day,
    "all texts distinct": distinct_texts,
    "all texts equal": equal_texts,
    "a tolerance of 5.00 on amounts of 1.00": wide_tolerance,
    "sums that add up to anything": near_sums,
    "no sum adds up": no_sum,
}


def write(folder, name, rows):
    folder.mkdir(parents=True, exist_ok=True)
    for side in ("bank", "ledger"):
        rng = random.Random(f"{name} {side}")
        with open(folder / f"{side}.csv", "w", newline="", encoding="utf-8") as file:
            out = csv.writer(file)
            out.writerow(["Date", "Description", "Amount"])
            for when, text, minor in CASES[name](rng, rows, side):
                out.writerow([when, text, f"-{minor // 100}.{minor % 100:02}"])


def said(out):
    """What became of the rows, and what the run says it did not look at."""
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    limits = [f"{each['limit']} of {each['rows']:,} rows" for each in summary.get("limits", [])]
    counts = summary["matches"]
    return (f"{counts['matched']:,} matched, {counts['review']:,} for review; "
            f"cut short: {', '.join(limits) if limits else 'nothing'}")
