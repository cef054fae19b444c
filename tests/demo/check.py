#!/usr/bin/env python3
"""Compares two played demos (log and database) with expected.md, after working out its figures once more with exact fractions.

Usage: check.py HOME DATABASE…     HOME holds <database>-first.log, <database>-second.log and <database>/… as run.sh leaves them
On MariaDB only the lines are compared: they must equal SQLite's expected ones. fossbilling-LINE is also compared in what both panels owe, in
the lines on invoices and in the balances. Ends with `N passed, M failed`.
"""
import json
import pathlib
import re
import sqlite3
import sys
from collections import defaultdict
from datetime import datetime, timezone
from decimal import Decimal
from fractions import Fraction

PLACES = {"USD": 2, "BRL": 2, "JPY": 0, "KWD": 3}
BOOKABLE = {"USD": 2, "BRL": 2, "JPY": 0, "KWD": 2}   # AddCredit takes two decimals
TAXED = {"2", "3", "6", "10", "11"}                   # clients in the country that has a tax of 20 %

passed = failed = 0


def check(what, good, detail=""):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    print(("ok   " if good else "FAIL ") + what + ("" if good or detail == "" else f": {detail}"))


def same(what, got, expected):
    check(what, got == expected, f"got {got!r}, expected {expected!r}")


def tables(text):
    """The tables of a markdown page, each a list of dicts."""
    found, head = [], None
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else None
        if cells is None:
            head = None
        elif head is None:
            head = cells
            found.append([])
        elif not set("".join(cells)) <= set("-"):
            found[-1].append(dict(zip(head, cells)))
    return found


def half_up(value, places):
    units = (value * 10 ** places * 2 + 1) // 2
    return Decimal(int(units)).scaleb(-places)


