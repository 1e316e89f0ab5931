/** A license text and whose it is. */
export interface TextOf {
  /** Its place among the texts. */
  at: number;
  /** The libraries it goes with. */
  names: string[];
}

/** Every license text with its libraries, in the order of the first of them. */
export function texts(libraries: readonly { name: string; texts: readonly number[] }[]): TextOf[] {
  const found = new Map<number, string[]>();
  for (const { name, texts } of libraries) {
    for (const at of texts) found.set(at, [...(found.get(at) ?? []), name]);
  }
  return [...found].map(([at, names]) => ({ at, names: [...new Set(names)] }));
}
