// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';

import { isAllowedLink, readLink } from './links.ts';
import { fromMarkdown, toDom, toMarkdown } from './markdown.ts';
import { cleanPastedHtml } from './paste.ts';
import { richSchema } from './schema.ts';

const TEXTS = [
  'Wer **handeln** wollte, *musste* über die Brücke.',
  'Erster Absatz.\n\nZweiter Absatz.',
  '## Das Haus\n\nText\n\n### Der Keller\n\nText',
  '- Brot\n- Salz\n- Bier',
  '1. gehen\n2. schauen\n3. staunen',
  '3. drei\n4. vier',
  '- außen\n  - innen\n  - innen zwei\n- wieder außen',
  '> Ein Zitat\n>\n> mit zwei Absätzen',
  'Mehr [im Archiv](https://www.erfurt.de/archiv "Stadtarchiv") oder [anrufen](tel:+493616640).',
  'Zur [nächsten Station](station:0198c0de-0000-7000-8000-000000000001).',
  'Zeile eins\\\nZeile zwei',
  'Vorher\n\n---\n\nNachher',
  'Der Befehl `git` und\n\n```\nein Block\n```',
  '***fett und kursiv***, **fett mit *kursiv* darin**',
  'Ein Bild ![Wappen](https://example.org/wappen.png "Titel") mitten im Text.',
  'Preis: 5 € \\* gilt nicht an Feiertagen',
];

describe('rich text', () => {
  it.each(TEXTS)('comes back as it went in: %s', (text) => {
    const doc = fromMarkdown(text);
    expect(fromMarkdown(toMarkdown(doc)).toJSON()).toEqual(doc.toJSON());
  });

  it.each(TEXTS)('is stable once it has been written: %s', (text) => {
    const once = toMarkdown(fromMarkdown(text));
    expect(toMarkdown(fromMarkdown(once))).toBe(once);
  });

  it.each([
    '<b>fett</b> & <script>alert(1)</script>',
    '&amp; bleibt &amp;',
    '1) ist keine Liste',
    '1. auch nicht',
    '# keine Überschrift',
    '- kein Punkt',
    '> kein Zitat',
    '*Sternchen* und _Unterstrich_ und `Strich` und \\',
    '[kein](Verweis) und ![kein](Bild)',
    '+ plus',
    '=== ---',
    '<https://example.org>',
  ])('keeps typed signs as signs: %s', (typed) => {
    const doc = richSchema.node('doc', null, [richSchema.node('paragraph', null, [richSchema.text(typed)])]);
    const back = fromMarkdown(toMarkdown(doc));
    expect(back.childCount).toBe(1);
    expect(back.firstChild?.type.name).toBe('paragraph');
    expect(back.textContent).toBe(typed);
    let marked = false;
    back.descendants((node) => void (marked ||= node.marks.length > 0));
    expect(marked).toBe(false);
  });

  it('is empty where only blank paragraphs are left', () => {
    const doc = richSchema.node('doc', null, [richSchema.node('paragraph'), richSchema.node('paragraph')]);
    expect(toMarkdown(doc)).toBe('');
  });

  it('never turns HTML into anything but letters', () => {
    expect(fromMarkdown('<img src=x onerror=alert(1)>').textContent).toBe('<img src=x onerror=alert(1)>');
  });
});

describe('a link', () => {
  it.each([
    ['https://www.erfurt.de/a?b=c#d', 'https://www.erfurt.de/a?b=c#d'],
    ['http://www.erfurt.de', 'https://www.erfurt.de'],
    ['www.erfurt.de/archiv', 'https://www.erfurt.de/archiv'],
    ['info@erfurt.de', 'mailto:info@erfurt.de'],
    ['0361 / 66 40-0', 'tel:036166400'],
    ['tel:+49 361 6640', 'tel:+493616640'],
    ['station:0198c0de-0000-7000-8000-000000000001', 'station:0198c0de-0000-7000-8000-000000000001'],
  ])('is read from %s', (typed, href) => {
    expect(readLink(typed)).toEqual({ href });
  });

  it.each([
    ['', 'empty'],
    ['javascript:alert(1)', 'scheme'],
    ['ftp://example.org', 'scheme'],
    ['data:text/html,x', 'scheme'],
    ['station:krämerbrücke', 'unreadable'],
    ['gar kein Verweis', 'unreadable'],
    ['erfurt', 'unreadable'],
  ])('is refused for %s: %s', (typed, fault) => {
    expect(readLink(typed)).toEqual({ fault });
  });

  it('may lead to a page, a telephone, a mailbox or a station', () => {
    expect(['https://a.de', 'tel:1', 'mailto:a@b', 'station:x'].every(isAllowedLink)).toBe(true);
    expect(['http://a.de', 'javascript:x', 'file:///x', '//a.de'].some(isAllowedLink)).toBe(false);
  });
});

describe('pasting', () => {
  it('makes a list of the paragraphs that Word writes', () => {
    const word = `<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;</span></span>Brot<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;</span></span>Salz</p>`;
    const clean = cleanPastedHtml(word);
    expect(clean.replace(/\s/gu, '')).toBe('<ul><li>Brot</li><li>Salz</li></ul>');
  });

  it('keeps numbers as a numbered list', () => {
    const word = `<p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>gehen</p>`;
    expect(cleanPastedHtml(word)).toContain('<ol><li>gehen</li></ol>');
  });

  it('drops styles, scripts, comments, pictures and links that are not allowed', () => {
    const clean = cleanPastedHtml(
      '<!--[if gte mso 9]><xml>x</xml><![endif]--><style>p{}</style><p style="color:red" onclick="x()">Ein <a href="javascript:x">Wort</a> und <a href="https://a.de" target="_blank">noch eins</a><img src="/t.gif"></p>',
    );
    expect(clean).toBe('<p>Ein Wort und <a href="https://a.de">noch eins</a></p>');
  });

  it('reads bold and italic from Word’s and Google’s styles', () => {
    const clean = cleanPastedHtml(
      '<b style="font-weight:normal"><span style="font-weight:700">fett</span> <span style="font-style:italic">kursiv</span></b>',
    );
    expect(clean).toContain('<strong>fett</strong>');
    expect(clean).toContain('<em>kursiv</em>');
    expect(clean).not.toContain('<b>');
  });
});

describe('a text that is shown and not written', () => {
  it('is rendered, and what looks like HTML stays text', () => {
    const host = document.createElement('div');
    host.append(toDom('Wer **handeln** wollte: \\<script>alert(1)\\</script> <b>x</b>'));
    expect(host.querySelector('strong')?.textContent).toBe('handeln');
    expect(host.querySelector('script, b')).toBeNull();
    expect(host.textContent).toBe('Wer handeln wollte: <script>alert(1)</script> <b>x</b>');
  });

  it('has no link that leads to a script, and none that the keys stop at', () => {
    const host = document.createElement('div');
    host.append(toDom('[a](javascript:alert(1)) [b](https://example.org)'));
    expect([...host.querySelectorAll('a')].map((link) => [link.getAttribute('href'), link.tabIndex])).toEqual([
      ['https://example.org', -1],
    ]);
  });
});
