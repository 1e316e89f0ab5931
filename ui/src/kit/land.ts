import type { Attachment } from "svelte/attachments";

let arrived = false;

/**
 * For the heading of a screen or step: takes the focus when it is not the first one, so that a
 * keyboard and a screen reader land where the eye does. The first one marks the moment the program
 * is usable, for measuring the start.
 */
export const land: Attachment<HTMLElement> = (heading) => {
  if (arrived) {
    heading.focus({ preventScroll: true });
    return;
  }
  arrived = true;
  requestAnimationFrame(() => performance.mark("usable"));
};
