/** What is said on foot: where one is, what is near, and the number on a sign. */
import english from '../translations/foot/en.json';
import german from '../translations/foot/de.json';
import { apart } from '../words/apart.ts';

export const t = apart(german, english);
