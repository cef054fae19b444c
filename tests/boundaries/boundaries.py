#!/usr/bin/env python3
"""Reads the sources and refuses what the design forbids; then plants each violation in a copy and expects to be told.

Usage: boundaries.py [--root DIR]      prints one line a rule and ends with `N passed, M failed`
Rules stand in RULES: where, what must not appear, why, and a violation that proves the rule can fail.
Comments are stripped before matching (a comment may name what code may not); `#[cfg(test)]` blocks of Rust are too.
"""
import argparse
import pathlib
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass, field

AMOUNT = r"(?:amount|gross|net|tax|carry\w*|balance\w*|posting(?:Amount)?|fee|credit)"


@dataclass
class Rule:
    id: str
    why: str
    where: list          # glob patterns, relative to the root
    never: str           # regular expression, matched against stripped text
    plant: tuple         # (file to append to, text)
    but: list = field(default_factory=list)   # globs that the rule leaves out


CORE = ["src/**/*.rs"]
PHP = ["php-bridge/src/**/*.php"]
MODULE = ["php-bridge/whmcs/modules/**/*.php", "php-bridge/fossbilling/Makegood/**/*.php"]
SHIPPED = PHP + MODULE
JS = ["js/src/**/*.ts"]

RULES = [
    Rule("core-no-io", "the core is a pure function of its request", CORE,
         r"\bstd::(?:fs|net|env|process|io|time|thread|os)\b|\bSystemTime\b|\bInstant::now\b|\bUtc::now\b|\bLocal::now\b|\brand::",
         ("src/sla/mod.rs", "\nfn leak() { let _ = std::fs::read(\"x\"); }\n")),
    Rule("core-no-float", "no float touches money", CORE, r"\bf(?:32|64)\b",
         ("src/money/mod.rs", "\nfn leak(x: f64) -> f64 { x }\n")),
    Rule("core-no-panic", "failure is an answer", CORE,
         r"\b(?:panic|todo|unimplemented|unreachable|assert|assert_eq)!|\.unwrap\(\)|\.expect\(",
         ("src/settlement/mod.rs", "\nfn leak(x: Option<u8>) -> u8 { x.unwrap() }\n")),
    Rule("serde-only-at-the-edge", "one room serialises; domain types know no JSON", CORE, r"\bserde(?:_json)?\b|\b(?:crate|super)::json\b",
         ("src/monitoring/mod.rs", "\nuse serde::Serialize as _;\n"), but=["src/intake/**", "src/contract/**"]),
    Rule("contract-no-rule", "the contract reads and writes; it neither rounds nor decides", ["src/contract/**/*.rs"],
         r"\bRounding\b|\bround_half_up\b|\bmul_div\b|\bdiv_round\b",
         ("src/contract/mod.rs", "\nuse crate::money::Rounding as _;\n")),
    Rule("money-no-conversion", "an amount has one currency for ever", ["src/money/**/*.rs"], r"(?i)exchange|convert_to|conversion_rate",
         ("src/money/mod.rs", "\nfn exchange_into() {}\n")),
    Rule("doors-only-move-bytes", "a door does not look at what it carries", ["src/doors/**/*.rs"],
         r"\bserde|\bmatch\s+command|\"ok\"|crate::(?:money|sla|settlement|monitoring|policy|intake|review|calendar|explain|contract::\w+::)",
         ("src/doors/mod.rs", "\nuse crate::money as _;\n")),
    Rule("intake-knows-no-money", "a vendor's payload says nothing about money", ["src/intake/**/*.rs"],
         r"crate::(?:money|settlement|sla|policy)", ("src/intake/mod.rs", "\nuse crate::money as _;\n")),
    Rule("monitoring-knows-no-money", "an outage is a fact, not a price", ["src/monitoring/**/*.rs"], r"crate::(?:money|settlement|sla|policy|intake)",
         ("src/monitoring/mod.rs", "\nuse crate::money as _;\n")),
    Rule("unsafe-only-at-the-wasm-door", "memory tricks have few addresses: the door, its allocator, the text primitives", CORE, r"\bunsafe\b",
         ("src/sla/mod.rs", "\nfn leak() { unsafe {} }\n"),
         but=["src/doors/wasm.rs", "src/doors/heap.rs", *(f"src/text/{name}.rs" for name in ("mod", "compare", "phrases", "scan", "sink", "slice"))]),
    Rule("php-no-float", "amounts are strings in PHP", SHIPPED,
         r"\(\s*(?:float|double)\s*\)|\bfloatval\s*\(|\bround\s*\(|\bnumber_format\s*\(|\bbc(?:add|sub|mul|div)\s*\(|\bsettype\s*\(",
         ("php-bridge/src/Run/Run.php", "\nfunction leak($x) { return (float) $x; }\n")),
    Rule("php-no-arithmetic-on-amounts", "rules live in the core alone", SHIPPED,
         r"(?i)(?:\$|->|\[')" + AMOUNT + r"(?:'\])?\s*(?:[-+*/%]=|[-+*/%]\s*[$\d(])|[\w\])]\s*[-+*/%]\s*\$(?:\w+->|\w+\[')?" + AMOUNT + r"\b",
         ("php-bridge/src/Run/Run.php", "\nfunction leak($gross) { return $gross + 1; }\n")),
    Rule("bridge-names-no-panel", "a panel is an adapter", PHP, r"(?i)\bwhmcs\b|fossbilling|\bbox\\{1,2}mod\b|localAPI|Capsule|Illuminate|\btbl[a-z]+\b",
         ("php-bridge/src/Ledger/Db.php", "\nfunction leak() { return localAPI('AddCredit', []); }\n")),
    Rule("pages-ask-their-host", "logins, tokens, addresses and logs are the panel's: the pages get them from Site and Host", ["php-bridge/src/Pages/**/*.php"],
         r"\$_(?:GET|POST|SESSION|COOKIE|REQUEST|SERVER|ADDONLANG)\b|\blogActivity\b|\bgenerate_token\b|\bcheck_token\b|addonmodules|index\.php\?|modulelink|[A-Z]\w+CronJob\b|configuration\.php",
         ("php-bridge/src/Pages/Http/Mount.php", "\n$leak = $_SESSION['adminid'];\n")),
    Rule("adapter-keeps-off-the-ledger", "only the ledger knows our tables", MODULE, r"mod_makegood_(?!(?:index|dashboard|order|credit|refund|settings)\b)", # but names of templates
         ("php-bridge/whmcs/modules/addons/makegood/lib/Panel/WhmcsPanel.php", "\n$leak = 'mod_makegood_entries';\n")),
    Rule("entries-are-never-edited", "a correction is a new entry", SHIPPED,
         r"(?is)\bDELETE\s+FROM\s+\S*(?:entries|postings|events)|\bUPDATE\s+\S*entries\S*\s+SET\s+(?!state)|\bDROP\s+TABLE|\bTRUNCATE\b",
         ("php-bridge/src/Ledger/Entries.php", "\n$leak = 'DELETE FROM mod_makegood_entries';\n")),
    Rule("no-composer-at-run-time", "panels ship their own packages and collide", SHIPPED, r"vendor/autoload|Composer\\",
         ("php-bridge/src/autoload.php", "\nrequire 'vendor/autoload.php';\n")),
    Rule("shipped-code-knows-no-sandbox", "tests and demos stay out of the product", SHIPPED, r"MakegoodSandbox|SANDBOX_",
         ("php-bridge/src/Clock.php", "\n$leak = getenv('SANDBOX_NOW');\n")),
    Rule("only-the-panel-touches-superglobals", "the bridge gets its input as arguments", PHP, r"\$_(?:GET|POST|SESSION|COOKIE|REQUEST)\b",
         ("php-bridge/src/Run/Run.php", "\n$leak = $_GET['now'];\n"), but=["php-bridge/src/Intake/Endpoint.php", "php-bridge/src/Intake/Request.php"]),
    Rule("hooks-never-load-the-engine", "a page load does not compute money", ["php-bridge/whmcs/modules/addons/makegood/hooks.php"],
         r"\bEngine\b|CompiledCore", ("php-bridge/whmcs/modules/addons/makegood/hooks.php", "\nnew Engine();\n")),
    Rule("no-mysql-clock", "instants are ours, in UTC milliseconds", SHIPPED, r"\bNOW\(\)|CURRENT_TIMESTAMP|\bTIMESTAMP\b\s*(?:NOT|NULL|DEFAULT|,)",
         ("php-bridge/src/Ledger/Db.php", "\n$leak = 'SELECT NOW()';\n")),
    Rule("api-only-reads", "what a page shows changes nothing", ["php-bridge/src/Api/**/*.php"],
         r"(?i)\b(?:INSERT|UPDATE|DELETE|REPLACE)\s|->(?:put|add|insert|insertNew|hold|release|forget|setState|move|claim|posted)\s*\(|\baddCredit\b",
         ("php-bridge/src/Api/Reads.php", "\nfunction leak($ledger) { $ledger->meta->put('x', 'y'); }\n")),
    Rule("api-sees-no-request", "who may read what is the endpoint's work", ["php-bridge/src/Api/**/*.php"], r"\$_[A-Z]+\b|\bheader\s*\(|\becho\b",
         ("php-bridge/src/Api/Reads.php", "\necho 'x';\n")),
    Rule("js-no-number-from-amounts", "amounts are strings in the browser, too", JS,
         r"(?i)\b(?:Number|parseFloat|parseInt|BigInt)\s*\(\s*[\w.?!\[\]'\"]*" + AMOUNT + r"\b|\btoFixed\s*\(|\bparseFloat\b",
         ("js/src/components/credit.ts", "\nconst leak = Number(data.gross);\n")),
    Rule("js-no-arithmetic-on-amounts", "rules live in the core alone", JS,
         r"(?i)[\w\])]\.(?:" + AMOUNT[3:-1] + r")\s*(?:[-*/%]|\+=|-=)\s*[\w\d(]|[\w\])]\s*[*/%]\s*\w+\.(?:" + AMOUNT[3:-1] + r")\b",
         ("js/src/components/credit.ts", "\nconst leak = data.gross * 2;\n")),
    Rule("js-no-raw-html", "text from outside stays text", JS, r"\bunsafe(?:HTML|SVG|Static)\b|\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|\beval\s*\(|new Function",
         ("js/src/components/credit.ts", "\nelement.innerHTML = data.label;\n")),
    Rule("js-loads-nothing-else", "no third party is asked from a billing panel", JS, r"https?://(?!www\.w3\.org/)",
         ("js/src/panel/index.ts", "\nimport('https://cdn.example/x.js');\n")),
    Rule("only-the-wires-reach-out", "hosts, redirects, limits and certificates are judged in one place", SHIPPED,
         r"\bcurl_init\s*\(|\bfsockopen\s*\(|\bstream_socket_client\s*\(|\bfile_get_contents\s*\(\s*(?:\$url|['\"]https?:)|\bfopen\s*\(\s*(?:\$url|['\"]https?:)",
         ("php-bridge/src/Run/Run.php", "\n$leak = file_get_contents($url);\n"), but=["php-bridge/src/Pull/StreamWire.php", "php-bridge/src/Pull/CurlWire.php"]),
    Rule("no-serialize", "stored data is JSON", SHIPPED, r"\bunserialize\s*\(|\bserialize\s*\(|\beval\s*\(|\bextract\s*\(",
         ("php-bridge/src/Ledger/Db.php", "\n$leak = unserialize($x);\n")),
]



