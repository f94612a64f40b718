/** A page that nobody sees is not painted: what waits for a frame is done after this time all the same, ms. */
const LATEST_MS = 200;

/**
 * Do it once the page has shown what was just done: what a person does not wait for (drawing the canvas, writing to the
 * disk) takes many times as long as a letter or a row, and may follow a frame later. The answer calls it off.
 */
export function afterPaint(deed: () => void): () => void {
  let off = false;
  const cancel = () => {
    off = true;
    clearTimeout(latest);
    cancelAnimationFrame(frame);
  };
  const run = () => {
    if (off) return;
    cancel();
    deed();
  };
  const latest = window.setTimeout(run, LATEST_MS);
  // A message that is posted in a frame comes after its paint, and after the presses and letters that wait by then.
  const frame = requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      run();
    };
    port2.postMessage(null);
  });
  return cancel;
}
