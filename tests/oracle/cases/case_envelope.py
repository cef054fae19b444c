"""describe and the envelope that all commands share: bytes that are no request, and the first error in reading order. By hand."""
import base64
import re
from pathlib import Path

from vector import refused, vector

PLAIN = {"contract": 1, "command": "describe"}
MIB = 1024 * 1024
HERE = Path(__file__).resolve().parent


def sources():
    """The vendors of the table in docs/monitors.md that have cases, in its order."""
    page = (HERE.parents[2] / "docs/monitors.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `([a-z0-9-]+)` \|", page.split("## Vendors")[1].split("\n## ")[0], re.MULTILINE)
    old = {"pingdom", "uptimerobot", "uptime-kuma"}
    return [word for word in table if word in old or (HERE / f"case_vendor_{word.replace('-', '_')}.py").exists()]


def cases():
    """Every vector of this file."""
    return answers() + bytes_() + words()


def answers():
    v = vector
    part = {"ok": True, "name": "makegood", "contract": 1,
            "commands": ["describe", "normalize", "confirm", "settle", "reconcilePosting", "advanceCase", "checkOutgoing", "previewInvoice", "lintPolicy", "describePolicy", "attachCredits", "quoteRefund", "takeBack"],
            "sources": sources(), "warnings": [],
            "families": ["uptimeTiers", "perUnit", "ladder", "multiple", "perStep", "flat", "proportional", "rollingYear", "extension", "components"]}
    codes = sorted("""above_limit case_incomplete case_state case_waits invalid_case invalid_country invalid_lines invalid_office invalid_tiers mixed_modes not_allowed not_due
        policy_fee policy_give policy_payout policy_review policy_rules policy_when too_late amount_overflow case_closed conflicting_key duplicate_field duplicate_id internal invalid_amount invalid_anchor invalid_body invalid_date
        invalid_duration invalid_entries invalid_hash invalid_id invalid_instant invalid_interval invalid_json invalid_limit invalid_mapping invalid_month invalid_months
        invalid_note invalid_percent invalid_quantity invalid_quorum invalid_rates invalid_scale invalid_spans invalid_subject invalid_utf8 invalid_weight invalid_word invalid_zone
        missing_field policy_cap policy_counting policy_maintenance policy_schedule policy_schema policy_share policy_tiers request_too_large unknown_client unknown_command
        unknown_currency unknown_field unknown_mapping unknown_policy unknown_source unknown_zone unsupported_contract wrong_type""".split())
    return [
        v("describe-plain", "what this core is", "a list that forgot a command", PLAIN, part=part),
        v("describe-error-codes", "every code of the contract, sorted", "a code that no page explains", PLAIN, part={"errorCodes": codes}),
        v("describe-members-swapped", "the order of members is free", "a parser that wants contract first", requestText='{"command":"describe","contract":1}', part=part),
        v("describe-spaces", "JSON's white space is allowed around it", "invalid_json", requestText=' \r\n\t{ "contract" : 1 ,\n"command" : "describe" } \n', part=part),
        v("describe-escaped-word", "an escaped letter is the same letter", "unknown_command", requestText='{"contract":1,"command":"descr\\u0069be"}', part=part),
    ]


def bytes_():
    v = vector
    fat = {"prefix": '{"contract":1,"command":"describe"', "repeat": " ", "count": 8 * MIB, "suffix": "}"}
    return [
        v("envelope-empty", "no bytes at all", "a trap", requestText="", part=refused("invalid_json")),
        v("envelope-not-json", "a text that is not JSON", "a trap", requestText="describe", part=refused("invalid_json")),
        v("envelope-cut", "cut in the middle", "an answer to half a request", requestText='{"contract":1,"command":"descr', part=refused("invalid_json")),
        v("envelope-trailing", "something after the object", "the rest is ignored", requestText='{"contract":1,"command":"describe"}{}', part=refused("invalid_json")),
        v("envelope-trailing-comma", "a comma too many", "a lenient parser", requestText='{"contract":1,"command":"describe",}', part=refused("invalid_json")),
        v("envelope-leading-comma", "a comma in front of the first field", "a reader that takes every key with its comma", requestText='{,"contract":1,"command":"describe"}', part=refused("invalid_json")),
        v("envelope-control-character", "a raw line break inside a string", "accepted as it is", requestText='{"contract":1,"command":"desc\nribe"}', part=refused("invalid_json")),
        v("envelope-lone-surrogate", "half a character", "a text that cannot be printed", requestText='{"contract":1,"command":"\\ud800"}', part=refused("invalid_json")),
        v("envelope-number-form", "01 is no JSON number", "read as 1", requestText='{"contract":01,"command":"describe"}', part=refused("invalid_json")),
        v("envelope-not-utf8", "bytes that are not UTF-8", "a replacement character, other bytes through other doors",
          requestBase64=base64.b64encode(b'{"contract":1,"command":"\xff\xfe"}').decode(), part=refused("invalid_utf8", "")),
        v("envelope-overlong-utf8", "an overlong slash", "a lenient decoder", requestBase64=base64.b64encode(b'{"contract":1,"command":"\xc0\xaf"}').decode(), part=refused("invalid_utf8", "")),
        v("envelope-too-deep", "forty arrays in each other", "the stack of the host", requestText="[" * 40 + "]" * 40, part=refused("request_too_large")),
        v("envelope-too-large", "more than 8 MiB", "memory of the host", requestFill=fat, part=refused("request_too_large", "")),
        v("envelope-duplicate-field", "a member twice", "the last one wins in one door, the first in another", requestText='{"contract":1,"command":"describe","command":"settle"}',
          part=refused("duplicate_field")),
        v("envelope-duplicate-escaped", "the same member, once escaped", "two members by their bytes", requestText='{"contract":1,"command":"describe","\\u0063ommand":"settle"}',
          part=refused("duplicate_field")),
    ]


def words():
    v = vector
    return [
        v("envelope-array", "a request is an object", "an index of an array", requestText="[]", part=refused("wrong_type", "")),
        v("envelope-contract-2", "a contract that is not spoken here", "answered by the rules of contract 1", {"contract": 2, "command": "describe"}, part=refused("unsupported_contract", "contract")),
        v("envelope-contract-missing", "no contract", "1 by default", {"command": "describe"}, part=refused("missing_field", "contract")),
        v("envelope-command-missing", "no command", "describe by default", {"contract": 1}, part=refused("missing_field", "command")),
        v("envelope-command-unknown", "a command of another year", "a guess", {"contract": 1, "command": "forecast"}, part=refused("unknown_command", "command")),
        v("envelope-command-case", "words are exact", "a comparison that ignores case", {"contract": 1, "command": "Describe"}, part=refused("unknown_command", "command")),
        v("envelope-command-number", "a number for a word", "the number as text", {"contract": 1, "command": 7}, part=refused("wrong_type", "command")),
        v("envelope-unknown-field", "a typing error fails loudly", "ignored", {**PLAIN, "verbose": True}, part=refused("unknown_field", "verbose")),
        v("envelope-contract-before-command", "contract is judged first, wherever it stands", "unknown_command", {"command": "nonsense", "contract": 9},
          part=refused("unsupported_contract", "contract")),
    ]
