/** Records from the microphone: asks for it, shows how loud it is, and hands over every second as it is spoken. */
import { judged, onMeter, peakDb, type Loudness } from './level.ts';

/** What browsers record, the best first: all of it is taken by the server. */
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'] as const;
const PIECE_MS = 1000;
/** What was loudest is shown for this long, ms: a meter that jumps tells nothing. */
const HELD_MS = 700;

export type Refusal = 'denied' | 'missing' | 'unsupported';

export interface Piece {
  readonly data: Blob;
  readonly number: number;
  readonly seconds: number;
}

export class Recorder {
  state = $state<'asking' | 'ready' | 'recording' | 'paused' | 'refused'>('asking');
  refusal = $state<Refusal>('missing');
  level = $state(0);
  loudness = $state<Loudness>('quiet');
  seconds = $state(0);
  type = '';
  #stream: MediaStream | undefined;
  #media: MediaRecorder | undefined;
  #context: AudioContext | undefined;
  #frame = 0;
  #before = 0;
  #since = 0;
  #held = { db: -Infinity, at: 0 };
  #closed = false;

  constructor(private readonly hear: (piece: Piece) => void) {}

  /** Ask for the microphone. A person may say no, and there may be none. */
  async open(): Promise<void> {
    this.state = 'asking';
    this.type = globalThis.MediaRecorder === undefined ? '' : (TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? '');
    // Without HTTPS browsers have no `mediaDevices` at all, whatever the types say.
    if (this.type === '' || (navigator.mediaDevices as MediaDevices | undefined) === undefined) {
      this.#refuse('unsupported');
      return;
    }
    try {
      // A voice is told to people, not to a telephone: nothing is filtered out of it.
      const audio = { channelCount: 1, echoCancellation: false, autoGainControl: false, noiseSuppression: false };
      this.#stream = await navigator.mediaDevices.getUserMedia({ audio });
    } catch (fault) {
      this.#refuse(fault instanceof DOMException && fault.name === 'NotAllowedError' ? 'denied' : 'missing');
      return;
    }
    if (this.#closed) {
      this.close();
      return;
    }
    this.#listen(this.#stream);
    this.state = 'ready';
  }

  /** Begin a take. */
  start(): void {
    if (this.#stream === undefined || this.state !== 'ready') return;
    const media = new MediaRecorder(this.#stream, { mimeType: this.type, audioBitsPerSecond: 128_000 });
    let number = 0;
    media.addEventListener('dataavailable', ({ data }) => {
      if (data.size > 0) this.hear({ data, number: number++, seconds: this.#now() });
    });
    this.#media = media;
    this.#before = 0;
    this.#since = performance.now();
    media.start(PIECE_MS);
    this.state = 'recording';
  }

  pause(): void {
    if (this.state !== 'recording') return;
    this.#before = this.#now();
    this.#media?.pause();
    this.state = 'paused';
  }

  resume(): void {
    if (this.state !== 'paused') return;
    this.#since = performance.now();
    this.#media?.resume();
    this.state = 'recording';
  }

  /** End the take; resolves when its last piece was handed over. */
  async stop(): Promise<void> {
    const media = this.#media;
    if (media === undefined || media.state === 'inactive') return;
    this.#before = this.#now();
    this.state = 'ready';
    const ended = new Promise((done) => media.addEventListener('stop', done, { once: true }));
    media.stop();
    await ended;
  }

  /** Let the microphone go. */
  close(): void {
    this.#closed = true;
    cancelAnimationFrame(this.#frame);
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    void this.#context?.close().catch(() => undefined);
    this.#context = undefined;
  }

  #refuse(why: Refusal): void {
    this.refusal = why;
    this.state = 'refused';
  }

  #now(): number {
    return this.state === 'recording' ? this.#before + (performance.now() - this.#since) / 1000 : this.#before;
  }

  #listen(stream: MediaStream): void {
    this.#context = new AudioContext();
    const analyser = this.#context.createAnalyser();
    analyser.fftSize = 2048;
    this.#context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const look = (at: number) => {
      analyser.getFloatTimeDomainData(samples);
      const db = peakDb(samples);
      if (db >= this.#held.db || at - this.#held.at > HELD_MS) this.#held = { db, at };
      this.level = Math.round(onMeter(db) * 100) / 100;
      this.loudness = judged(this.#held.db);
      this.seconds = this.#now();
      this.#frame = requestAnimationFrame(look);
    };
    this.#frame = requestAnimationFrame(look);
  }
}
