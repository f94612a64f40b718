/** What the screens of an own way say. */
import english from '../translations/own/en.json';
import german from '../translations/own/de.json';
import { apart } from '../words/apart.ts';

export const t = apart(german, english);
