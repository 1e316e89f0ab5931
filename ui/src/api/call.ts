/**
 * The one door to the Rust side. Only this folder imports the Tauri API, so everything else runs
 * in a test or a plain browser with a stand-in.
 */
import { invoke } from "@tauri-apps/api/core";
import { m } from "../paraglide/messages.js";
import type { Commands } from "./bindings/commands";
import type { Trouble } from "./bindings/Trouble";

export type Command = keyof Commands;
export type Input<K extends Command> = Commands[K]["input"];
export type Output<K extends Command> = Commands[K]["output"];

let whenLocked = () => {};

/** Says what happens when a command finds that the ledger was locked meanwhile. */
export function onLocked(act: () => void): void {
  whenLocked = act;
}

// For the run that looks for words from nowhere (pseudo.mjs): what came from the core.
const said: unknown[] = [];
if (import.meta.env.VITE_PSEUDO) Object.assign(globalThis, { said });

/**
 * Runs a command. Throws a {@link Trouble} and nothing else.
 *
 * @example const today = await call("today", {});
 */
export async function call<K extends Command>(name: K, input: Input<K>): Promise<Output<K>> {
  try {
    const answer = await invoke<Output<K>>("call", { name, input });
    if (import.meta.env.VITE_PSEUDO) said.push(answer);
    return answer;
  } catch (thrown) {
    const trouble = asTrouble(thrown);
    if (trouble.code === "locked") whenLocked();
    throw trouble;
  }
}

/** What was thrown, as people read it. Anything unforeseen becomes a fault in plain words. */
export function asTrouble(thrown: unknown): Trouble {
  if (isTrouble(thrown)) return thrown;
  console.error(thrown);
  return {
    code: "fault",
    severity: "alert",
    happened: m.kit_fault(),
    next: m.kit_fault_next(),
  };
}

function isTrouble(thrown: unknown): thrown is Trouble {
  return (
    typeof thrown === "object" &&
    thrown !== null &&
    "code" in thrown &&
    "happened" in thrown &&
    "next" in thrown
  );
}
