/**
 * The rich text editor itself: ProseMirror, loaded when the first rich text is shown.
 *
 * It keeps no history of its own: every change goes out as CommonMark, and undo comes back in as a new
 * text, so that there is one undo for everything. A change from outside touches only what differs, which
 * leaves the cursor where it is.
 */
import { baseKeymap, chainCommands, exitCode, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands';
import { inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { DOMSerializer, Slice, type MarkType, type Node, type NodeType } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
import { EditorState, TextSelection, type Command, type Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';

import { readLink } from './links.ts';
import { fromMarkdown, toMarkdown } from './markdown.ts';
import { cleanPastedHtml } from './paste.ts';
import { richSchema } from './schema.ts';

const { nodes, marks } = richSchema;
const node = (name: string): NodeType => nodes[name]!;
const mark = (name: string): MarkType => marks[name]!;

/** What the buttons do. */
export const COMMANDS = {
  strong: toggleMark(mark('strong')),
  em: toggleMark(mark('em')),
  heading: toggleHeading(2),
  subheading: toggleHeading(3),
  bullets: toggleList('bullet_list'),
  numbers: toggleList('ordered_list'),
  quote: wrapIn(node('blockquote')),
} as const satisfies Readonly<Record<string, Command>>;
export type CommandName = keyof typeof COMMANDS;

function toggleHeading(level: number): Command {
  return (state, dispatch, view) => {
    const on =
      state.selection.$from.parent.type === node('heading') &&
      state.selection.$from.parent.attrs['level'] === level;
    return (on ? setBlockType(node('paragraph')) : setBlockType(node('heading'), { level }))(
      state,
      dispatch,
      view,
    );
  };
}

function toggleList(name: 'bullet_list' | 'ordered_list'): Command {
  return (state, dispatch, view) =>
    listAround(state)?.type === node(name)
      ? liftListItem(node('list_item'))(state, dispatch, view)
      : wrapInList(node(name), { tight: true })(state, dispatch, view);
}

function listAround(state: EditorState): Node | undefined {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const around = $from.node(depth);
    if (around.type === node('bullet_list') || around.type === node('ordered_list')) return around;
  }
  return undefined;
}

const hardBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(node('hard_break').create()).scrollIntoView());
  return true;
};

const keys = keymap({
  'Mod-b': COMMANDS.strong,
  'Mod-i': COMMANDS.em,
  'Shift-Enter': chainCommands(exitCode, hardBreak),
  Enter: splitListItem(node('list_item')),
  'Mod-]': sinkListItem(node('list_item')),
  'Mod-[': liftListItem(node('list_item')),
});

