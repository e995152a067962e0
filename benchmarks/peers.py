"""The same job by other means, as a process of its own: python peers.py ENGINE FOLDER OUT.

Reads bank.csv and ledger.csv of `recon generate` from FOLDER, pairs their rows one to one (an equal
reference; an equal amount; an amount within 5.00 or 1 %; always of one currency and direction, at most
7 days apart), and writes OUT: bank_position,ledger_position.

  duckdb   staged SQL, Jaro-Winkler on normalised texts, the best partner both ways, again and again
  sqlite   the same stages, texts equal or not: SQLite has no similarity
  greedy   what the Python service before recon did: every pair, first come, difflib
"""

import csv
import datetime
import difflib
import re
import sys

NOISE = ("POS|PURCHASE|CARD|PAYMENT|TO|DIRECT|DEBIT|SEPA|CT|ACH|CHECKCARD|VISA|DDA|PUR|LTD|INC|LLC|GMBH"
         "|PLC|CO|BV|GROUP|SONS")
DAYS = 7
NEAR = ("greatest(500, greatest(abs(b.minor), abs(l.minor)) / 100)")


def normal_text(text):
    text = re.sub(r"#?[0-9]{2,}|X{4,}[0-9]*", " ", text.upper())
    text = re.sub(rf"\b({NOISE})\b", " ", text)
    return re.sub(r"[^A-Z]+", " ", text).strip()


def normal_reference(text):
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def minor(text):
    whole, _, cents = text.partition(".")
    return int(whole) * 100 + int((cents + "00")[:2])


def rows_of(folder):
    """Both files as (position, day, minor units with sign, text, reference, currency)."""
    def read(name, date, amount):
        with open(f"{folder}/{name}.csv", newline="", encoding="utf-8") as file:
            for position, row in enumerate(csv.DictReader(file), 2):
                yield (position, datetime.date.fromisoformat(row[date]).toordinal(), amount(row),
                       row["Description"], normal_reference(row["Reference"]), row["Currency"])

    def of_bank(row):
        return minor(row["Credit"]) if row["Credit"] else -minor(row["Debit"])

    def of_ledger(row):
        return -minor(row["Amount"]) if row["Type"] == "Debit" else minor(row["Amount"])

    return list(read("bank", "Date", of_bank)), list(read("ledger", "Transaction Date", of_ledger))


def write(out, pairs):
    with open(out, "w", newline="", encoding="utf-8") as file:
        file.write("bank_position,ledger_position\n")
        file.writelines(f"{bank},{ledger}\n" for bank, ledger in sorted(pairs))


