/**
 * What a rich text may hold: CommonMark without HTML, no more and no less, so that every text of a
 * document survives being opened here. Pictures inside a text are kept but not fetched: a story has
 * blocks for pictures, and an address in a text may belong to somebody else's server.
 */
import { schema as commonMark } from 'prosemirror-markdown';
import { Schema } from 'prosemirror-model';

const pictureKept = {
  ...commonMark.spec.nodes.get('image'),
  toDOM: (node: { attrs: Record<string, unknown> }) =>
    ['span', { class: 'rich-picture' }, String(node.attrs['alt'] ?? node.attrs['src'] ?? '')] as const,
  parseDOM: [],
};

export const richSchema = new Schema({
  nodes: commonMark.spec.nodes.update('image', pictureKept as never),
  marks: commonMark.spec.marks,
});
