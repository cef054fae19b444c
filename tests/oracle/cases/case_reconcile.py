"""reconcilePosting: what a half-finished posting left behind. Expected values by hand."""
from vector import refused, vector

MARK = "makegood:0123456789abcdef0123456789abcdef"
OTHER = "makegood:fedcba9876543210fedcba9876543210"


def row(ident, amount, text=MARK + " SLA credit 2026-03"):
    return {"id": ident, "amount": amount, "description": text}


def ask(rows, before="5.00", now="6.00", amount="1.00", currency="USD"):
    return {"contract": 1, "command": "reconcilePosting", "currency": currency, "amount": amount, "marker": MARK,
            "balanceBefore": before, "balanceNow": now, "rows": rows}


def answer(verdict, marked, total, before="5.00", now="6.00", row_id=None):
    steps = [{"key": "markerRows", "args": {"count": marked}},
             {"key": "balance", "args": {"before": before, "rows": total, "now": now}},
             {"key": "verdict", "args": {"verdict": verdict}}]
    return {"ok": True, "verdict": verdict, "row": row_id, "steps": steps, "warnings": []}


def cases():
    """Every vector of this command."""
    return clear() + doubtful() + removed() + amounts() + broken()


def clear():
    v = vector
    return [
        v("reconcile-posted", "marker row and balance agree", "review for a finished posting", ask([row("41", "1.00")]),
          answer("posted", 1, "1.00", row_id="41")),
        v("reconcile-not-posted", "no row, balance unchanged: safe to try again", "review, which would park a healthy entry",
          ask([], now="5.00"), answer("notPosted", 0, "0.00", now="5.00")),
        v("reconcile-not-posted-but-used", "the panel used older balance meanwhile; our row would be a positive one", "review, which would park a healthy entry",
          ask([row("41", "-2.00", "Credit Applied to Invoice #7")], now="3.00"), answer("notPosted", 0, "-2.00", now="3.00")),
        v("reconcile-used-and-balance-high", "the panel used balance, and ours was added without its row", "notPosted because no positive row exists: pays twice",
          ask([row("41", "-2.00", "Credit Applied to Invoice #7")], now="4.00"), answer("review", 0, "-2.00", now="4.00")),
        v("reconcile-posted-among-others", "other rows came in between and the sum agrees", "review because there are three rows",
          ask([row("40", "-2.00", "Credit Applied to Invoice #7"), row("41", "1.00"), row("42", "10.00", "Gift")], now="14.00"),
          answer("posted", 1, "9.00", now="14.00", row_id="41")),
        v("reconcile-spent-at-once", "the credit was used by the next invoice before we looked", "notPosted because the balance is unchanged",
          ask([row("41", "1.00"), row("42", "-1.00", "Credit Applied to Invoice #8")], now="5.00"),
          answer("posted", 1, "0.00", now="5.00", row_id="41")),
        v("reconcile-marker-only", "the description is the marker and nothing else", "a marker that must be followed by a space",
          ask([row("41", "1.00", MARK)]), answer("posted", 1, "1.00", row_id="41")),
        v("reconcile-negative-balance", "a client in debt", "a balance read without its sign",
          ask([row("41", "1.00")], before="-0.50", now="0.50"),
          answer("posted", 1, "1.00", before="-0.50", now="0.50", row_id="41")),
    ]


def doubtful():
    v = vector
    return [
        v("reconcile-row-without-balance", "first write done (log row), second (balance) not", "posted by the marker alone",
          ask([row("41", "1.00")], now="5.00"), answer("review", 1, "1.00", now="5.00")),
        v("reconcile-balance-without-row", "first write done (balance), second (log row) not", "notPosted by the missing marker: pays twice",
          ask([], now="6.00"), answer("review", 0, "0.00")),
        v("reconcile-two-marker-rows", "the marker twice is never fine", "posted with the first row",
          ask([row("41", "1.00"), row("42", "1.00")], now="7.00"), answer("review", 2, "2.00", now="7.00")),
        v("reconcile-other-amount", "our marker with another amount", "posted without comparing the amount",
          ask([row("41", "1.01")], now="6.01"), answer("review", 1, "1.01", now="6.01")),
        v("reconcile-foreign-row-only", "only somebody else's row, and it agrees", "notPosted although the log moved",
          ask([row("41", "1.00", "Gift")]), answer("review", 0, "1.00")),
        v("reconcile-foreign-marker", "a row of another posting", "any makegood row taken for ours",
          ask([row("41", "1.00", OTHER + " SLA credit")]), answer("review", 0, "1.00")),
        v("reconcile-marker-not-first", "the marker quoted in the middle of a text", "posted because the text contains it",
          ask([row("41", "1.00", "Reversal of " + MARK)]), answer("review", 0, "1.00")),
        v("reconcile-marker-case", "the same marker in capitals is another text", "a comparison that ignores case",
          ask([row("41", "1.00", MARK.upper())]), answer("review", 0, "1.00")),
        v("reconcile-reversed", "posted, then taken back by staff under the same marker", "posted by counting only positive rows",
          ask([row("41", "1.00"), row("42", "-1.00")], now="5.00"), answer("review", 2, "0.00", now="5.00")),
    ]


