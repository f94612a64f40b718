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
const FRAME: MediaTrackConstraints = { facingMode: { ideal: 'environment' }, width: { ideal: 640 }, height: { ideal: 480 } };
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
export async function openCamera(video: HTMLVideoElement, ended: () => void): Promise<() => void> {
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: FRAME });
  } catch (fault) {
    throw new BlindError((fault instanceof DOMException && WHY[fault.name]) || 'busy');
  }
  const close = () => {
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
  return close;
}
