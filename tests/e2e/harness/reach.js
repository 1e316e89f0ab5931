// What is lost on the page as it is drawn now, a line each: parts that scroll the window sideways,
// words that are cut off, that stick out of their box or out of the window, or that lie on each
// other, and controls that do. Read as the body of a function.

/** What is drawn for ears alone: cut off to nothing. */
const hidden = (element) =>
  element !== null &&
  (getComputedStyle(element).clipPath === "inset(50%)" || hidden(element.parentElement));
/** What is not drawn, or drawn for ears alone. */
const unseen = (element) =>
  !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ||
  element.closest("option") !== null ||
  hidden(element);
const style = (element) => getComputedStyle(element);
const scrolls = (element) => {
  for (let each = element; each && each !== document.body; each = each.parentElement) {
    if (/auto|scroll/.test(style(each).overflowX) && each.scrollWidth > each.clientWidth) return true;
  }
  return false;
};
/** What of a box shows: a part that scrolls cuts off the rest. Null for nothing. */
const shown = (element, { left, right, top, bottom }) => {
  for (let each = element.parentElement; each && each !== document.body; each = each.parentElement) {
    if (!/auto|scroll|hidden|clip/.test(`${style(each).overflowX} ${style(each).overflowY}`)) continue;
    const edge = each.getBoundingClientRect();
    [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
    [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
  }
  return right - left > 1 && bottom - top > 1 ? { element, left, right, top, bottom } : null;
};
const name = (element) => {
  const words = (element.getAttribute("aria-label") ?? element.textContent).trim();
  return `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""} "${words.replace(/\s+/g, " ").slice(0, 50)}"`;
};
/** What stands in front: only that can be used. */
const front = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
const parts = [...front.querySelectorAll("*")].filter((element) => !unseen(element));
const found = [];

const over = document.documentElement.scrollWidth - innerWidth;
if (over > 0) found.push(`the window scrolls ${over} px sideways`);

const texts = [];
for (const element of parts) {
  const words = [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
  const boxed = !/^inline$|contents/.test(style(element).display) && !element.closest("svg");
  // A choice says the rest when it is opened.
  const clips = element.tagName !== "SELECT" && /hidden|clip/.test(`${style(element).overflowX} ${style(element).overflowY}`);
  const wide = element.scrollWidth - element.clientWidth;
  const high = element.scrollHeight - element.clientHeight;
  if (boxed && clips && element.textContent.trim() && (wide > 1 || high > 1)) {
    found.push(`cut off by ${wide} × ${high} px: ${name(element)}`);
  } else if (boxed && words.length > 0 && wide > 1 && !scrolls(element)) {
    found.push(`wider than its box by ${wide} px: ${name(element)}`);
  }
  for (const word of words) {
    const range = document.createRange();
    range.selectNodeContents(word);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      // Lines are as high as their letters could be, which is more than they are.
      const slack = (bottom - top) / 4;
      const text = shown(element, { left, right, top: top + slack, bottom: bottom - slack });
      if (text) texts.push(text);
      if ((right > innerWidth + 1 || left < -1) && !scrolls(element)) {
        found.push(`out of the window: ${name(element)}`);
      }
    }
  }
}

/** Whether two parts lie on each other, by more than a hair. */
const meet = (one, other) =>
  Math.min(one.right, other.right) - Math.max(one.left, other.left) > 3 &&
  Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 3;
/** What stays in place while the page moves lies over it by design. */
const layer = (element) => {
  for (let each = element; each; each = each.parentElement) {
    if (/fixed|sticky/.test(style(each).position)) return each;
  }
  return null;
};
const apart = (list, say) => {
  list.forEach((one, at) =>
    list.slice(at + 1).forEach((other) => {
      if (one.element === other.element || !meet(one, other)) return;
      if (one.element.contains(other.element) || other.element.contains(one.element)) return;
      if (layer(one.element) === layer(other.element)) found.push(say(one.element, other.element));
    }),
  );
};
apart(texts, (one, other) => `words on each other: ${name(one)} and ${name(other)}`);
const controls = parts.filter((element) =>
  element.matches("a[href], button, select, textarea, summary, input:not(.choice-row input)"),
);
apart(
  controls.flatMap((element) =>
    [...element.getClientRects()].map((box) => shown(element, box)).filter((box) => box),
  ),
  (one, other) => `controls on each other: ${name(one)} and ${name(other)}`,
);

return [...new Set(found)];