def vendor_rules(root):
    """A rule for each file that `vendors!` in src/intake/mod.rs names, and for each helper beside them: it names no (other) vendor."""
    listed = re.search(r"(?ms)^vendors! \{\n(.*?)^\}", (root / "src/intake/mod.rs").read_text(encoding="utf-8"))
    vendors = re.findall(r'(?m)^\s+(\w+) "[a-z0-9-]+"$', listed.group(1)) if listed else []
    files = sorted(p.stem for p in (root / "src/intake").glob("*.rs") if p.stem != "mod")
    rules = []
    for file in sorted({*files, *vendors}):
        others = [v for v in vendors if v != file]
        never = r"\b(?:super|intake)::(?:\{[^;]*?\b)?(?:" + "|".join(others) + r")\b|\b(?:" + "|".join(others) + r")::read\b"
        rules.append(Rule(f"vendors-do-not-know-each-other, {file}", "one file per vendor, and helpers for all", [f"src/intake/{file}.rs"], never,
                          (f"src/intake/{file}.rs", f"\nuse super::{{Delivery, {others[-1] if others else 'none'}::read as other}};\n")))
    return rules


# A panel by its classes, functions, tables and names; the files that may say so.
PANELS = {
    "whmcs": (r"\bWHMCS\b|\bCapsule\b|\blocalAPI\b|\btbl[a-z]+\b", ["whmcs", "sandbox"], "\nuse WHMCS\\Database\\Capsule as _;\n"),
    "fossbilling": (r"(?i)\bbox\\{1,2}mod\b|\bFOSSBilling\b|\bBox_\w+", ["fossbilling"], "\n$leak = new \\Box\\Mod\\Client\\Service();\n"),
}
# The demo plays one month on both panels: one file for each, and the one that chooses.
BOTH = ["php-bridge/sandbox/demo/src/FossbillingPanel.php", "php-bridge/sandbox/demo/src/Options.php"]
ADAPTERS = ["src", "tests", "skeleton", *(folder for _, folders, _ in PANELS.values() for folder in folders)]


