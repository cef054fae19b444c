"""`makegood close` against DuckDB: a million services, ten million state changes, one month, quorum 2 of 3, tiers.

Both read the same Parquet, with two threads each, in turns; DuckDB by the quickest of several queries that were tried.
Results have to be equal on 10 000 sampled services. Figures go to target/bench/close.json.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
MAKEGOOD = ROOT / "target/release/makegood"
THREADS = 2
MONTH_MS = 2_678_400_000
POLICY = {"schema": 1, "name": "Standard hosting", "zone": "UTC", "maintenance": {"rule": "counted"},
          "schedule": {"family": "uptimeTiers", "tiers": [{"below": "99.9", "percent": "10"}, {"below": "99", "percent": "25"},
                                                          {"below": "95", "percent": "50"}]}}
SETTINGS = {"policies": [{"name": "standard", "file": "standard.json"}], "quorum": 2,
            "sources": [{"id": f"m{n}", "group": f"m{n}", "enabled": True, "trusted": False} for n in range(3)]}

SERVICES = """copy (select i::bigint as service, (i // 3)::bigint as client, 'USD' as currency, 'standard' as policy,
    timestamp '2025-06-01' as since, 1::integer as months, ((hash(i, 1) % 9900 + 100) / 100.0)::decimal(10, 2) as amount
  from range({count}) t(i)) to '{folder}/services.parquet' (format parquet)"""

# Ten changes a service, in the order of a log. 35 % of services have five blips that one monitor sees; 40 % an outage of
# 1 to 60 minutes that all three see, each up to a minute later, and two blips; 25 % two outages, one seen by two.
CHANGES = """copy (with
  units as (select i, slot, hash(i, 7) % 100 as sort, hash(i, slot, 3) as chance from range({count}) t(i), range(5) s(slot)),
  kinds as (select *, case when sort < 35 then 1 when sort < 75 then (case when slot = 0 then 3 when slot < 3 then 1 end)
    else (case when slot = 0 then 3 when slot = 1 then 2 end) end as seen from units),
  monitors as (select *, hash(i, slot, monitor, 11) as late from kinds, range(3) m(monitor)
    where seen = 3 or (seen = 2 and monitor < 2) or (seen = 1 and monitor = chance % 3)),
  votes as (select i, 'm' || monitor as source,
      timestamp '2026-03-01' + to_milliseconds((slot * 518400000 + chance % 432000000
        + case when seen = 1 then 0 else late % 60000 end)::bigint) as since,
      case when seen = 1 then 10000 + late % 110000
        else 60000 + (chance // 432000000) % 3540000 + late // 60000 % 60000 end as length from monitors)
  select i::bigint as service, source, 'down' as state, since as "at" from votes union all
  select i::bigint, source, 'up', since + to_milliseconds(length::bigint) from votes order by "at"
) to '{folder}/changes.parquet' (format parquet)"""

# Downtime: where the sum of +1 and -1 is two or more.
TURNS = """with turns as (select service, epoch_ms("at") as ms, case state when 'down' then 1 else -1 end::tinyint as turn
    from '{folder}/changes.parquet'),"""
QUERIES = {
    "lead": TURNS + """ counted as (select service, ms, sum(turn) over (partition by service order by ms rows unbounded preceding) as down,
        lead(ms) over (partition by service order by ms) as next from turns),
      down as (select service, sum(next - ms) as ms from counted where down >= 2 group by service)""",
    "edges": TURNS + """ counted as (select service, ms, turn, sum(turn) over (partition by service order by ms rows unbounded preceding) as down from turns),
      down as (select service, sum(case when turn = 1 then -ms else ms end) as ms from counted
        where (turn = 1 and down = 2) or (turn = -1 and down = 1) group by service)""",
    "named window": """with counted as (select service, "at", sum(case state when 'down' then 1 else -1 end) over w as down, lead("at") over w as next
        from '{folder}/changes.parquet' window w as (partition by service order by "at")),
      down as (select service, sum(epoch_ms(next) - epoch_ms("at")) as ms from counted where down >= 2 group by service)""",
}
CREDIT = """ select s.service, {month}::bigint - coalesce(ms, 0)::bigint as up_ms,
    case when up_ms * 100 < {month}::bigint * 95 then round(amount * 0.5, 2) when up_ms * 100 < {month}::bigint * 99 then round(amount * 0.25, 2)
      when up_ms * 1000 < {month}::bigint * 999 then round(amount * 0.1, 2) else 0 end::decimal(10, 2) as credit
  from '{folder}/services.parquet' s left join down using (service)"""


def duckdb_once(folder, query, every):
    """In a process of its own: the time of the query alone, without the start of Python."""
    import duckdb
    connection = duckdb.connect()
    connection.execute(f"set threads = {THREADS}")
    text = (QUERIES[query] + CREDIT).format(folder=folder, month=MONTH_MS)
    text = text if every else f"select * from ({text}) where credit > 0"
    began = time.perf_counter()
    connection.execute(f"copy ({text}) to '{folder}/duckdb.parquet' (format parquet)")
    print(time.perf_counter() - began)


def child(command):
    """Seconds of wall clock, what it printed, peak memory in MB."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]}: exit code {process.returncode}")
    return time.perf_counter() - began, said, usage.ru_maxrss / 1024


def run_duckdb(folder, query, every=False):
    _, said, memory = child([sys.executable, __file__, "--duckdb", query, "--folder", str(folder)] + (["--every"] if every else []))
    return float(said), memory


def run_makegood(folder, rows="adjusted", form="csv"):
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    seconds, said, memory = child([
        str(MAKEGOOD), "close", "--month", "2026-03", "--as-of", "2026-04-04T06:00:00Z", "--settings", str(folder / "close.json"),
        "--services", str(folder / "services.parquet"), "--changes", str(folder / "changes.parquet"), "--out", str(out),
        "--threads", str(THREADS), "--format", form, "--rows", rows, "--quiet"])
    return seconds, json.loads(said), memory


def generate(folder, count):
    import duckdb
    folder.mkdir(parents=True, exist_ok=True)
    for text in (SERVICES, CHANGES):
        duckdb.connect().execute(text.format(count=count, folder=folder))
    (folder / "standard.json").write_text(json.dumps(POLICY))
    (folder / "close.json").write_text(json.dumps(SETTINGS))


def compare(folder, query, sample):
    """Uptime and credit of sampled services, and that what is adjusted is what is credited."""
    import duckdb
    run_makegood(folder, rows="all", form="parquet")
    run_duckdb(folder, query, every=True)
    theirs = f"select service::varchar as service, up_ms, credit::varchar as credit from '{folder}/duckdb.parquet'"
    ours = f"select service, totalMs - downtimeMs as up_ms, entitlementGross as credit, adjustmentGross from '{folder}/out/adjustments/*.parquet'"
    sampled, differing = duckdb.connect().execute(f"""select count(*), count(*) filter (where t.up_ms is distinct from o.up_ms or t.credit is distinct from o.credit
        or coalesce(o.adjustmentGross, '0.00') <> o.credit)
        from ({theirs} order by hash(service) limit {sample}) t left join ({ours}) o using (service)""").fetchone()
    if sampled != int(sample) or differing:
        sys.exit(f"{differing} of {sampled} sampled services differ from DuckDB")
    changes, = duckdb.connect().execute(f"select count(*) from '{folder}/changes.parquet'").fetchone()
    return f"{sampled} {changes} {duckdb.__version__}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--services", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--duckdb")
    parser.add_argument("--do", choices=["generate", "compare"])
    parser.add_argument("words", nargs="*")
    parser.add_argument("--folder")
    parser.add_argument("--every", action="store_true")
    given = parser.parse_args()
    if given.duckdb:
        return duckdb_once(given.folder, given.duckdb, given.every)
    big, small = ROOT / "target/bench/close", ROOT / "target/bench/close-tenth"
    if given.do:
        return print({"generate": generate, "compare": compare}[given.do](pathlib.Path(given.folder), *given.words))
    # In processes of their own: what a parent holds counts for the peak of its children.
    aside = lambda do, folder, *words: child([sys.executable, __file__, "--do", do, "--folder", str(folder), *map(str, words)])[1]
    aside("generate", big, given.services)
    aside("generate", small, given.services // 10)
    tried = {name: run_duckdb(big, name)[0] for name in QUERIES}
    best = min(tried, key=tried.get)
    times = {"makegood": [], "duckdb": [], "tenth": []}
    memory = {"makegood": [], "duckdb": []}
    for _ in range(given.repeat):
        seconds, summary, peak = run_makegood(big)
        times["makegood"].append(seconds)
        memory["makegood"].append(peak)
        seconds, peak = run_duckdb(big, best)
        times["duckdb"].append(seconds)
        memory["duckdb"].append(peak)
        times["tenth"].append(run_makegood(small)[0])
    sampled, changes, version = aside("compare", big, best, min(10_000, given.services)).split()
    rounded = lambda value: round(value, 3)
    median = {name: statistics.median(of) for name, of in times.items()}
    figures = {
        "services": given.services,
        "changes": int(changes),
        "credited": summary["credited"],
        "threads": THREADS,
        "duckdb": version,
        "duckdb_query": best,
        "makegood_s": rounded(median["makegood"]),
        "duckdb_s": rounded(median["duckdb"]),
        "close_over_duckdb": rounded(statistics.median(a / b for a, b in zip(times["makegood"], times["duckdb"]))),
        "makegood_peak_mb": round(max(memory["makegood"])),
        "duckdb_peak_mb": round(max(memory["duckdb"])),
        "growth_1_to_10": rounded(statistics.median(a / b for a, b in zip(times["makegood"], times["tenth"]))),
        "equal_services": int(sampled),
        "load_average": os.getloadavg()[0],
        "note": "DuckDB: the query alone, writing service, uptime and credit; makegood: the whole process, writing every field",
    }
    (ROOT / "target/bench/close.json").write_text(json.dumps(figures, indent=1) + "\n")
    for folder in (big, small):
        shutil.rmtree(folder)
    print(f"close: {figures['makegood_s']} s for {figures['services']} services, DuckDB {figures['duckdb_s']} s: close_over_duckdb "
          f"{figures['close_over_duckdb']}, {figures['makegood_peak_mb']} MB to {figures['duckdb_peak_mb']} MB, "
          f"tenfold takes {figures['growth_1_to_10']} times as long")


if __name__ == "__main__":
    main()
