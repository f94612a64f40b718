/**
 * Do it once the page has shown what was just done: drawing the canvas takes many times as long as a letter or a
 * row, and may follow a frame later. The answer calls it off.
 */
export function afterPaint(deed: () => void): () => void {
  let timer = 0;
  const frame = requestAnimationFrame(() => (timer = window.setTimeout(deed)));
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
