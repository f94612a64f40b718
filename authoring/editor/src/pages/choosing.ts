/** Makes `<form data-send-chosen>` send the file as soon as it is chosen; without a script its button does. */
export function letChoose(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-send-chosen]')) {
    form.classList.add('scripted');
    form.addEventListener('change', (event) => {
      if (event.target instanceof HTMLInputElement && event.target.files?.length) form.requestSubmit();
    });
  }
}
