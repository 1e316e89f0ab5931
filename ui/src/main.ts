import { mount } from "svelte";
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/kit.css";
import App from "./app/App.svelte";
import { looks } from "./app/looks.svelte";
import { getLocale } from "./paraglide/runtime.js";

looks.restore();
// English here is that of the United States.
document.documentElement.lang = getLocale() === "en" ? "en-US" : getLocale();

const target = document.getElementById("app");
if (target) mount(App, { target });
