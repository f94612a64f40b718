import { expect, it } from 'vitest';

import { beginning } from './beginning.ts';

it('calls a recording by its first words, and breaks none', () => {
  expect(beginning(' Da sind\nSie ja! ')).toBe('Da sind Sie ja!');
  const line = 'In dem gelben Haus da, im zweiten Stock, bin ich geboren. Unter dem Bett rauschte die Gera.';
  expect(beginning(line)).toBe('In dem gelben Haus da, im zweiten Stock, bin ich geboren. …');
  expect(beginning('')).toBe('');
});
