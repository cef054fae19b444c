"""takeBack: credit that was given for a payment which is reversed goes back as far as it is unspent. By hand."""
from refunds import back
from vector import refused, vector


def cases():
    """Every vector of this file."""
    credit = lambda ident, amount, unspent=None: {"id": ident, "amount": amount, "unspent": unspent or amount}  # noqa: E731
    ask = lambda reversed_, *credits, currency="USD": {"contract": 1, "command": "takeBack", "currency": currency, "reversed": reversed_, "credits": list(credits)}  # noqa: E731
    held = lambda reversed_, balance, *credits, currency="USD": {**ask(reversed_, *credits, currency=currency), "balance": balance}  # noqa: E731
    return [
        back("example", "10.00 of 20.00 is unspent credit, 10.00 stay owed", "20.00 owed besides the credit", ask("20.00", credit("7", "10.00")), ["10.00"], "10.00"),
        back("half-spent", "10.00 refunded, 5.00 of it spent: 5.00 is taken, 5.00 owed", "10.00 taken of 5.00", ask("10.00", credit("7", "10.00", "5.00")), ["5.00"], "5.00"),
        back("in-order", "the first in full, of the second what is missing", "from the last on", ask("12.00", credit("7", "10.00"), credit("8", "10.00")), ["10.00", "2.00"], "0.00"),
        back("spent", "all spent: nothing to take", "a row of 0.00", ask("12.00", credit("7", "10.00", "0.00")), [], "12.00"),
        back("spent-first", "the first is spent, the second not", "nothing", ask("5.00", credit("7", "10.00", "0.00"), credit("8", "4.00")), ["4.00"], "1.00"),
        back("none", "no credit was given", "something taken", ask("12.00"), [], "12.00"),
        back("nothing-reversed", "nothing was reversed", "credit lost", ask("0.00", credit("7", "10.00")), [], "0.00"),
        back("yen", "a currency without decimals", "12.00", ask("12", credit("7", "10"), currency="JPY"), ["10"], "2"),
        back("balance", "10.00 given, 6.00 on the account: 6.00 is taken, 4.00 stay owed", "an account in debt", held("10.00", "6.00", credit("7", "10.00")), ["6.00"], "4.00"),
        back("balance-divided", "7.00 on the account: all of the first, of the second what is left", "7.00 of each", held("20.00", "7.00", credit("7", "5.00"), credit("8", "5.00")), ["5.00", "2.00"], "13.00"),
        back("balance-above", "more on the account than was given: that is the client's own", "the client's own money taken", held("20.00", "500.00", credit("7", "5.00")), ["5.00"], "15.00"),
        back("balance-nothing", "nothing on the account", "an account in debt", held("20.00", "0.00", credit("7", "5.00")), [], "20.00"),
        back("balance-debt", "an account in debt", "credit given instead of taken", held("20.00", "-3.00", credit("7", "5.00")), [], "20.00"),
        back("balance-beyond", "the panel's books have four decimals: part of a cent is none", "0.01 taken that is not there", held("20.00", "3.0199", credit("7", "5.00")), ["3.01"], "16.99"),
        back("balance-yen", "the panel prints decimals that the currency has not", "invalid_amount", held("12", "7.00", credit("7", "10"), currency="JPY"), ["7"], "5"),
        vector("take-back-error-balance", "no panel has five decimals", "rounded silently", held("20.00", "1.00000"), part=refused("invalid_amount", "balance")),
        vector("take-back-error-negative", "a reversal of less than nothing", "more credit", {"contract": 1, "command": "takeBack", "currency": "USD", "reversed": "-1.00", "credits": []}, part=refused("invalid_amount", "reversed")),
        vector("take-back-error-unspent", "more unspent than was given", "9.00 taken of 5.00", {"contract": 1, "command": "takeBack", "currency": "USD", "reversed": "20.00", "credits": [{"id": "7", "amount": "5.00", "unspent": "9.00"}]}, part=refused("invalid_amount", "credits[0].unspent")),
        vector("take-back-error-twice", "the same credit twice", "taken twice", {"contract": 1, "command": "takeBack", "currency": "USD", "reversed": "20.00", "credits": [{"id": "7", "amount": "5.00", "unspent": "5.00"}] * 2}, part=refused("duplicate_id", "credits[1].id")),
    ]
