import { render } from "preact";
import { App } from "./App";
import { keepKeyFresh } from "./state/keyRenewal";
import "./state/theme";

const root = document.getElementById("app");
if (root) {
  keepKeyFresh();
  render(<App />, root);
}