def removed():
    """Credit that is taken back: a negative amount."""
    v = vector
    return [
        v("reconcile-removed", "taken back: marker row and balance agree", "review for a finished removal",
          ask([row("41", "-1.00", MARK + " Taken back")], now="4.00", amount="-1.00"), answer("posted", 1, "-1.00", now="4.00", row_id="41")),
        v("reconcile-not-removed", "no row, balance unchanged: safe to try again", "review, which would park a healthy entry",
          ask([], now="5.00", amount="-1.00"), answer("notPosted", 0, "0.00", now="5.00")),
        v("reconcile-not-removed-but-paid-in", "the client paid in meanwhile; our row would be a negative one", "review, which would park a healthy entry",
          ask([row("41", "2.00", "Gift")], now="7.00", amount="-1.00"), answer("notPosted", 0, "2.00", now="7.00")),
        v("reconcile-removed-without-marker", "a negative row without our marker may be ours or what an invoice took", "notPosted: takes twice",
          ask([row("41", "-1.00", "Credit Applied to Invoice #7")], now="4.00", amount="-1.00"), answer("review", 0, "-1.00", now="4.00")),
        v("reconcile-removal-row-without-balance", "first write done (log row), second (balance) not", "posted by the marker alone",
          ask([row("41", "-1.00")], now="5.00", amount="-1.00"), answer("review", 1, "-1.00", now="5.00")),
        v("reconcile-removal-balance-without-row", "first write done (balance), second (log row) not", "notPosted by the missing marker: takes twice",
          ask([], now="4.00", amount="-1.00"), answer("review", 0, "0.00", now="4.00")),
        v("reconcile-removal-wrong-way", "our marker, but given instead of taken", "posted by the marker alone",
          ask([row("41", "1.00")], amount="-1.00"), answer("review", 1, "1.00")),
    ]


def amounts():
    v = vector
    return [
        v("reconcile-jpy", "whole yen", "two decimals read into yen", ask([row("9", "120")], "0", "120", "120", "JPY"),
          answer("posted", 1, "120", before="0", now="120", row_id="9")),
        v("reconcile-panel-four-decimals", "the panel prints four decimals", "a comparison of texts instead of amounts",
          ask([row("9", "1.0000")], "5.0000", "6.0000"), part={"ok": True, "verdict": "posted", "row": "9"}),
        v("reconcile-jpy-panel-decimals", "the panel prints decimals that the currency has not", "invalid_amount",
          ask([row("9", "120.00")], "0.00", "120.00", "120", "JPY"), part={"ok": True, "verdict": "posted", "row": "9"}),
        v("reconcile-kwd-cut", "the panel booked 0.37 of 0.375", "equality up to the cent",
          ask([row("9", "0.37")], "0.00", "0.37", "0.375", "KWD"), part={"ok": True, "verdict": "review", "row": None}),
        v("reconcile-tenth-of-a-cent", "a balance off by less than a cent disagrees", "balances rounded before the comparison",
          ask([row("9", "1.00")], "5.0000", "6.0010"), part={"ok": True, "verdict": "review", "row": None}),
    ]


def broken():
    v = vector
    return [
        v("reconcile-five-decimals", "no panel has five decimals", "rounded silently", ask([row("9", "1.00000")]),
          part=refused("invalid_amount", "rows[0].amount")),
        v("reconcile-amount-beyond-currency", "our own amount never has more decimals than the currency", "accepted like a panel's amount",
          ask([], amount="1.000"), part=refused("invalid_amount", "amount")),
        v("reconcile-unknown-currency", "the list of currencies is closed", "two decimals by default",
          ask([], currency="XXQ"), part=refused("unknown_currency", "currency")),
        v("reconcile-duplicate-row", "a credit log has each id once", "one row counted twice",
          ask([row("9", "1.00"), row("9", "1.00")], now="7.00"), part=refused("duplicate_id")),
    ]
