/** CommonMark to the editor's document and back. The texts of a document are CommonMark; this is the only door. */
import {
  MarkdownParser,
  MarkdownSerializer,
  defaultMarkdownParser,
  defaultMarkdownSerializer,
} from 'prosemirror-markdown';
import { DOMSerializer, type Node } from 'prosemirror-model';

import { richSchema } from './schema.ts';

// The default tokenizer is CommonMark with HTML off: "<b>" is four characters of text.
const parser = new MarkdownParser(richSchema, defaultMarkdownParser.tokenizer, defaultMarkdownParser.tokens);

// What the library leaves alone, but CommonMark would read as HTML, as an entity or as a list "1)".
const ALSO_SPECIAL = /<|&(?=#?\w+;)|(?<=^\d{1,9})\)(?=\s|$)/gu;

const serializer = new MarkdownSerializer(
  {
    ...defaultMarkdownSerializer.nodes,
    // The hyphen is what people type; the library would write an asterisk, which reads like emphasis.
    bullet_list: (state, node) => state.renderList(node, '  ', () => '- '),
  },
  defaultMarkdownSerializer.marks,
  { escapeExtraCharacters: ALSO_SPECIAL, hardBreakNodeName: 'hard_break' },
);

export function fromMarkdown(text: string): Node {
  return parser.parse(text);
}

/** The text as it is read, to be shown where it is not written: made of the schema's elements alone, HTML stays text. */
export function toDom(text: string): DocumentFragment {
  const made = DOMSerializer.fromSchema(richSchema).serializeFragment(fromMarkdown(text).content);
  if (!(made instanceof DocumentFragment)) throw new TypeError('a fragment of nodes gives a fragment');
  // It is quoted, so the keys do not stop at its links.
  for (const link of made.querySelectorAll('a')) link.tabIndex = -1;
  return made;
}

/** The text of a document; empty where nothing but blank paragraphs is left. */
export function toMarkdown(doc: Node): string {
  return serializer.serialize(doc).trim();
}
