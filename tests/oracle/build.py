#!/usr/bin/env python3
"""Writes tests/vectors/*.json from the cases, or with --check compares the committed files with a fresh calculation.

Expected values come from the cases (worked out by hand) or from the oracle beside this file; the core is never asked.
"""
import importlib
import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "cases")]

import case_advance  # noqa: E402
import case_advance_refunds  # noqa: E402
import case_attach  # noqa: E402
import case_confirm  # noqa: E402
import case_confirm_settings  # noqa: E402
import case_describe_policy  # noqa: E402
import case_envelope  # noqa: E402
import case_errors  # noqa: E402
import case_errors_policy2  # noqa: E402
import case_lint  # noqa: E402
import case_normalize  # noqa: E402
import case_outgoing  # noqa: E402
import case_policy_refund  # noqa: E402
import case_preview  # noqa: E402
import case_published_policies  # noqa: E402
import case_reconcile  # noqa: E402
import case_settle_ledger  # noqa: E402
import case_settle_money  # noqa: E402
import case_settle_time  # noqa: E402
import case_take_back  # noqa: E402
from vector import pretty  # noqa: E402

MODULES = {
    "advanceCase-refunds": case_advance_refunds, "advanceCase-steps": case_advance, "attachCredits-lines": case_attach, "checkOutgoing-limits": case_outgoing, "confirm-rules": case_confirm, "confirm-settings": case_confirm_settings,
    "describe-envelope": case_envelope, "describePolicy-texts": case_describe_policy, "errors-codes": case_errors, "errors-policy2": case_errors_policy2,
    "lintPolicy-findings": case_lint, "refundPolicy-documents": case_policy_refund,
    "normalize-payloads": case_normalize,
    "previewInvoice-sums": case_preview, "reconcilePosting-verdicts": case_reconcile,
    "settle-published-policies": case_published_policies, "settle-ledger": case_settle_ledger, "settle-money": case_settle_money, "settle-time": case_settle_time, "takeBack-credits": case_take_back,
}
for found in sorted((HERE / "cases").glob("case_policy2_*.py")):
    MODULES["settle-" + found.stem.removeprefix("case_").replace("_", "-")] = importlib.import_module(found.stem)
for found in sorted((HERE / "cases").glob("case_refund_*.py")):
    MODULES["quoteRefund-" + found.stem.removeprefix("case_refund_")] = importlib.import_module(found.stem)
# A vendor's cases are found by their file: cases/case_vendor_<vendor>.py.
for found in sorted((HERE / "cases").glob("case_vendor_*.py")):
    vendor = found.stem.removeprefix("case_vendor_").replace("_", "-")
    MODULES[f"normalize-{vendor}"] = importlib.import_module(found.stem)


def main():
    check = "--check" in sys.argv
    target = HERE.parent / "vectors"
    stale = []
    for name, module in MODULES.items():
        path, text = target / f"{name}.json", pretty(module.cases())
        if check and path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
        elif not check:
            path.write_text(text, encoding="utf-8")
    extra = {p.name for p in target.glob("*.json")} - {f"{n}.json" for n in MODULES}
    if stale or extra:
        print(f"differ from the oracle: {stale}; without cases: {sorted(extra)}")
        return 1
    print(f"{sum(len(m.cases()) for m in MODULES.values())} vectors {'agree with the oracle' if check else 'written'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
