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
