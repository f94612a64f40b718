/**
 * Cleans HTML from the clipboard (Word, Outlook, web pages) down to what a rich text may hold.
 * What is left is still HTML: the editor's schema reads it and drops every attribute.
 */
import { isAllowedLink } from './links.ts';

const BULLET = /^[·•§o▪–-]\s*$/u;
const NUMBER = /^\(?\d{1,3}[.)]\s*$/u;

/** `html` as the clipboard gives it → clean HTML without styles, comments, Office elements or foreign links. */
export function cleanPastedHtml(html: string): string {
  const page = new DOMParser().parseFromString(withoutStyles(html), 'text/html');
  for (const element of page.querySelectorAll(
    'style, script, meta, link, title, xml, img, svg, iframe, object',
  )) {
    element.remove();
  }
  wordListsToLists(page.body);
  boldAndItalicToMarks(page.body);
  for (const link of page.querySelectorAll('a')) {
    if (!isAllowedLink(link.getAttribute('href') ?? '')) link.replaceWith(...link.childNodes);
  }
  // A text stands below its block's own heading: its highest is the second.
  for (const heading of page.querySelectorAll('h1')) rename(heading, 'h2');
  removeComments(page.body);
  for (const element of page.body.querySelectorAll('*')) {
    for (const name of element.getAttributeNames()) {
      if (!(element.tagName === 'A' && name === 'href')) element.removeAttribute(name);
    }
  }
  return page.body.innerHTML;
}

/**
 * The page's policy forbids inline styles, and the browser complains of each one that is even parsed:
 * they are kept under another name, for Word says in them what is a list and what is bold.
 */
function withoutStyles(html: string): string {
  return html
    .replace(/<style\b[\s\S]*?<\/style\s*>/giu, '')
    .replace(/<[a-z][^>]*>/giu, (tag) => tag.replace(/\sstyle(?=\s*=)/giu, ' data-style'));
}

function styleOf(element: Element): string {
  return element.getAttribute('data-style') ?? '';
}

/** Word writes a list as paragraphs that begin with their own bullet in a span "mso-list: Ignore". */
function wordListsToLists(body: HTMLElement): void {
  let list: HTMLElement | undefined;
  let previous: Element | undefined;
  for (const paragraph of [...body.querySelectorAll('p')]) {
    const style = styleOf(paragraph);
    if (!/mso-list:\s*l\d/iu.test(style)) continue;
    const kind = takeMarker(paragraph) === 'number' ? 'ol' : 'ul';
    const continues = list?.tagName.toLowerCase() === kind && paragraph.previousElementSibling === previous;
    if (list === undefined || !continues) {
      list = body.ownerDocument.createElement(kind);
      paragraph.before(list);
    }
    const item = body.ownerDocument.createElement('li');
    item.append(...paragraph.childNodes);
    list.append(item);
    paragraph.remove();
    previous = list;
  }
}

function takeMarker(paragraph: Element): 'bullet' | 'number' {
  let kind: 'bullet' | 'number' = 'bullet';
  for (const span of [...paragraph.querySelectorAll('span')]) {
    const text = (span.textContent ?? '').replace(/\u00a0/gu, ' ').trim();
    const ignored = /mso-list:\s*ignore/iu.test(styleOf(span));
    if (!ignored && !BULLET.test(text) && !NUMBER.test(text)) continue;
    if (NUMBER.test(text)) kind = 'number';
    span.remove();
  }
  return kind;
}

/** Google Docs and Word say bold by a style; its weight is the only style that means something here. */
function boldAndItalicToMarks(body: HTMLElement): void {
  for (const span of [...body.querySelectorAll<HTMLElement>('span')]) {
    const style = styleOf(span);
    if (/font-weight:\s*(?:bold|[6-9]00)/iu.test(style)) wrapContent(span, 'strong');
    if (/font-style:\s*italic/iu.test(style)) wrapContent(span, 'em');
  }
  for (const bold of [...body.querySelectorAll<HTMLElement>('b')]) {
    // Google Docs wraps everything in <b style="font-weight:normal">, which is not bold.
    if (/font-weight:\s*(?:normal|400)/iu.test(styleOf(bold))) bold.replaceWith(...bold.childNodes);
  }
}

function wrapContent(element: HTMLElement, name: string): void {
  const mark = element.ownerDocument.createElement(name);
  mark.append(...element.childNodes);
  element.append(mark);
}

function rename(element: Element, name: string): void {
  const renamed = element.ownerDocument.createElement(name);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
}

function removeComments(body: HTMLElement): void {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const comments: Node[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) comment.parentNode?.removeChild(comment);
  for (const office of [...body.querySelectorAll('*')]) {
    // <o:p>, <w:sdt> and their like: keep the words, drop the wrapper.
    if (office.tagName.includes(':')) office.replaceWith(...office.childNodes);
  }
}
