/** A mailbox and what it lets people do, in words. */
import type { MailboxKind } from "../api/bindings/MailboxKind";
import type { MailboxStep } from "../api/bindings/MailboxStep";
import type { MailboxTest } from "../api/bindings/MailboxTest";
import type { Tried } from "../api/bindings/Tried";

const KINDS: Record<MailboxKind, string> = {
  folder: "The mailbox is a folder:",
  webdav: "The mailbox is a folder on a server (WebDAV):",
  s3: "The mailbox is in object storage (S3):",
};

const STEPS: Record<MailboxStep, string> = {
  write: "Put a new file in",
  list: "See which files are there",
  read: "Read a file",
  delete: "Take a file out",
};

/** Which kind of mailbox it is. */
export function kindWords(kind: MailboxKind | null): string {
  return kind === null ? "This version of Evenkeel cannot use this mailbox:" : KINDS[kind];
}

/** What opens a mailbox, as its store calls it. */
export function openerWords(kind: MailboxKind | null) {
  return kind === "s3"
    ? { both: "Access key and secret", user: "Access key", password: "Secret of the key" }
    : { both: "Name and password", user: "Name", password: "Password" };
}

/** What a test came to, in a sentence. */
export function testWords(test: MailboxTest): string {
  return test.works
    ? "It does everything you need of it."
    : "Something you need does not work yet. Nothing is lost meanwhile.";
}

/** One thing that was tried: what, and how it went. */
export function triedWords(tried: Tried): { what: string; how: string } {
  const what = STEPS[tried.step];
  if (!tried.asked) return { what, how: "Not tried, as there was no file to try it with." };
  if (tried.trouble === null) return { what, how: "Works." };
  if (!tried.needed) return { what, how: "Not allowed. You don’t need it." };
  return { what, how: tried.trouble.happened };
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
  if (!place) return "Please choose a folder, or type the address of a mailbox on a server.";
  // A path. Whether it is a whole one depends on the system, and the core knows.
  if (!place.includes("://")) return null;
  const url = URL.canParse(place) ? new URL(place) : null;
  const bare = url !== null && BARE.has(url.protocol);
  if (!url || !(bare || SAFE.has(url.protocol))) {
    return "An address begins with https:// or, for object storage, with s3:// or s3+https://.";
  }
  if (url.username || url.password) {
    return "Please leave name and password out of the address. You type them once it is set up.";
  }
  if (bare && !HERE.has(url.hostname)) {
    return "This address begins with http, so a password could be read on its way. Ask for the one that begins with https.";
  }
  return null;
}
