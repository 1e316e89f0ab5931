/** What a key means while somebody sits: Space holds and goes on, Esc is the brake. */
export function sitKey(event: KeyboardEvent): "toggle" | "brake" | null {
  if (event.defaultPrevented || event.repeat) return null;
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  if (event.key === "Escape") return "brake";
  // On a button or a link Space presses that.
  const target = event.target instanceof Element ? event.target : null;
  const pressed = target?.closest("a, button, input, summary");
  return event.key === " " && !pressed ? "toggle" : null;
}
