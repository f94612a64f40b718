/** Something that takes its time from a press until its end: a recording, a film, or a line that is read. */

export class Playback {
  readonly #element: HTMLMediaElement | undefined;
  readonly #lasts: number;
  #began = 0;
  #running = false;

  /** Without an element it lasts as long as it is said to, s. */
  constructor(element: HTMLMediaElement | undefined, lasts: number) {
    this.#element = element;
    this.#lasts = lasts;
  }

  /** From the beginning; to be asked from a press. Rejects where the file cannot be had. */
  async start(): Promise<void> {
    this.#running = true;
    this.#began = performance.now();
    if (this.#element === undefined) return;
    this.#element.currentTime = 0;
    try {
      await this.#element.play();
    } catch (fault) {
      // Stopped before it could begin is no fault.
      if (!this.#running) return;
      this.#running = false;
      throw fault;
    }
  }

  stop(): void {
    this.#running = false;
    this.#element?.pause();
  }

  /** How far it is, s; −1 before it begins and after it has ended. */
  get time(): number {
    if (!this.#running) return -1;
    const time = this.#element?.currentTime ?? (performance.now() - this.#began) / 1000;
    const over = this.#element === undefined ? time >= this.#lasts : this.#element.ended || this.#element.paused;
    if (!over) return time;
    this.#running = false;
    return -1;
  }
}
