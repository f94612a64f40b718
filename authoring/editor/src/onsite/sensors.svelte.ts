/** Where the phone is and where it points, as it says itself; asked for by a press of a button, and no earlier. */
import { headingOfTilt, mean, type Fix, type Heading, type Mean } from './measuring.ts';

export type Blindness = 'denied' | 'unavailable';

/** What Safari adds to the events of others. */
interface Compass extends DeviceOrientationEvent {
  readonly webkitCompassHeading?: number;
  readonly webkitCompassAccuracy?: number;
}

interface AskingConstructor {
  readonly requestPermission?: () => Promise<'granted' | 'denied'>;
}

/** A fix older than this says little of where one stands now, ms. */
const STALE_MS = 30_000;

export class Sensors {
  on = $state(false);
  fix = $state.raw<Fix>();
  heading = $state.raw<Heading>();
  blind = $state<Blindness>();
  /** The phone was asked for its compass and has none, or may not tell. */
  headless = $state(false);
  /** What is gathered while somebody stands still. */
  gathered = $state.raw<readonly Fix[]>([]);
  gathering = $state(false);
  #watch: number | undefined;

  /** Ask for both; to be called by a press, or Safari refuses. */
  async start(): Promise<void> {
    this.on = true;
    this.blind = undefined;
    this.headless = false;
    // First, and without waiting for anything: the permission is tied to the press.
    const asking = (globalThis.DeviceOrientationEvent as AskingConstructor | undefined)?.requestPermission?.();
    this.#locate();
    const allowed = asking === undefined ? 'granted' : await asking.catch(() => 'denied' as const);
    if (allowed === 'granted') {
      addEventListener('deviceorientationabsolute', this.#turn as EventListener);
      addEventListener('deviceorientation', this.#turn as EventListener);
    } else this.headless = true;
  }

  stop(): void {
    if (this.#watch !== undefined) navigator.geolocation.clearWatch(this.#watch);
    removeEventListener('deviceorientationabsolute', this.#turn as EventListener);
    removeEventListener('deviceorientation', this.#turn as EventListener);
    this.#watch = undefined;
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

  #locate(): void {
    if (!('geolocation' in navigator)) {
      this.blind = 'unavailable';
      return;
    }
    if (this.#watch !== undefined) navigator.geolocation.clearWatch(this.#watch);
    this.#watch = navigator.geolocation.watchPosition(
      ({ coords, timestamp }) => {
        this.blind = undefined;
        this.fix = { lon: coords.longitude, lat: coords.latitude, accuracy_m: coords.accuracy, at: timestamp };
        if (this.gathering) this.gathered = [...this.gathered, this.fix];
      },
      ({ code, PERMISSION_DENIED }) => (this.blind = code === PERMISSION_DENIED ? 'denied' : 'unavailable'),
      { enableHighAccuracy: true, maximumAge: 0, timeout: 30_000 },
    );
  }

  readonly #turn = (event: Compass): void => {
    const { webkitCompassHeading: compass, webkitCompassAccuracy: accuracy = -1, alpha, beta, gamma } = event;
    if (compass !== undefined && accuracy >= 0) this.heading = { deg: compass % 360, accuracy_deg: Math.min(accuracy, 180) };
    // Anything else counts from where the phone happened to lie when it was asked.
    else if ((event.absolute || event.type === 'deviceorientationabsolute') && alpha !== null && beta !== null && gamma !== null)
      this.heading = { deg: headingOfTilt(alpha, beta, gamma) % 360 };
  };
}