def greedy(folder, out):
    bank, ledger = rows_of(folder)
    taken = set()
    pairs = []
    for b in bank:
        best, best_score = None, 0.6
        for l in ledger:
            if l[0] in taken or l[5] != b[5] or (l[2] < 0) != (b[2] < 0):
                continue
            days, apart = abs(b[1] - l[1]), abs(b[2] - l[2])
            limit = max(500, max(abs(b[2]), abs(l[2])) // 100)
            if days > DAYS or apart > limit:
                continue
            text = difflib.SequenceMatcher(None, b[3].lower(), l[3].lower()).ratio()
            score = 0.3 * (1 - apart / limit) + 0.2 * (1 - days / DAYS) + 0.5 * text
            if score > best_score:
                best, best_score = l[0], score
        if best is not None:
            taken.add(best)
            pairs.append((b[0], best))
    write(out, pairs)


def duckdb(folder, out):
    import duckdb as engine

    db = engine.connect()
    text = (rf"trim(regexp_replace(regexp_replace(regexp_replace(upper(Description), "
            rf"'#?[0-9]{{2,}}|X{{4,}}[0-9]*', ' ', 'g'), '\b({NOISE})\b', ' ', 'g'), '[^A-Z]+', ' ', 'g'))")
    signed = {"bank": "case when Credit is null then -Debit::decimal(18, 2) else Credit::decimal(18, 2) end",
              "ledger": "case Type when 'Debit' then -Amount::decimal(18, 2) else Amount::decimal(18, 2) end"}
    dates = {"bank": "Date", "ledger": '"Transaction Date"'}
    for name in ("bank", "ledger"):
        db.execute(f"""create table {name} as select row_number() over () + 1 as pos, {dates[name]}::date as day,
            (100 * {signed[name]})::bigint as minor, {text} as txt, Currency as unit,
            nullif(regexp_replace(upper(Reference), '[^A-Z0-9]', '', 'g'), '') as ref
            from read_csv('{folder}/{name}.csv', header = true, all_varchar = true, parallel = false)""")
    db.execute("create table matched(b bigint, l bigint)")
    db.execute("create table fb as from bank")
    db.execute("create table fl as from ledger")

    def settle(candidates):
        db.execute(f"create or replace temp table cand as {candidates}")
        while True:
            db.execute("""create or replace temp table best as select b, l from cand
                qualify row_number() over (partition by b order by score desc, l) = 1
                    and row_number() over (partition by l order by score desc, b) = 1""")
            if db.execute("select count(*) from best").fetchone()[0] == 0:
                break
            db.execute("insert into matched from best")
            db.execute("""create or replace temp table cand as select * from cand
                where b not in (select b from best) and l not in (select l from best)""")
        db.execute("create or replace table fb as select * from fb anti join matched on fb.pos = matched.b")
        db.execute("create or replace table fl as select * from fl anti join matched on fl.pos = matched.l")

    days = f"b.unit = l.unit and b.day - l.day between -{DAYS} and {DAYS}"
    within = f"{days} and sign(b.minor) = sign(l.minor) and abs(b.minor - l.minor) <= {NEAR}"
    closer = f"0.2 * (1 - abs(b.day - l.day) / {DAYS + 1}.0) + 0.5 * jaro_winkler_similarity(b.txt, l.txt)"
    settle(f"""select b.pos b, l.pos l, -10.0 * abs(b.minor - l.minor) - abs(b.day - l.day) score
        from fb b join fl l on b.ref = l.ref and {within}""")
    settle(f"""select * from (select b.pos b, l.pos l, {closer} score
        from fb b join fl l on b.minor = l.minor and {days}) where score >= 0.42""")
    db.execute("create table lk as select *, minor // 500 as k from fl where abs(minor) < 50000")
    near = f"{closer} + 0.3 * (1 - abs(b.minor - l.minor) / {NEAR})"
    settle(f"""select * from (
        select b.pos b, l.pos l, {near} score
            from (select *, unnest([minor // 500 - 1, minor // 500, minor // 500 + 1]) k from fb) b
            join lk l on l.k = b.k and {within}
        union all
        select b.pos b, l.pos l, {near} score from fb b join fl l on abs(l.minor) >= 50000 and {within}
            and l.minor between b.minor - abs(b.minor) // 99 - 1 and b.minor + abs(b.minor) // 99 + 1)
        where score >= 0.55""")
    db.execute(f"""copy (select b as bank_position, l as ledger_position from matched order by b)
        to '{out}' (header)""")


def sqlite(folder, out):
    import sqlite3

    db = sqlite3.connect(":memory:")
    for name, rows in zip(("bank", "ledger"), rows_of(folder)):
        db.execute(f"create table {name}(pos integer primary key, day int, minor int, txt text, ref text, unit text,"
                   " free int default 1)")
        db.executemany(f"insert into {name}(pos, day, minor, txt, ref, unit) values (?, ?, ?, ?, ?, ?)",
                       ((p, d, m, normal_text(t), r or None, u) for p, d, m, t, r, u in rows))
        db.execute(f"create index {name}_ref on {name}(ref)")
        db.execute(f"create index {name}_minor on {name}(unit, minor, day)")
    db.execute("analyze")
    pairs = []

    def settle(on):
        query = f"""select b.pos, l.pos from bank b join ledger l on {on}
            where b.free and l.free and b.day - l.day between -{DAYS} and {DAYS}
            order by b.txt <> l.txt, abs(b.minor - l.minor), abs(b.day - l.day), b.pos, l.pos"""
        banks, ledgers = set(), set()
        for b, l in db.execute(query):
            if b not in banks and l not in ledgers:
                banks.add(b)
                ledgers.add(l)
                pairs.append((b, l))
        db.executemany("update bank set free = 0 where pos = ?", ((b,) for b in banks))
        db.executemany("update ledger set free = 0 where pos = ?", ((l,) for l in ledgers))

    limit = "max(500, abs(b.minor) / 100)"
    settle(f"b.ref = l.ref and b.unit = l.unit and l.minor between b.minor - {limit} and b.minor + {limit}")
    settle("b.unit = l.unit and b.minor = l.minor")
    settle(f"b.unit = l.unit and l.minor between b.minor - {limit} and b.minor + {limit}"
           " and (b.minor < 0) = (l.minor < 0) and b.txt = l.txt")
    write(out, pairs)


if __name__ == "__main__":
    {"duckdb": duckdb, "sqlite": sqlite, "greedy": greedy}[sys.argv[1]](sys.argv[2], sys.argv[3])