const typing = inputRules({
  rules: [
    wrappingInputRule(/^\s*[-*]\s$/u, node('bullet_list'), { tight: true }),
    wrappingInputRule(/^(\d+)\.\s$/u, node('ordered_list'), (match) => ({
      order: Number(match[1]),
      tight: true,
    })),
    wrappingInputRule(/^>\s$/u, node('blockquote')),
    textblockTypeInputRule(/^(#{2,3})\s$/u, node('heading'), (match) => ({ level: match[1]!.length })),
  ],
});

export interface RichStart {
  readonly host: HTMLElement;
  readonly markdown: string;
  readonly editable: () => boolean;
  readonly attributes: () => Readonly<Record<string, string>>;
  readonly onchange: (markdown: string) => void;
  /** Anything that changes which buttons are pressed. */
  readonly onstate: () => void;
  readonly onlink: () => void;
  readonly onblur: () => void;
}

/** One mounted rich text. */
export class RichView {
  readonly #view: EditorView;
  #written: string;

  constructor(private readonly start: RichStart) {
    this.#written = start.markdown;
    this.#view = new EditorView(start.host, {
      state: EditorState.create({
        doc: fromMarkdown(start.markdown),
        plugins: [keymap({ 'Mod-k': () => (start.onlink(), true) }), keys, keymap(baseKeymap), typing],
      }),
      editable: start.editable,
      attributes: () => ({ ...start.attributes() }),
      transformPastedHTML: cleanPastedHtml,
      clipboardTextParser: (text) => Slice.maxOpen(fromMarkdown(text).content),
      handlePaste: (view, event) => this.#linkOverSelection(view, event),
      handleDOMEvents: { blur: () => (start.onblur(), false) },
      dispatchTransaction: (transaction) => this.#dispatch(transaction),
    });
  }

  #dispatch(transaction: Transaction): void {
    this.#view.updateState(this.#view.state.apply(transaction));
    if (transaction.docChanged && transaction.getMeta('outside') !== true) {
      this.#written = toMarkdown(this.#view.state.doc);
      this.start.onchange(this.#written);
    }
    this.start.onstate();
  }

  /** An address pasted over selected words makes them a link. */
  #linkOverSelection(view: EditorView, event: ClipboardEvent): boolean {
    const text = event.clipboardData?.getData('text/plain').trim() ?? '';
    if (view.state.selection.empty || !/^https?:\/\/\S+$/u.test(text)) return false;
    const reading = readLink(text);
    if (!('href' in reading)) return false;
    this.link(reading.href);
    return true;
  }

  /** Shows a text that came from elsewhere; the one that this view wrote is there already. */
  show(markdown: string): void {
    if (markdown === this.#written) return;
    this.#written = markdown;
    const { state } = this.#view;
    const doc = fromMarkdown(markdown);
    const from = state.doc.content.findDiffStart(doc.content);
    const ends = state.doc.content.findDiffEnd(doc.content);
    if (from === null || ends === null) return;
    // The differing stretches may overlap where letters repeat: the shorter one is stretched.
    const overlap = Math.max(0, from - Math.min(ends.a, ends.b));
    const change = state.tr.replace(from, ends.a + overlap, doc.slice(from, ends.b + overlap));
    this.#view.dispatch(change.setMeta('outside', true));
  }

  /** Reads `editable` and the attributes anew. */
  refresh(): void {
    this.#view.setProps({});
  }

  run(name: CommandName): void {
    COMMANDS[name](this.#view.state, this.#view.dispatch, this.#view);
    this.#view.focus();
  }

  isOn(name: CommandName): boolean {
    const { state } = this.#view;
    const { $from, from, to, empty } = state.selection;
    if (name === 'strong' || name === 'em') {
      return empty
        ? mark(name).isInSet(state.storedMarks ?? $from.marks()) !== undefined
        : state.doc.rangeHasMark(from, to, mark(name));
    }
    if (name === 'heading' || name === 'subheading') {
      return (
        $from.parent.type === node('heading') && $from.parent.attrs['level'] === (name === 'heading' ? 2 : 3)
      );
    }
    if (name === 'quote') return this.#within('blockquote');
    return listAround(state)?.type === node(name === 'bullets' ? 'bullet_list' : 'ordered_list');
  }

  #within(name: string): boolean {
    const { $from } = this.#view.state.selection;
    for (let depth = $from.depth; depth > 0; depth -= 1)
      if ($from.node(depth).type === node(name)) return true;
    return false;
  }

  /**
   * Knows what is selected now. The browser tells a moment later, and no more once something else has the focus:
   * whoever selects words and asks for a link at once would lose them.
   */
  takeSelection(): void {
    const { state } = this.#view;
    const { anchorNode, anchorOffset, focusNode, focusOffset } = document.getSelection() ?? {};
    if (!this.#view.hasFocus() || !anchorNode || !focusNode || !this.#view.dom.contains(anchorNode)) return;
    const anchor = this.#view.posAtDOM(anchorNode, anchorOffset ?? 0);
    const head = this.#view.posAtDOM(focusNode, focusOffset ?? 0);
    const selection = TextSelection.between(state.doc.resolve(anchor), state.doc.resolve(head));
    if (!selection.eq(state.selection)) this.#view.dispatch(state.tr.setSelection(selection));
  }

  /** The address of the link at the cursor. */
  get href(): string {
    const { $from, from, to } = this.#view.state.selection;
    const here = mark('link').isInSet($from.marks());
    if (here) return String(here.attrs['href']);
    let found = '';
    this.#view.state.doc.nodesBetween(from, to, (each) => {
      const link = mark('link').isInSet(each.marks);
      if (link) found = String(link.attrs['href']);
    });
    return found;
  }

  /** Whether words are selected that a link could be put on. */
  get selectsWords(): boolean {
    return !this.#view.state.selection.empty;
  }

  /** Puts a link on the selected words, on the link at the cursor, or writes the address as words. "" takes it away. */
  link(href: string): void {
    const { state } = this.#view;
    const range = state.selection.empty
      ? this.#linkRange()
      : { from: state.selection.from, to: state.selection.to };
    const change = state.tr;
    if (range !== undefined) {
      change.removeMark(range.from, range.to, mark('link'));
      if (href !== '') change.addMark(range.from, range.to, mark('link').create({ href }));
    } else if (href !== '') {
      const words = href.replace(/^(?:https:\/\/|mailto:|tel:)/u, '');
      change.replaceSelectionWith(richSchema.text(words, [mark('link').create({ href })]), false);
    }
    this.#view.dispatch(change);
    this.#view.focus();
  }

  #linkRange(): { from: number; to: number } | undefined {
    const { $from } = this.#view.state.selection;
    const link = mark('link').isInSet($from.marks());
    if (!link) return undefined;
    let from = $from.pos - $from.textOffset;
    let to = from;
    let index = $from.index();
    while (index > 0 && link.isInSet($from.parent.child(index - 1).marks))
      from -= $from.parent.child((index -= 1)).nodeSize;
    for (
      index = $from.index();
      index < $from.parent.childCount && link.isInSet($from.parent.child(index).marks);
      index += 1
    ) {
      to += $from.parent.child(index).nodeSize;
    }
    return { from, to };
  }

  focus(): void {
    this.#view.focus();
  }

  /** Puts the cursor to the end, as somebody does who wants to write on. */
  focusEnd(): void {
    const end = TextSelection.atEnd(this.#view.state.doc);
    this.#view.dispatch(this.#view.state.tr.setSelection(end));
    this.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }
}

/** Shows a text as it will be read, to look at only. */
export function showRich(host: HTMLElement, markdown: string): void {
  host.replaceChildren(
    DOMSerializer.fromSchema(richSchema).serializeFragment(fromMarkdown(markdown).content),
  );
}
