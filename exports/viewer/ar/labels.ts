/** Words that turn towards the visitor: dark on light, whatever lies behind them. */
import { CanvasTexture, Sprite, SpriteMaterial, SRGBColorSpace } from 'three';

/** How high a line stands in the world at scale 1, m. */
const LINE_M = 0.12;
const LINE_PX = 64;
const PADDING_PX = 28;
const MOST_LETTERS = 26;
const FACE = '600 44px "Source Sans 3 Variable", system-ui, sans-serif';

/** Words in lines of some 26 letters; a longer word has a line of its own. Pure. */
export function linesOf(words: string, most: number = MOST_LETTERS): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of words.split('\n')) {
    let line = '';
    for (const word of paragraph.split(/\s+/u)) {
      if (line !== '' && line.length + 1 + word.length > most) {
        lines.push(line);
        line = word;
      } else {
        line = line === '' ? word : `${line} ${word}`;
      }
    }
    lines.push(line);
  }
  return lines;
}

export function label(words: string): Sprite {
  const lines = linesOf(words);
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (pen === null) return new Sprite();
  pen.font = FACE;
  const width = Math.max(...lines.map((line) => pen.measureText(line).width)) + 2 * PADDING_PX;
  canvas.width = Math.ceil(width);
  canvas.height = lines.length * LINE_PX + PADDING_PX;
  // A canvas forgets its face when its size is set.
  pen.font = FACE;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillStyle = '#fffdf7';
  pen.beginPath();
  pen.roundRect(0, 0, canvas.width, canvas.height, 24);
  pen.fill();
  pen.fillStyle = '#1c211e';
  lines.forEach((line, index) =>
    pen.fillText(line, canvas.width / 2, PADDING_PX / 2 + (index + 0.5) * LINE_PX),
  );
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  const sprite = new Sprite(new SpriteMaterial({ map: texture, transparent: true }));
  const metres = LINE_M / LINE_PX;
  sprite.scale.set(canvas.width * metres, canvas.height * metres, 1);
  // It stands on the place that it was given.
  sprite.center.set(0.5, 0);
  return sprite;
}
