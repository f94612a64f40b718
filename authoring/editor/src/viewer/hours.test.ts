/** Opening hours are read by people, who know nothing of OpenStreetMap. */
import { describe, expect, it } from 'vitest';

import { hoursIn } from '$viewer/words/hours.ts';

describe('opening hours', () => {
  it.each([
    ['Mo-Su 10:00-18:00', ['Mo–So 10:00–18:00'], ['Mon–Sun 10:00–18:00']],
    ['Tu,Th 09:00-12:00,14:00-17:00; PH off', ['Di, Do 09:00–12:00, 14:00–17:00', 'Feiertage geschlossen'], ['Tue, Thu 09:00–12:00, 14:00–17:00', 'public holidays closed']],
    ['Apr-Oct: Mo 10:00-18:00', ['Apr–Okt: Mo 10:00–18:00'], ['Apr–Oct: Mon 10:00–18:00']],
    ['Dec 24-Dec 26 off', ['24. Dez.–26. Dez. geschlossen'], ['24 Dec–26 Dec closed']],
    ['24/7', ['immer geöffnet'], ['always open']],
    ['sunrise-sunset', ['Sonnenaufgang–Sonnenuntergang'], ['sunrise–sunset']],
    ['Mo 10:00-12:00 "nur nach Anmeldung, Mo-Fr"', ['Mo 10:00–12:00 nur nach Anmeldung, Mo-Fr'], ['Mon 10:00–12:00 nur nach Anmeldung, Mo-Fr']],
    ['Mo 10:00-12:00 || "auf Anfrage"', ['Mo 10:00–12:00', 'auf Anfrage'], ['Mon 10:00–12:00', 'auf Anfrage']],
    ['Sa[1] 11:00+', ['Sa[1] 11:00+'], ['Sat[1] 11:00+']],
    ['constructor toString', ['constructor toString'], ['constructor toString']],
    ['', [], []],
  ])('%s', (text, german, english) => {
    expect(hoursIn(text, 'de').map((line) => line.replaceAll(/(?<=Apr|Okt)\./gu, ''))).toEqual(german);
    expect(hoursIn(text, 'en')).toEqual(english);
  });
});