def down(value, places):
    return Decimal(int(value * 10 ** places // 1)).scaleb(-places)


def sum_of(expression):
    """`(648.00 + 129.60) / 12` as an exact fraction."""
    amounts, _, months = expression.strip("()").partition("/")
    return sum(Fraction(part.strip(" ()")) for part in amounts.split("+")) / int(months or 1)


def ms(instant):
    return int(datetime.strptime(instant, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc).timestamp() * 1000)


def page_agrees_with_itself(availability, credits):
    for row in availability[:4]:
        down_minutes = int(row["minutes down"].split("=")[-1])
        total = int(row["of"].replace(" ", ""))
        exact = Fraction(total - down_minutes, total) * 100
        below = Fraction(re.search(r"below ([\d.]+)", row["tier"]).group(1))
        same(f"page: availability of {row['whose']}", str(down(exact, 4)), row["availability"].removesuffix(" %"))
        check(f"page: {row['whose']} misses {row['tier']}", exact < below)
    for row in credits:
        places = PLACES[row["cur"]]
        gross = half_up(sum_of(row["paid for the month"]) * Fraction(row["percent"]) / 100, places)
        net = half_up(Fraction(gross) * 100 / 120, places) if row["client"] in TAXED else gross
        posted = down(Fraction(gross), BOOKABLE[row["cur"]])
        mine = [gross, net, gross - net, posted, gross - posted]
        same(f"page: service {row['service']}", [Decimal(row[k]) for k in ("gross", "net", "tax", "posted", "carried")], mine)


def outages_as_expected(db, expected):
    rows = db.execute("SELECT subject, from_ms, to_ms, status, counted FROM mod_makegood_outages ORDER BY from_ms").fetchall()
    same("as many outages as on the page", len(rows), len(expected))
    for row, want in zip(rows, expected):
        name = f"outage of server {want['server']} at {want['from (UTC)']}"
        same(name, [row[0], row[1], row[2], row[3]], [f"server:{want['server']}", ms(want["from (UTC)"]), ms(want["to (UTC)"]), want["status"]])
        if want["counts"] != "no":
            same(f"{name} counts", row[4], want["counts"])


def credits_as_expected(db, expected):
    rows = db.execute("""SELECT e.service_id, e.client_id, e.currency, e.gross, e.net, e.tax, p.amount, e.carry_after, p.state, e.n, e.period
        FROM mod_makegood_entries e LEFT JOIN mod_makegood_postings p ON p.entry_id = e.id WHERE e.kind <> 'refund' ORDER BY e.id""").fetchall()
    by_service = defaultdict(list)
    for row in rows:
        by_service[row[0]].append(row)
    same("credited are the services of the page, and no other", sorted(by_service, key=int), sorted((r["service"] for r in expected), key=int))
    for want in expected:
        got = by_service.get(want["service"], [])
        same(f"service {want['service']} has one entry with one posting", len(got), 1)
        for row in got[:1]:
            same(f"service {want['service']}: client, currency", list(row[1:3]), [want["client"], want["cur"]])
            amounts = dict(zip(("gross", "net", "tax", "posted", "carried"), row[3:8]))
            same(f"service {want['service']}: amounts", {k: Decimal(v) for k, v in amounts.items()}, {k: Decimal(want[k]) for k in amounts})
            same(f"service {want['service']}: posted once, for March", list(row[8:11]), ["posted", 1, "2026-03"])
    check("yen are posted whole", all("." not in r[6] or Decimal(r[6]) % 1 == 0 for r in rows if r[2] == "JPY"))


def panel_agrees(db):
    posted, booked, marks = defaultdict(Decimal), defaultdict(Decimal), defaultdict(int)
    for marker, amount, currency in db.execute("""SELECT p.marker, p.amount, e.currency FROM mod_makegood_postings p
            JOIN mod_makegood_entries e ON e.id = p.entry_id WHERE p.state = 'posted'"""):
        posted[currency] += Decimal(amount)
        marks[marker] += 0
    log = db.execute("""SELECT c.description, c.amount, u.code, c.clientid FROM tblcredit c JOIN tblclients k ON k.id = c.clientid
        JOIN tblcurrencies u ON u.id = k.currency""").fetchall()
    for description, amount, currency, _ in log:
        if description.startswith("makegood:"):
            booked[currency] += Decimal(amount)
            marks[description.split()[0]] += 1
    same("the panel's credit log sums to what the ledger posted", dict(booked), dict(posted))
    same("each posting has one row of the credit log, and each row its posting", sorted(set(marks.values())), [1])
    balances = defaultdict(Decimal)
    for _, amount, _, client in log:
        balances[client] += Decimal(amount)
    stored = {row[0]: Decimal(row[1]) for row in db.execute("SELECT id, credit FROM tblclients") if Decimal(row[1]) != 0}
    same("each client's balance is the sum of the credit log", stored, {k: v for k, v in balances.items() if v != 0})


def people_decided(db, has_servers=True):
    cases = db.execute("SELECT subject, reason, state, decided_by, opened_ms, decided_ms FROM mod_makegood_cases ORDER BY opened_ms").fetchall()
    same("the missing recovery still waits, the single monitor's outage was accepted by an admin",
         [c[:4] for c in cases], [("server:2", "stale", "open", None), ("server:3", "singleMonitor", "accepted", "admin:1")])
    if len(cases) != 2:
        return
    decided = cases[1][5]
    check("it had waited past the period's close", cases[1][4] < ms("2026-03-26T00:00:00Z") and decided > ms("2026-04-04T00:00:00Z"))
    for server, word in ((1, "before"), (3, "after")):
        if not has_servers:
            break
        made = [r[0] for r in db.execute("""SELECT e.created_ms FROM mod_makegood_entries e JOIN tblhosting h ON h.id = e.service_id
            WHERE e.kind <> 'refund' AND (h.server = ? OR (? = 1 AND h.id = 5))""", (server, server))]
        check(f"server {server}'s credits were made {word} the click", made and all((t < decided) == (word == "before") for t in made))


def moved_service(db):
    servers = [r[0] for r in db.execute("SELECT server FROM mod_makegood_spans WHERE service_id = '5' ORDER BY from_ms")]
    same("service 5 was on server 1, then on server 2", servers, ["1", "2"])
    answer = json.loads(db.execute("SELECT answer FROM mod_makegood_entries WHERE service_id = '5'").fetchone()[0])
    result = [r for r in answer["results"] if r["service"] == "5"][0]
    counted = [(c["outage"], c["countedMs"]) for c in result["counted"] if c["countedMs"] > 0]
    same("service 5 is credited for its own server's outage alone", counted, [(f"server:1/{ms('2026-03-04T12:02:00Z')}", 89 * 60000)])


def product_of(expression):
    """`25.00 * 11/30` as an exact fraction."""
    result = Fraction(1)
    for part in expression.split("*"):
        result *= Fraction(part.strip())
    return result


def page_of_refunds_agrees(panel, lines, cases):
    """The page's refunds by a second way: exact until the one rounding of a line, its tax as the paid tax in proportion."""
    back = defaultdict(Decimal)
    for row in lines:
        price = Fraction(row["price"])
        net = half_up(price - product_of(row["kept"]) - product_of(row["overage"] if "overage" in row else row["fee"]), 2)
        paid_tax = half_up(price * Fraction(row["rate"].removesuffix(" %")) / 100, 2)
        tax = half_up(Fraction(paid_tax) * Fraction(net) / price, 2)
        same(f"page: refund on {panel} of {row['who']}, {row['line']}", [Decimal(row[k]) for k in ("back", "tax", "gross")], [net, tax, net + tax])
        back[row["who"]] += net + tax
    same(f"page: what was paid on {panel} is the sum of the lines", {c["case of"]: Decimal(c["paid"]) for c in cases}, dict(back))


# Domain, state in the panel; FOSSBilling has the domain in the order's title.
SERVICES = {"WHMCS": "SELECT id, domain AS name, domainstatus AS state FROM tblhosting", "FOSSBilling": "SELECT id, title AS name, status AS state FROM client_order"}


def refunds_as_expected(db, panel, lines, cases):
    rows = {r[0].split(" ")[-1].removesuffix(".example"): r[1:] for r in db.execute(f"""SELECT s.name, c.id, c.client_id, c.state, s.state, c.first_answer
        FROM mod_makegood_refund_cases c JOIN ({SERVICES[panel]}) s ON s.id = c.service_id""")}
    same("as many refund cases as on the page", sorted(rows), sorted(c["case of"] for c in cases))
    for want in cases:
        refund_as_expected(db, want, [r for r in lines if r["who"] == want["case of"]], *rows.get(want["case of"], (None,) * 5))


def refund_as_expected(db, want, lines, case, client, state, service, first):
    name = f"refund of {want['case of']}"
    same(f"{name}: client, how it ended, its service", [client, state, service], [want["client"], want["state"], want["service"]])
    same(f"{name}: quoted at first", first and json.loads(first)["quote"]["payout"], want["quoted at first"])
    steps = db.execute("SELECT before_state, after_state FROM mod_makegood_refund_steps WHERE case_id = ? ORDER BY step", (case,)).fetchall()
    same(f"{name}: its way", " ".join([s[0] for s in steps[:1]] + [s[1] for s in steps]), want["went through"])
    paid = [(Decimal(r[0]), r[1], r[2]) for r in db.execute("SELECT amount, state, panel_ref IS NOT NULL FROM mod_makegood_payouts WHERE case_id = ?", (case,))]
    is_paid = Decimal(want["paid"]) > 0
    same(f"{name}: paid once, with a reference", paid, [(Decimal(want["paid"]), "posted", 1)] if is_paid else [])
    figures = [tuple(Decimal(r[k]) for k in ("back", "tax", "gross")) for r in lines]
    entry = db.execute("SELECT net, tax, gross FROM mod_makegood_entries WHERE case_id = ? AND kind = 'refund'", (case,))
    same(f"{name}: one entry, the sum", [tuple(map(Decimal, r)) for r in entry], [tuple(map(sum, zip(*figures)))] if is_paid else [])
    booked = db.execute("""SELECT l.net, l.tax, l.gross FROM mod_makegood_refund_lines l JOIN mod_makegood_entries e ON e.id = l.entry_id
        WHERE e.case_id = ? ORDER BY l.line_id""", (case,))
    same(f"{name}: line by line", [tuple(map(Decimal, r)) for r in booked], figures if is_paid else [])


def invoice_total(db, invoice, without_ours=False):
    """What an invoice of FOSSBilling comes to: the tax is that of the taxed sum, rounded once."""
    rate = Fraction(db.execute("SELECT COALESCE(taxrate, 0) FROM invoice WHERE id = ?", (invoice,)).fetchone()[0])
    taxed = plain = Fraction(0)
    for price, quantity, is_taxed, key in db.execute("SELECT CAST(price AS TEXT), quantity, taxed, rel_id FROM invoice_item WHERE invoice_id = ?", (invoice,)):
        if without_ours and str(key).startswith("sla:"):
            continue
        amount = Fraction(price) * int(quantity)
        taxed, plain = (taxed + amount, plain) if int(is_taxed or 0) and rate else (taxed, plain + amount)
    return half_up(taxed + plain, 2) + half_up(taxed * rate / 100, 2)


def lines_of_page_agree(parts):
    """The page's parts, by a second way: the tax of an invoice before and after each."""
    by_order = defaultdict(list)
    for part in parts:
        by_order[part["invoice of order"]].append(part)
    for order, rows in by_order.items():
        rate = Fraction(rows[0]["rate"].removesuffix(" %")) / 100
        left = Fraction(rows[0]["price"])
        for row in rows:
            before, left = half_up(left, 2) + half_up(left * rate, 2), left - Fraction(row["net"])
            after = half_up(left, 2) + half_up(left * rate, 2)
            same(f"page: part of service {row['service']} on the invoice of order {order}",
                 [Decimal(row["gross"]), Decimal(row["then due"])], [before - after, after])


def owed_alike(log, credits):
    """The table in the log: both panels owe each service what the page says."""
    rows = re.findall(r"^ +(\d+) +([\d.]+) (\w{3}) +([\d.]+) (\w{3})  +(.+?)  +(.+?)  +(.+)$", log[log.index("The same month on two panels"):], re.M)
    same("the table has the services of the page", sorted((r[0] for r in rows), key=int), sorted((c["service"] for c in credits), key=int))
    net = {c["service"]: (Decimal(c["net"]), c["cur"]) for c in credits}
    for row in rows:
        same(f"table: service {row[0]}", [(Decimal(row[1]), row[2]), (Decimal(row[3]), row[4])], [net[row[0]]] * 2)
    return {row[0]: row[6] for row in rows}


def lines_as_expected(db, parts, booked, prepaid):
    rows = db.execute("""SELECT e.service_id, CAST(-i.price AS TEXT), l.gross, l.panel_invoice, l.line_key, l.state FROM mod_makegood_lines l
        JOIN mod_makegood_postings p ON p.id = l.posting_id JOIN mod_makegood_entries e ON e.id = p.entry_id
        LEFT JOIN invoice_item i ON i.rel_id = l.line_key AND i.price < 0 ORDER BY l.id""").fetchall()
    given_back = [r for r in rows if r[5] != "booked"]
    same("one part was given back, that of the invoice which was deleted", [(r[0], r[1], r[5]) for r in given_back], [("15", None, "returned")])
    order_of = {str(r[0]): str(r[1]) for r in db.execute("SELECT invoice_id, MIN(CAST(rel_id AS INTEGER)) FROM invoice_item WHERE type = 'order' GROUP BY invoice_id")}
    got = sorted((order_of[str(r[3])], r[0], Decimal(r[1]), Decimal(r[2])) for r in rows if r[5] == "booked")
    same("the lines on invoices are the page's", got, sorted((p["invoice of order"], p["service"], Decimal(p["net"]), Decimal(p["gross"])) for p in parts))
    ours = [r[0] for r in db.execute("SELECT rel_id FROM invoice_item WHERE rel_id LIKE 'sla:%'")]
    same("no line of ours is on an invoice that the ledger does not know", sorted(ours), sorted(r[4] for r in rows if r[5] == "booked"))
    gross = defaultdict(Decimal)
    for row in rows:
        if row[5] == "booked":
            gross[row[3]] += Decimal(row[2])
    due = {p["invoice of order"]: Decimal(p["then due"]) for p in parts}
    for invoice, sum_of_parts in gross.items():
        total = invoice_total(db, invoice)
        same(f"invoice of order {order_of[str(invoice)]}: due, and what the credit took off", [total, invoice_total(db, invoice, True) - total], [due[order_of[str(invoice)]], sum_of_parts])
    balances = {str(r[0]): half_up(Fraction(str(r[1])), 2) for r in db.execute("SELECT client_id, ROUND(SUM(amount), 2) FROM client_balance GROUP BY client_id")}
    same("balances: only the client who prepays has one", {k: v for k, v in balances.items() if v}, {p["client"]: Decimal(p["left"]) for p in prepaid})
    for service, text in booked.items():
        mine = [p for p in parts if p["service"] == service]
        want = [(Decimal(p["gross"]), "line on invoice") for p in mine] or [(Decimal(p["amount"]), "prepaid balance") for p in prepaid[0]["rows"] if p["service"] == service]
        same(f"table: how service {service} was booked", sorted((Decimal(a), w) for a, w in re.findall(r"([\d.]+) (line on invoice|prepaid balance)", text)), sorted(want))


def main():
    home, databases = pathlib.Path(sys.argv[1]), sys.argv[2:]
    text = (pathlib.Path(__file__).parent / "expected.md").read_text()
    outages, availability, credits, parts, prepaid, *refunds = tables(text)
    refunds = {"WHMCS": refunds[:2], "FOSSBilling": refunds[2:]}
    lines = dict(re.findall(r"^    ((?:fossbilling )?(?:first|second)): +(.+)$", text, re.M))
    page_agrees_with_itself(availability, credits)
    lines_of_page_agree(parts)
    for panel, (refund_lines, refund_cases) in refunds.items():
        page_of_refunds_agrees(panel, refund_lines, refund_cases)
    for database in databases:
        is_fossbilling = database.startswith("fossbilling-")
        for turn in ("first", "second"):
            log = (home / f"{database}-{turn}.log").read_text().rstrip("\n")
            same(f"{database}: last line of the {turn} run", log.split("\n")[-1], lines[f"fossbilling {turn}" if is_fossbilling else turn])
        if database == "mariadb":
            continue
        file = home / database / "panel/panel.sqlite"
        if not file.is_file():
            check("the demo left a database", False)
            continue
        db = sqlite3.connect(file)
        db.text_factory = lambda b: b.decode("utf-8", "replace")
        print(f"{database}:")
        outages_as_expected(db, outages)
        credits_as_expected(db, credits)
        people_decided(db, not is_fossbilling)
        moved_service(db)
        if is_fossbilling:
            lines_as_expected(db, parts, owed_alike(log, credits), [{"client": "5", "left": prepaid[-1]["balance then"], "rows": [p for p in prepaid if p["service"]]}])
        else:
            panel_agrees(db)
        panel = "FOSSBilling" if is_fossbilling else "WHMCS"
        refunds_as_expected(db, panel, *refunds[panel])
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
