import { mount } from "svelte";
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/kit.css";
import App from "./app/App.svelte";
import { looks } from "./app/looks.svelte";
import { LANGUAGE } from "./kit/dates";

looks.restore();
document.documentElement.lang = LANGUAGE;

const target = document.getElementById("app");
if (target) mount(App, { target });
