/** The first thing that runs: fetches the program in the reader's language. */
import programs from "virtual:programs";
import { getLocale } from "./paraglide/runtime.js";

// A dev server has the program in every language at once.
void (import.meta.env.DEV ? import("./main") : import(/* @vite-ignore */ programs[getLocale()]));
