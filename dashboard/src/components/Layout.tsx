import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { forget } from "../api/key";
import icon from "../icon.svg";
import { attention } from "../state/attention";
import { connection } from "../state/connection";
import { route, to } from "../state/route";
import { switchTheme, theme } from "../state/theme";
import { texts } from "../texts";
import { Banner } from "./Banner";
import { Icon, type IconName } from "./Icon";

const places: [place: string, text: string, icon: IconName][] = [
  ["", texts.navigation.overview, "overview"],
  ["containers", texts.navigation.containers, "containers"],
  ["images", texts.navigation.images, "images"],
  ["networks", texts.navigation.networks, "networks"],
  ["volumes", texts.navigation.volumes, "volumes"],
  ["terminal", texts.navigation.terminal, "terminal"],
  ["events", texts.navigation.events, "events"],
  ["settings", texts.navigation.settings, "settings"],
];

/** What stands around every page. */
export function Layout({ children }: { children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  const here = route.value.parts[0] ?? "";
  useEffect(() => setOpen(false), [route.value]);
  const skip = (event: Event) => {
    event.preventDefault(); // the address tells the page
    document.querySelector<HTMLElement>("main h1")?.focus();
  };
  return (
    <div class="layout">
      <a class="skip" href="#main" onClick={skip}>{texts.skip}</a>
      <header class="top">
        <a class="brand" href={to()}><img src={icon} alt="" width="28" height="28" />{texts.name}</a>
        <ConnectionDot />
        <button type="button" class="button icon-only quiet menu-button" aria-label={texts.navigation.menu} aria-expanded={open} aria-controls="navigation" onClick={() => setOpen(!open)}>
          <Icon name={open ? "close" : "menu"} />
        </button>
      </header>
      <nav id="navigation" class={open ? "navigation open" : "navigation"} aria-label={texts.navigation.label}>
        <ul>
          {places.map(([place, text, icon]) => (
            <li key={place}>
              <a href={to(...(place ? [place] : []))} aria-current={place === here ? "page" : undefined}>
                <Icon name={icon} />
                {text}
                {place === "" && attention.value.length > 0 && <span class="count" aria-label={`${texts.overview.attention}: ${attention.value.length}`}>{attention.value.length}</span>}
              </a>
            </li>
          ))}
        </ul>
        <Foot />
      </nav>
      <main id="main">
        <Banner />
        {children}
      </main>
    </div>
  );
}

function Foot() {
  const dark = theme.value === "dark";
  return (
    <div class="navigation-foot">
      <a href="/swagger/" target="_blank" rel="noreferrer"><Icon name="api" />{texts.navigation.api}</a>
      <button type="button" onClick={switchTheme}><Icon name={dark ? "sun" : "moon"} />{dark ? texts.navigation.light : texts.navigation.dark}</button>
      <button type="button" onClick={forget}><Icon name="out" />{texts.navigation.signOut}</button>
    </div>
  );
}

function ConnectionDot() {
  const { state } = connection.value;
  const words = { live: texts.connection.live, connecting: texts.connection.connecting, starting: texts.connection.notReady, lost: texts.connection.offline };
  return <span class={`connection ${state}`}>{words[state]}</span>;
}
