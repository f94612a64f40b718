const MOST_LETTERS = 60;

/** The first words of a line, by which a recording of it is found again. */
export function beginning(text: string): string {
  const words = text.trim().replace(/\s+/gu, ' ');
  if (words.length <= MOST_LETTERS) return words;
  return `${words.slice(0, MOST_LETTERS - 1).replace(/\s\S*$/u, '')} …`;
}