def panel_rules(root):
    """For each panel: nothing of it outside its own folders; a folder that is not there yet is under no rule."""
    rules = []
    for panel, (never, own, plant) in PANELS.items():
        for folder in ADAPTERS:
            file = next(iter(sorted((root / "php-bridge" / folder).rglob("*.php"))), None)
            if folder not in own and file is not None:
                rules.append(Rule(f"a-panel-stays-in-its-adapter, {panel} in {folder}", "one panel's module knows no other panel", [f"php-bridge/{folder}/**/*.php"], never,
                                  (str(file.relative_to(root)), plant), but=BOTH))
    return rules


ALLOWED_CRATES = {"wasm-bindgen", "serde", "serde_json", "rust_decimal"}


def strip_rust(text):
    text = re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
    text = re.sub(r"//[^\n]*", "", text)
    out, at = [], 0
    for match in re.finditer(r"#\[cfg\((?:all\()?test[^\]]*\]\s*(?:#\[[^\]]*\]\s*)*mod\s+\w+\s*\{", text):
        if match.start() < at:
            continue
        depth, end = 1, match.end()
        while end < len(text) and depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        out.append(text[at:match.start()])
        at = end
    return "".join(out) + text[at:]


def strip_php(text):
    text = re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
    return re.sub(r"(?m)(?<!:)//[^\n]*|^\s*#(?!\[)[^\n]*", "", text)


