// Instants in the zone of the page, spans, and the marks of a time axis. Times only: nothing here knows money.

import { utcTicks } from "d3-time";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

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
  private readonly formats = new Map<string, Intl.DateTimeFormat>();

  /** A zone or locale that the browser does not know falls back to UTC and the browser's own. */
  constructor(zone: string, locale: string) {
    this.locale = known(() => new Intl.DateTimeFormat(locale.replace("_", "-"))) ? locale.replace("_", "-") : undefined;
    this.zone = known(() => new Intl.DateTimeFormat("en", { timeZone: zone })) ? zone : "UTC";
  }

  /** Date and time; seconds where there are any. */
  full(at: string | number): string {
    return this.write(at, { dateStyle: "medium", timeStyle: new Date(at).getTime() % MINUTE === 0 ? "short" : "medium" });
  }

  date(at: string | number): string {
    return this.write(at, { dateStyle: "medium" });
  }

  /** Only the time when `at` is on the same day as `now`, else date and time; no seconds. */
  short(at: string, now: string): string {
    return this.date(at) === this.date(now) ? this.write(at, { timeStyle: "short" }) : this.write(at, { dateStyle: "medium", timeStyle: "short" });
  }

  /** A civil date, `2026-04-15`: no zone moves it. */
  day(date: string): string {
    return this.write(`${date}T00:00:00Z`, { dateStyle: "long" }, "UTC");
  }

  /** A month, `2026-03`. */
  month(month: string): string {
    return /^\d{4}-\d\d$/.test(month) ? this.write(`${month}-01T00:00:00Z`, { month: "long", year: "numeric" }, "UTC") : month;
  }

  /** "2026-03-04 12:00:00 UTC" */
  utc(at: string | number): string {
    const date = new Date(at);
    return Number.isNaN(date.getTime()) ? String(at) : `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`;
  }

  /** About `count` marks on round local times between two instants. */
  ticks(from: number, to: number, count: number): Tick[] {
    const shift = this.offset(from);
    const local = utcTicks(new Date(from + shift), new Date(to + this.offset(to)), Math.max(2, count)).map((date) => date.getTime());
    const step = local.length > 1 ? (local[1] as number) - (local[0] as number) : to - from;
    let shown = "";
    return local.map((wall) => ({ at: this.fromWall(wall), wall })).filter(({ at }) => at >= from && at <= to).map(({ at, wall }) => {
      const day = this.write(at, { day: "numeric", month: "short" });
      if (step >= DAY) return { at, label: day, day: "" };
      const time = this.write(at, step < MINUTE ? { timeStyle: "medium" } : { timeStyle: "short" });
      const news = day === shown && wall % DAY !== 0 ? "" : day;
      shown = day;
      return { at, label: time, day: news };
    });
  }

  private fromWall(wall: number): number {
    const guess = wall - this.offset(wall);
    return wall - this.offset(guess);
  }

  /** Local time minus UTC at an instant, in milliseconds. */
  private offset(at: number): number {
    if (this.zone === "UTC") return 0;
    const part = Object.fromEntries(this.format({
      year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23", calendar: "gregory", numberingSystem: "latn",
    }, this.zone).formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const wall = Date.UTC(part["year"] ?? 0, (part["month"] ?? 1) - 1, part["day"], part["hour"], part["minute"], part["second"]);
    return wall - Math.floor(at / 1000) * 1000;
  }

  private write(at: string | number, options: Intl.DateTimeFormatOptions, zone = this.zone): string {
    const date = new Date(at);
    return Number.isNaN(date.getTime()) ? String(at) : this.format(options, zone).format(date);
  }

  private format(options: Intl.DateTimeFormatOptions, zone: string): Intl.DateTimeFormat {
    const key = JSON.stringify([options, zone]);
    let format = this.formats.get(key);
    if (!format) this.formats.set(key, format = new Intl.DateTimeFormat(this.locale, { ...options, timeZone: zone }));
    return format;
  }
}

function known(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}
