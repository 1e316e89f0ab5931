import { href, parse, type Route } from "./route";

/** Follows the hash in the address. Links are plain `<a href={href(route)}>`. */
class Router {
  /** Where the address points; null when it points nowhere known. */
  route = $state.raw<Route | null>(parse(location.hash));

  constructor() {
    addEventListener("hashchange", () => {
      this.route = parse(location.hash);
    });
  }

  /** Goes to a screen. */
  go(route: Route): void {
    location.hash = href(route);
    this.route = route;
  }

  /** Goes to a screen without leaving the present one in the history. */
  replace(route: Route): void {
    history.replaceState(null, "", href(route));
    this.route = route;
  }

  /** Writes into the history how the present screen stands, for coming back; draws nothing anew. */
  note(route: Route): void {
    history.replaceState(null, "", href(route));
  }

  /** Points nowhere: the door, or somebody's own first screen. */
  clear(): void {
    history.replaceState(null, "", "#/");
    this.route = null;
  }
}

export const router = new Router();