def stripped(path):
    text = path.read_text(encoding="utf-8")
    return strip_rust(text) if path.suffix == ".rs" else strip_php(text)


def files(root, globs):
    found = set()
    for pattern in globs:
        found.update(p for p in root.glob(pattern) if p.is_file())
    return found


def violations(rule, root):
    left_out = set()
    for pattern in rule.but:
        left_out.update(p for p in root.glob(pattern.replace("/**", "/**/*")))
    hits = []
    for path in sorted(files(root, rule.where) - left_out):
        text = stripped(path)
        for match in re.finditer(rule.never, text):
            line = text.count("\n", 0, match.start()) + 1
            hits.append(f"{path.relative_to(root)} near line {line}: {match.group(0)!r}")
    return hits


def crate_violations(root):
    text = (root / "Cargo.toml").read_text()
    section = re.search(r"(?ms)^\[dependencies\]\n(.*?)(?=^\[|\Z)", text)
    names = re.findall(r"(?m)^([\w-]+)\s*=", section.group(1)) if section else []
    names += re.findall(r"(?m)^\[(?:target\.[^\]]*\.)?dependencies\.([\w-]+)\]", text)
    for block in re.findall(r"(?ms)^\[target\.[^\]]*\.dependencies\]\n(.*?)(?=^\[|\Z)", text):
        names += re.findall(r"(?m)^([\w-]+)\s*=", block)
    return [f"Cargo.toml depends on {n}" for n in names if n not in ALLOWED_CRATES]


