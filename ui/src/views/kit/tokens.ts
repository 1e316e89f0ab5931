/** The tokens as styles/tokens.css names them, for the page that shows them. */
export const SIZES = ["xs", "sm", "md", "read", "lg", "xl", "2xl", "3xl"];
export const COLORS = [
  "paper",
  "sunken",
  "raised",
  "ink",
  "ink-soft",
  "line",
  "control",
  "accent",
  "accent-strong",
  "accent-wash",
  "on-accent",
  "call",
  "call-wash",
];
export const SPACES = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
