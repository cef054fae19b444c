// Instants in the zone of the page, spans, and the marks of a time axis. Times only: nothing here knows money.

import { utcTicks } from "d3-time";

const DAY = 86_400_000;

/** A mark of an axis. */
export interface Tick {
  at: number;
  label: string;
  /** A second line where the day begins, or at the first mark. */
  day: string;
}

/** Writes instants for people. */
export class Clock {
  readonly zone: string;
  private readonly locale: string | undefined;

  /** A zone or locale that the browser does not know falls back to UTC and the browser's own. */
  constructor(zone: string, locale: string) {
    this.locale = known(() => new Intl.DateTimeFormat(locale.replace("_", "-"))) ? locale.replace("_", "-") : undefined;
    this.zone = knownZone(zone);
  }

  /** "2026-03-10 12:00" in the page's zone; seconds where there are any. */
  full(at: string | number): string {
    return civil(at, this.zone);
  }

  /** "2026-03-10" */
  date(at: string | number): string {
    return this.full(at).slice(0, 10);
  }

  /** The time first: "12:00 (2026-03-10)". */
  since(at: string): string {
    const [date, time] = this.full(at).split(" ");
    return time === undefined ? String(date) : `${time} (${date})`;
  }

  /** A month, `2026-03`. */
  month(month: string): string {
    if (!/^\d{4}-\d\d$/.test(month)) return month;
    return new Intl.DateTimeFormat(this.locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${month}-01T00:00:00Z`));
  }

  /** "2026-03-04 12:00 UTC" */
  utc(at: string | number): string {
    return `${civil(at, "UTC")} UTC`;
  }

  /** About `count` marks on round local times between two instants. */
  ticks(from: number, to: number, count: number): Tick[] {
    const shift = offset(from, this.zone);
    const local = utcTicks(new Date(from + shift), new Date(to + offset(to, this.zone)), Math.max(2, count)).map((date) => date.getTime());
    const step = local.length > 1 ? (local[1] as number) - (local[0] as number) : to - from;
    let shown = "";
    return local.map((wall) => ({ at: this.fromWall(wall), wall })).filter(({ at }) => at >= from && at <= to).map(({ at, wall }) => {
      const [day = "", time = ""] = this.full(at).split(" ");
      if (step >= DAY) return { at, label: day, day: "" };
      const news = day === shown && wall % DAY !== 0 ? "" : day;
      shown = day;
      return { at, label: time, day: news };
    });
  }

  private fromWall(wall: number): number {
    const guess = wall - offset(wall, this.zone);
    return wall - offset(guess, this.zone);
  }
}

/** An instant in a zone: "2026-03-10 12:00", with seconds where there are any; what is no instant stays as it is. */
export function civil(at: string | number, zone: string): string {
  const ms = new Date(at).getTime();
  if (Number.isNaN(ms)) return String(at);
  const wall = new Date(ms + offset(ms, zone)).toISOString();
  return `${wall.slice(0, 10)} ${wall.slice(11, wall.slice(17, 19) === "00" ? 16 : 19)}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Local time minus UTC at an instant, in milliseconds. */
function offset(at: number, zone: string): number {
  if (zone === "UTC") return 0;
  let format = formats.get(zone);
  if (!format) {
    formats.set(zone, format = new Intl.DateTimeFormat("en", {
      year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23", calendar: "gregory", numberingSystem: "latn", timeZone: zone,
    }));
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const wall = Date.UTC(part["year"] ?? 0, (part["month"] ?? 1) - 1, part["day"], part["hour"], part["minute"], part["second"]);
  return wall - Math.floor(at / 1000) * 1000;
}

/** A zone that this browser knows: the one that is asked for, else UTC. */
export function knownZone(zone: string): string {
  return known(() => new Intl.DateTimeFormat("en", { timeZone: zone })) ? zone : "UTC";
}

function known(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}
