/** Lucide's icons (see ../icons.ts), by the names that lucide.dev lists. */
declare module '$icons/*' {
  import type { Component } from 'svelte';

  const icon: Component<{ size?: number; class?: string }>;
  export default icon;
}
