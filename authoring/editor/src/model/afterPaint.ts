/** A page that nobody sees is not painted: what waits for a frame is done after this time all the same, ms. */
const LATEST_MS = 200;

/**
 * Do it once the page has shown what was just done: what a person does not wait for (drawing the canvas, writing to the
 * disk) takes many times as long as a letter or a row, and may follow a frame later. The answer calls it off.
 */
export function afterPaint(deed: () => void): () => void {
  let timer = window.setTimeout(() => {
    cancelAnimationFrame(frame);
    deed();
  }, LATEST_MS);
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    timer = window.setTimeout(deed);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
