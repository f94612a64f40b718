/** What a person writes in. */
type Writable = HTMLInputElement | HTMLTextAreaElement;

/**
 * Show a text in a field, after everything else that changes with it: a browser lays out the whole page when the text
 * of the field that has the focus changes, and would do so once more for what came later. To be attached.
 */
export function showing(text: string): (field: Writable) => void {
  return (field) => {
    if (field.value !== text) field.value = text;
  };
}
