/** Words and signs that turn towards the visitor: dark on light, whatever lies behind them. */
import { CanvasTexture, Sprite, SpriteMaterial, SRGBColorSpace } from 'three';

/** How high a line stands in the world at scale 1, m. */
const LINE_M = 0.12;
const LINE_PX = 64;
const PADDING_PX = 28;
const SIGN_M = 0.3;
const SIGN_PX = 96;
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
  const sprite = facing(canvas, LINE_M / LINE_PX);
  // It stands on the place that it was given.
  sprite.center.set(0.5, 0);
  return sprite;
}

/** A loudspeaker, for those who place what nobody sees. */
export function soundSign(): Sprite {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIGN_PX;
  const pen = canvas.getContext('2d');
  if (pen === null) return new Sprite();
  pen.scale(SIGN_PX / 24, SIGN_PX / 24);
  pen.fillStyle = '#fffdf7';
  pen.beginPath();
  pen.arc(12, 12, 12, 0, 2 * Math.PI);
  pen.fill();
  pen.strokeStyle = pen.fillStyle = '#1c211e';
  pen.lineWidth = 1.6;
  pen.lineCap = pen.lineJoin = 'round';
  pen.stroke(new Path2D('M14.5 9.5a3.5 3.5 0 0 1 0 5M17 7a7 7 0 0 1 0 10'));
  pen.fill(new Path2D('M11.5 6.5v11l-4-3.5H5v-4h2.5z'));
  const sign = facing(canvas, SIGN_M / SIGN_PX);
  // Seen also where something stands before it.
  sign.material.depthTest = false;
  sign.renderOrder = 1;
  return sign;
}

function facing(canvas: HTMLCanvasElement, metres: number): Sprite {
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  const sprite = new Sprite(new SpriteMaterial({ map: texture, transparent: true }));
  sprite.scale.set(canvas.width * metres, canvas.height * metres, 1);
  return sprite;
}
