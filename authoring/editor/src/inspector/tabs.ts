/** Which forms the inspector shows for what is selected. */
import type { Tab } from '../panes/tab.ts';
import type { Selection, Workspace } from '../model/workspace.ts';
import ArForm from './ArForm.svelte';
import Content from './Content.svelte';
import FactsForm from './FactsForm.svelte';
import GuideForm from './GuideForm.svelte';
import LegForm from './LegForm.svelte';
import ModuleForm from './ModuleForm.svelte';
import PlaceForm from './PlaceForm.svelte';
import RightsForm from './RightsForm.svelte';
import TourFactsForm from './TourFactsForm.svelte';
import TourForm from './TourForm.svelte';
import TourPlaceForm from './TourPlaceForm.svelte';
import TourRightsForm from './TourRightsForm.svelte';

const CONTENT = { id: 'content', label: 'parts.tab.content', pointers: [] } as const;
const FACTS = { id: 'facts', label: 'parts.tab.facts' } as const;
const RIGHTS = { id: 'rights', label: 'parts.tab.rights' } as const;

const STATION: readonly Tab[] = [
  { ...CONTENT, form: Content, stays: true },
  { id: 'place', label: 'parts.tab.place', pointers: ['/place', '/triggers'], form: PlaceForm },
  { id: 'ar', label: 'parts.tab.ar', pointers: ['/scenes'], form: ArForm },
  { ...FACTS, pointers: ['/facts', '/access'], form: FactsForm },
  { ...RIGHTS, pointers: ['/licence', '/credit', '/sources'], form: RightsForm },
];

const TOUR: readonly Tab[] = [
  { ...CONTENT, form: TourForm },
  { id: 'place', label: 'parts.tab.meeting', pointers: ['/meeting_point'], form: TourPlaceForm },
  { ...FACTS, pointers: ['/season', '/access', '/partners'], form: TourFactsForm },
  { ...RIGHTS, pointers: ['/licence', '/credit', '/credits', '/slug'], form: TourRightsForm },
];

const ALONE = {
  module: [{ ...CONTENT, form: ModuleForm }],
  leg: [{ ...CONTENT, form: LegForm }],
  guide: [{ ...CONTENT, form: GuideForm }],
} as const satisfies Readonly<Record<string, readonly Tab[]>>;

/** The tabs for a selection; one alone needs no row of tabs. */
export function tabsOf(_workspace: Workspace, selection: Selection): readonly Tab[] {
  switch (selection.kind) {
    case 'tour':
      return TOUR;
    case 'stop':
    case 'station':
      return STATION;
    default:
      return ALONE[selection.kind];
  }
}
