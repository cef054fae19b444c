// Asks the panel again every so many seconds, while the page can be seen.

import type { ReactiveController, ReactiveControllerHost } from "lit";

export class Polling implements ReactiveController {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private due = false;
  private readonly onVisible = (): void => {
    if (!document.hidden && this.due) void this.ask();
  };

  /**
   * @param seconds read before each wait; 0 or less: never
   * @param load what is asked; it does not throw
   */
  constructor(
    host: ReactiveControllerHost,
    private readonly seconds: () => number,
    private readonly load: () => Promise<void>,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener("visibilitychange", this.onVisible);
    this.wait();
  }

  hostDisconnected(): void {
    document.removeEventListener("visibilitychange", this.onVisible);
    clearTimeout(this.timer);
  }

  private wait(): void {
    clearTimeout(this.timer);
    const seconds = this.seconds();
    this.timer = setTimeout(() => {
      this.due = true;
      if (!document.hidden) void this.ask();
    }, (seconds > 0 ? seconds : 60) * 1000);
  }

  private async ask(): Promise<void> {
    this.due = false;
    if (this.seconds() > 0) await this.load();
    this.wait();
  }
}
