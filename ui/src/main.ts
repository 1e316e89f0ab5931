import { mount } from "svelte";
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/kit.css";
import { asTrouble } from "./api/call";
import { learn } from "./api/said";
import App from "./app/App.svelte";
import { looks } from "./app/looks.svelte";
import { LANGUAGE } from "./kit/dates";

looks.restore();
document.documentElement.lang = LANGUAGE;

const target = document.getElementById("app");
// Where its sentences cannot be read, the core is heard in English.
void learn()
  .catch(asTrouble)
  .then(() => target && mount(App, { target }));
