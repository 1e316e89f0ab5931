/** What stands in front of the page, for the keys and for the rail's button. */
class Reach {
  open = $state<"palette" | "keys" | null>(null);
}

export const reach = new Reach();