def composer_violations(root):
    return [str(p.relative_to(root)) for p in (root / "php-bridge").rglob("composer.json")] + \
           [str(p.relative_to(root)) for p in (root / "php-bridge").rglob("vendor") if p.is_dir()]


LINTS = ["unwrap_used", "expect_used", "panic", "indexing_slicing", "float_arithmetic", "arithmetic_side_effects"]


def lint_violations(root):
    text = (root / "Cargo.toml").read_text()
    hits = [f"lint {name} is not denied" for name in LINTS if not re.search(rf'(?m)^{name}\s*=\s*"?(?:\{{[^}}]*)?"?(?:deny|forbid)', text)]
    if not re.search(r'(?m)^unsafe_code\s*=\s*"?(?:\{[^}]*)?"?(?:deny|forbid)', text):
        hits.append("unsafe_code is not denied")
    if not re.search(r"(?m)^overflow-checks\s*=\s*true", text):
        hits.append("release builds have no overflow checks")
    return hits


def edit(path, old, new):
    text = path.read_text()
    assert old in text, f"{path} has no {old!r} to plant a violation at"
    path.write_text(text.replace(old, new, 1))


SPECIAL = [
    ("core-uses-the-fixed-crates", crate_violations,
     lambda root: edit(root / "Cargo.toml", "[dependencies]\n", "[dependencies]\nrand = \"1\"\n")),
    ("no-composer-project", composer_violations,
     lambda root: (root / "php-bridge/src/composer.json").write_text("{}")),
    ("lint-wall-stands", lint_violations,
     lambda root: edit(root / "Cargo.toml", "overflow-checks = true", "overflow-checks = false")),
]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", default=pathlib.Path(__file__).resolve().parents[2], type=pathlib.Path)
    root = parser.parse_args().root.resolve()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as copy_dir:
        copy = pathlib.Path(copy_dir)
        for name in ("src", "php-bridge", "js/src"):
            shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("target", "node_modules", "wasm2php"))
        shutil.copy(root / "Cargo.toml", copy / "Cargo.toml")
        for rule in RULES + vendor_rules(root) + panel_rules(root):
            hits = violations(rule, root)
            seen = bool(files(root, rule.where))
            target = copy / rule.plant[0]
            original = target.read_text() if target.exists() else None
            caught = False
            if original is not None:
                target.write_text(original + rule.plant[1])
                caught = len(violations(rule, copy)) > len(hits)
                target.write_text(original)
            ok = not hits and seen and caught
            passed, failed = passed + ok, failed + (not ok)
            print(f"{'ok  ' if ok else 'FAIL'} {rule.id}: {rule.why}")
            for hit in hits:
                print(f"       {hit}")
            if not seen:
                print("       no file is under this rule")
            if not caught:
                print(f"       the planted violation in {rule.plant[0]} was not noticed")
        for name, check, plant in SPECIAL:
            hits = check(root)
            plant(copy)
            caught = len(check(copy)) > len(hits)
            ok = not hits and caught
            passed, failed = passed + ok, failed + (not ok)
            print(f"{'ok  ' if ok else 'FAIL'} {name}")
            for hit in hits:
                print(f"       {hit}")
            if not caught:
                print("       the planted violation was not noticed")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
