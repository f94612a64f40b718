/** Where the phone is and where it points, as it says itself; asked for by a press of a button, and no earlier. */
import { askForAttitude, watchAttitude, watchPlace, type Fix, type Unplaced } from '$viewer/ar/sensing.ts';
import { mean, type Heading, type Mean } from './measuring.ts';

/** A fix older than this says little of where one stands now, ms. */
const STALE_MS = 30_000;

export class Sensors {
  on = $state(false);
  fix = $state.raw<Fix>();
  heading = $state.raw<Heading>();
  blind = $state<Unplaced>();
  /** The phone was asked for its compass and has none, or may not tell. */
  headless = $state(false);
  /** What is gathered while somebody stands still. */
  gathered = $state.raw<readonly Fix[]>([]);
  gathering = $state(false);
  #ends: (() => void)[] = [];

  /** Ask for both; to be called by a press, or Safari refuses. */
  async start(): Promise<void> {
    this.on = true;
    this.blind = undefined;
    this.headless = false;
    this.#forget();
    // First, and without waiting for anything: the permission is tied to the press.
    const asking = askForAttitude();
    const ends = (this.#ends = [this.#locate()]);
    const allowed = await asking;
    if (ends !== this.#ends) return;
    if (allowed) ends.push(watchAttitude(({ heading_deg: deg, accuracy_deg }) => (this.heading = { deg, accuracy_deg })));
    else this.headless = true;
  }

  stop(): void {
    this.#forget();
    this.on = this.gathering = false;
  }

  /** Begin to gather fixes for a mean, from the next one on. */
  gather(): void {
    this.gathered = [];
    this.gathering = true;
  }

  /** The mean of what was gathered since. */
  gatherNoMore(): Mean | undefined {
    this.gathering = false;
    return mean(this.gathered);
  }

  /** Where one is as far as is known: what was gathered, else the last fix if it is not old. */
  get position(): Mean | undefined {
    if (this.gathered.length > 0) return mean(this.gathered);
    return this.fix !== undefined && Date.now() - this.fix.at < STALE_MS ? mean([this.fix]) : undefined;
  }

  #locate(): () => void {
    return watchPlace({
      fixed: (fix) => {
        this.blind = undefined;
        this.fix = fix;
        if (this.gathering) this.gathered = [...this.gathered, fix];
      },
      unplaced: (why) => (this.blind = why),
    });
  }

  #forget(): void {
    for (const end of this.#ends) end();
    this.#ends = [];
  }
}
