import { machine } from "../api/machine";
import type { SystemInfo, SystemSettings } from "../api/contracts";
import { Button, ButtonLink } from "../components/Button";
import { CopyButton } from "../components/CopyButton";
import { Facts, type Fact } from "../components/Facts";
import { Loaded } from "../components/Loaded";
import { Page } from "../components/Page";
import { running } from "../state/containers";
import { complain, tell } from "../state/notices";
import { ask } from "../state/question";
import { switchTheme, theme } from "../state/theme";
import { useResource } from "../state/useResource";
import { texts } from "../texts";
import { bytes } from "../words/bytes";
import { span } from "../words/time";
import { About } from "./settings/About";

export function Settings() {
  const info = useResource(machine.info, []);
  const settings = useResource(machine.settings, []);
  return (
    <Page title={texts.settings.title}>
      <section class="card" aria-label={texts.settings.appearance}>
        <h2>{texts.settings.appearance}</h2>
        <Button icon={theme.value === "dark" ? "sun" : "moon"} onClick={switchTheme}>{theme.value === "dark" ? texts.navigation.light : texts.navigation.dark}</Button>
      </section>
      <section class="card" aria-label={texts.settings.machine}>
        <h2>{texts.settings.machine}</h2>
        <Loaded resource={info}>{(value) => <Facts facts={factsOf(value)} />}</Loaded>
        <Button icon="power" tone="danger" onClick={() => void powerOff()}>{texts.settings.powerOff}</Button>
      </section>
      <section class="card" aria-label={texts.settings.started}>
        <h2>{texts.settings.started}</h2>
        <p class="muted">{texts.settings.startedHint}</p>
        <Loaded resource={settings}>{(value) => <Facts facts={settingsOf(value)} />}</Loaded>
      </section>
      <section class="card" aria-label={texts.settings.api}>
        <h2>{texts.settings.api}</h2>
        <Facts facts={[[texts.settings.address, <code>{location.origin}</code>]]} />
        <p class="muted">{texts.settings.apiHint}</p>
        <div class="toolbar">
          <CopyButton text={location.origin} />
          <ButtonLink icon="api" href="/swagger/" outside>{texts.settings.swagger}</ButtonLink>
        </div>
      </section>
      <About version={info.value?.agentVersion} />
    </Page>
  );
}

function factsOf(info: SystemInfo): Fact[] {
  const words = texts.settings.info;
  return [
    [words.hostName, info.hostName],
    [words.operatingSystem, info.operatingSystem],
    [words.kernelVersion, info.kernelVersion],
    [words.architecture, info.architecture],
    [words.cpuCount, String(info.cpuCount)],
    [words.memoryBytes, bytes(info.memoryBytes)],
    [words.engineVersion, info.engineVersion],
    [words.engineApiVersion, info.engineApiVersion],
    [words.storageDriver, info.storageDriver],
    [words.cgroupVersion, info.cgroupVersion],
    [words.agentVersion, info.agentVersion],
    [words.uptimeSeconds, span(info.uptimeSeconds)],
    ...info.warnings.map((warning): Fact => [texts.settings.warnings, warning]),
  ];
}

function settingsOf(settings: SystemSettings): Fact[] {
  const words = texts.settings.fields;
  const list = (values?: string[]) => (values && values.length > 0 ? values.join(", ") : texts.none);
  return [
    [words.mounts, list(settings.mounts?.map(({ path, readOnly }) => texts.settings.mount(path, readOnly ?? false)))],
    [words.dns, list(settings.dns)],
    [words.httpProxy, settings.httpProxy ?? texts.none],
    [words.httpsProxy, settings.httpsProxy ?? texts.none],
    [words.noProxy, settings.noProxy ?? texts.none],
    [words.registryMirrors, list(settings.registryMirrors)],
    [words.insecureRegistries, list(settings.insecureRegistries)],
    [words.extraCa, settings.extraCa ? texts.settings.extraCaThere : texts.none],
    [words.hostAccess, settings.hostAccess ? texts.settings.hostAccessBut(settings.hostAccess.closedPorts ?? []) : texts.no],
    [words.ipv6, settings.ipv6 ? texts.yes : texts.no],
  ];
}

async function powerOff(): Promise<void> {
  const answer = await ask({ title: texts.settings.powerOffTitle, text: texts.settings.powerOffText(running.value.length), action: texts.settings.powerOff });
  if (answer) {
    await machine.powerOff().then(() => tell(texts.settings.poweringOff), complain);
  }
}
