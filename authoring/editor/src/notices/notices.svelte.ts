/** What just happened: shown for a while at the lower edge, and told to screen readers. */

export interface Notice {
  readonly id: number;
  readonly text: string;
  /** A way back or onward, such as undo. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Long enough to read and to reach the button; while pointed at or focused it stays. */
const SHOWN_MS = 8_000;

class Notices {
  shown = $state.raw<readonly Notice[]>([]);
  /** Told and not shown: what the eye sees anyway. */
  said = $state('');
  #last = 0;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  show(text: string, action?: Notice['action']): void {
    this.#last += 1;
    const notice = { id: this.#last, text, ...(action && { action }) };
    // Two at once are enough: a third would cover the work.
    this.shown = [...this.shown.slice(-1), notice];
    this.leave(notice.id);
  }

  /** Keep the notice while it is pointed at or focused. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
  }

  leave(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.set(id, setTimeout(() => this.dismiss(id), SHOWN_MS));
  }

  dismiss(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.shown = this.shown.filter((notice) => notice.id !== id);
  }

  /** Tell a screen reader what moved where. */
  say(text: string): void {
    // The same sentence twice would not be spoken again.
    this.said = this.said === text ? `${text}\u00a0` : text;
  }
}

export const notices = new Notices();
