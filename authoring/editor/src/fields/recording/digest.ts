/** SHA-256 of a text in UTF-8, as 64 hexadecimal digits; "" where the page is not in a secure context. */
export async function sha256(text: string): Promise<string> {
  if (globalThis.crypto?.subtle === undefined) return '';
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
