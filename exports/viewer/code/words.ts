/** What the screen says that reads codes. */
import english from '../translations/code/en.json';
import german from '../translations/code/de.json';
import { apart } from '../words/apart.ts';

export const t = apart(german, english);
