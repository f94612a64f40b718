/** The phone's camera, and why there is none. Nothing of what it sees leaves the page. */

/** Refused by the person or the browser; not there; in use by somebody else. */
export type Blind = 'denied' | 'none' | 'busy';

export class BlindError extends Error {
  override readonly name = 'BlindError';

  constructor(readonly why: Blind) {
    super(why);
  }
}

/** MindAR was made for frames of this size; more only makes it slow. */
const SMALL = [640, 480] as const;
/** What is small in the camera's picture is read from more pixels. */
export const FINE = [1280, 960] as const;
const WHY: Readonly<Record<string, Blind>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
};

/** Whether a page may ask for a camera at all: over HTTPS, in a browser that has the word for it. */
export function mayAskForCamera(): boolean {
  return typeof navigator.mediaDevices?.getUserMedia === 'function';
}

/** Let the camera run in `video`; what is given back switches it off. Rejects with a BlindError. */
export async function openCamera(
  video: HTMLVideoElement,
  ended: () => void,
  [width, height]: readonly [number, number] = SMALL,
): Promise<() => void> {
  let stream: MediaStream;
  const frame = { facingMode: { ideal: 'environment' }, width: { ideal: width }, height: { ideal: height } };
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: frame });
  } catch (fault) {
    throw new BlindError((fault instanceof DOMException && WHY[fault.name]) || 'busy');
  }
  // A page that was hidden comes back with a film that stands.
  const resume = () => void (document.hidden || video.play().catch(() => {}));
  const close = () => {
    document.removeEventListener('visibilitychange', resume);
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  for (const track of stream.getVideoTracks()) track.addEventListener('ended', ended);
  video.srcObject = stream;
  try {
    await video.play();
  } catch {
    close();
    throw new BlindError('busy');
  }
  document.addEventListener('visibilitychange', resume);
  return close;
}
