import { describe, expect, it } from 'vitest';

import { answerOfKind, readWords } from './quiz.ts';

describe('a quiz', () => {
  const choice = {
    kind: 'choice',
    options: [{ text: { de: 'Brot' }, correct: true }, { text: { de: 'Salz' } }],
  };

  it('keeps its words when options become things to order, and back', () => {
    const order = answerOfKind('order', choice);
    expect(order).toEqual({ kind: 'order', items: [{ de: 'Brot' }, { de: 'Salz' }] });
    expect(answerOfKind('choice', order)).toEqual(choice);
  });

  it('accepts the first option as the word', () => {
    expect(answerOfKind('word', choice)).toEqual({ kind: 'word', accepted: { de: ['Brot'] } });
  });

  it('begins with two things to choose from', () => {
    expect(answerOfKind('choice', { kind: 'number', value: 3 })).toMatchObject({
      options: [{ correct: true }, {}],
    });
    expect(answerOfKind('order', undefined)['items']).toHaveLength(2);
    expect(answerOfKind('number', choice)).toEqual({ kind: 'number', value: 0 });
    expect(answerOfKind('choice', choice)).toBe(choice);
  });

  it('reads several words from one line, each once', () => {
    expect(readWords('Brot, Brötchen;Brot , ')).toEqual(['Brot', 'Brötchen']);
  });
});
