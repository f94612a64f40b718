/** A day of every year, `MM-DD`. Pure. */

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** How many days a month (1 to 12) can have; February has its leap day. */
export function daysOf(month: number): number {
  return DAYS[month - 1] ?? 31;
}

/** "10-31" → [10, 31]; the first of January where there is nothing. */
export function readDay(text: string): readonly [month: number, day: number] {
  const [month = 1, day = 1] = text.split('-').map(Number);
  return [month || 1, day || 1];
}

/** A day that exists: the 31st of a shorter month is its last. */
export function showDay(month: number, day: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(month)}-${two(Math.min(day, daysOf(month)))}`;
}
