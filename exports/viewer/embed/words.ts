/** What a tour says in a frame of somebody's page. */
import english from '../translations/embed/en.json';
import german from '../translations/embed/de.json';
import { apart } from '../words/apart.ts';

export const t = apart(german, english);
