import type { RestoredView } from "../../api/bindings/RestoredView";
import type { InvitationPreview } from "../../api/bindings/InvitationPreview";
import type { Person } from "../../api/bindings/Person";
import type { Role } from "../../api/bindings/Role";
import type { Start } from "../../api/bindings/Start";
import { call } from "../../api/call";
import type { Shares } from "../../api/bindings/Shares";
import { router } from "../../app/router.svelte";
import { session } from "../../app/session.svelte";
import { Ask } from "../../api/ask.svelte";
import { m } from "../../paraglide/messages.js";

/** What brings somebody new here. */
export type Way = "invited" | "alone" | "trainer" | "researcher";

export type Step =
  | "people"
  | "unlock"
  | "backups"
  | "restored"
  | "ways"
  | "invitation"
  | "name"
  | "passphrase"
  | "moved"
  | "sample";

/** The shortest passphrase taken, in characters. */
export const SHORTEST = 8;

/**
 * Where somebody is at the door, and what they have filled in so far. It outlives a look at the help
 * page; passphrases are not in it, they stay in their own step.
 */
export class Door {
  step = $state<Step>("people");
  way = $state<Way>("alone");
  /** Who is about to open their ledger. */
  person = $state.raw<Person | null>(null);
  name = $state("");
  /** The invitation's path. */
  path = $state("");
  /** The code that opens it, where it is locked. */
  code = $state("");
  /** The invitation as read from that path. */
  preview = $state.raw<InvitationPreview | null>(null);
  /** Whether the consent is being read. */
  signing = $state(false);
  /** The backup that was brought back just now. */
  restored = $state.raw<RestoredView | null>(null);
  /** The name that the consent is signed with, where the study asks for one. */
  signature = $state("");
  /** What the trainer sees from the start. */
  shares = $state.raw<Shares>({ practice: true, lessons: true, supervision: false });

  readonly create = new Ask("create_person");
  readonly unlock = new Ask("unlock");
  readonly sample = new Ask("open_sample");

  /** Back to the first page, with nothing filled in. */
  reset(anybody: boolean): void {
    this.step = anybody ? "people" : "ways";
    this.person = null;
    this.name = "";
    this.path = "";
    this.code = "";
    this.preview = null;
    this.restored = null;
    this.signature = "";
    this.signing = false;
    this.shares = { practice: true, lessons: true, supervision: false };
    this.create.trouble = null;
    this.unlock.trouble = null;
    this.sample.trouble = null;
  }

  take(way: Way): void {
    this.way = way;
    this.step = way === "invited" ? "invitation" : "name";
  }

  /** Opens at once where no passphrase is needed, or the key store has it; else asks for it. */
  async choose(person: Person): Promise<void> {
    this.person = person;
    this.unlock.trouble = null;
    const byItself = !person.locked || person.keychain;
    if (byItself || person.damaged) await this.enter(null);
    // Where that did not open it, the next page offers what does.
    if (!session.person) this.step = "unlock";
  }

  /** Opens the chosen person's ledger. */
  async enter(passphrase: string | null): Promise<void> {
    if (!this.person) return;
    const start = await this.unlock.run({ id: this.person.id, passphrase });
    if (start) {
      await arrive(start, this);
      await afterRecovery(passphrase);
    } else {
      await this.#lookAgain();
    }
  }

  /** Says at the door what a restore came to. */
  broughtBack(id: string, restored: RestoredView): void {
    this.reset(true);
    this.person = restored.start.people.find((person) => person.id === id) ?? null;
    this.restored = restored;
    this.step = "restored";
    router.clear();
  }

  /** Brings somebody in from another computer and goes on as them. */
  async bringIn(start: Start): Promise<void> {
    await arrive(start, this);
  }

  /** How long to wait now, after a wrong try. */
  async #lookAgain(): Promise<void> {
    await session.load();
    const { id } = this.person ?? {};
    this.person = session.start?.people.find((person) => person.id === id) ?? this.person;
  }

  /** Makes the new ledger; null is the explicit choice to go without a passphrase. */
  async begin(passphrase: string | null): Promise<void> {
    const invited = this.way === "invited";
    const start = await this.create.run({
      name: this.name.trim(),
      role: this.role,
      passphrase,
      invitation: invited ? this.path : null,
      ...(invited && {
        code: this.code.trim() || null,
        acceptance: { signature: this.signature.trim() || null, shares: this.shares },
      }),
    });
    await arrive(start, this);
  }

  /** Opens the sample study through somebody's eyes. */
  async look(role: Role): Promise<void> {
    await arrive(await this.sample.run({ role }), this);
  }

  get role(): Role {
    return this.way === "trainer" || this.way === "researcher" ? this.way : "coach";
  }
}

/** What is wrong with a new passphrase, in words; null when it will do. */
export function passphraseProblem(passphrase: string): string | null {
  const length = [...passphrase].length;
  if (length === 0) return m.start_passphrase_missing();
  if (length < SHORTEST) {
    return m.start_passphrase_short({ count: SHORTEST, length });
  }
  return null;
}

/** Whoever came in with the recovery code most likely needs a new passphrase. */
async function afterRecovery(passphrase: string | null) {
  if (passphrase === null) return;
  const safety = await call("safety", {}).catch(() => null);
  if (safety?.opened_by === "recovery") router.go({ view: "safety" });
}

async function arrive(start: Start | null, door: Door) {
  if (!start) return;
  router.clear();
  await session.take(start);
  door.reset(true);
}

export const door = new Door();
