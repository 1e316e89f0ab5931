/** A mailbox and what it lets people do, in words. */
import { said } from "../api/said";
import type { MailboxKind } from "../api/bindings/MailboxKind";
import type { MailboxStep } from "../api/bindings/MailboxStep";
import type { MailboxTest } from "../api/bindings/MailboxTest";
import type { Tried } from "../api/bindings/Tried";
import { m } from "../paraglide/messages.js";

const KINDS: Record<MailboxKind, string> = {
  folder: m.kit_mailbox_is_folder(),
  webdav: m.kit_mailbox_is_webdav(),
  s3: m.kit_mailbox_is_s3(),
};

const STEPS: Record<MailboxStep, string> = {
  write: m.kit_mailbox_write(),
  list: m.kit_mailbox_list(),
  read: m.kit_mailbox_read(),
  delete: m.kit_mailbox_delete(),
};

/** Which kind of mailbox it is. */
export function kindWords(kind: MailboxKind | null): string {
  return kind === null ? m.kit_mailbox_is_unknown() : KINDS[kind];
}

/** What opens a mailbox, as its store calls it. */
export function openerWords(kind: MailboxKind | null) {
  return kind === "s3"
    ? {
        both: m.kit_mailbox_key_login(),
        now: (name: string) => m.kit_mailbox_key_login_now({ name }),
        user: m.kit_mailbox_key(),
        missing: m.kit_mailbox_key_missing(),
        password: m.kit_mailbox_secret(),
      }
    : {
        both: m.kit_mailbox_login(),
        now: (name: string) => m.kit_mailbox_login_now({ name }),
        user: m.kit_mailbox_user(),
        missing: m.kit_mailbox_user_missing(),
        password: m.kit_mailbox_password(),
      };
}

/** What a test came to, in a sentence. */
export function testWords(test: MailboxTest): string {
  return test.works ? m.kit_mailbox_works() : m.kit_mailbox_works_not();
}

/** One thing that was tried: what, and how it went. */
export function triedWords(tried: Tried): { what: string; how: string } {
  const what = STEPS[tried.step];
  if (!tried.asked) return { what, how: m.kit_mailbox_untried() };
  if (tried.trouble === null) return { what, how: m.kit_mailbox_step_works() };
  if (!tried.needed) return { what, how: m.kit_mailbox_not_allowed() };
  return { what, how: said(tried.trouble.happened).words };
}

const HERE = new Set(["localhost", "127.0.0.1", "[::1]"]);
const SAFE = new Set(["https:", "s3:", "s3+https:", "file:"]);
const BARE = new Set(["http:", "s3+http:"]);

/**
 * What keeps this from being the place of a mailbox, in words; nothing when it may be one. It is
 * asked before a place goes into study files and invitations, where a slip is hard to mend.
 */
export function placeProblem(text: string): string | null {
  const place = text.trim();
  if (!place) return m.kit_mailbox_missing();
  // A path. Whether it is a whole one depends on the system, and the core knows.
  if (!place.includes("://")) return null;
  const url = URL.canParse(place) ? new URL(place) : null;
  const bare = url !== null && BARE.has(url.protocol);
  if (!url || !(bare || SAFE.has(url.protocol))) {
    return m.kit_mailbox_beginning();
  }
  if (url.username || url.password) {
    return m.kit_mailbox_no_password();
  }
  if (bare && !HERE.has(url.hostname)) {
    return m.kit_mailbox_bare();
  }
  return null;
}
