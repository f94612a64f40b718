/**
 * The parts of the editor that are loaded when they are needed, fetched ahead while nothing else is to do: a connection
 * that is lost later must not keep a dialog from opening, the one about two versions least of all.
 */
export function fetchAhead(): void {
  const fetch = () =>
    Promise.allSettled([
      import('../conflict/ConflictDialog.svelte'),
      import('../fields/richtext/view.ts'),
      import('../shortcuts/ShortcutsDialog.svelte'),
      import('../translate/TranslationView.svelte'),
    ]);
  if ('requestIdleCallback' in window) requestIdleCallback(() => void fetch());
  else setTimeout(() => void fetch(), 2000);
}
