import { useState } from "preact/hooks";
import { networks } from "../api/networks";
import type { NetworkDetails } from "../api/contracts";
import { Button, IconButton } from "../components/Button";
import { Field } from "../components/Field";
import { Icon } from "../components/Icon";
import { Loaded } from "../components/Loaded";
import { Page } from "../components/Page";
import { containers } from "../state/containers";
import { complain } from "../state/notices";
import { ask } from "../state/question";
import { go, to } from "../state/route";
import { useResourceOf } from "../state/useResourceOf";
import { texts } from "../texts";
import { builtInNetworks, removeNetwork } from "./Networks";

export function NetworkPage({ name }: { name: string }) {
  const network = useResourceOf("network", (signal) => networks.details(name, signal), [name]);
  const remove = async () => {
    if (await removeNetwork(name)) {
      go("networks");
    }
  };
  return (
    <Page
      title={name}
      above={<a class="above" href={to("networks")}><Icon name="back" />{texts.networks.back}</a>}
      actions={!builtInNetworks.includes(name) && <Button icon="trash" tone="danger" onClick={() => void remove()}>{texts.actions.remove}</Button>}
    >
      <Loaded resource={network}>
        {(details) => (
          <>
            <div class="facts">
              <span class="mono">{details.id.slice(0, 12)}</span>
              <span>{details.driver}</span>
              {details.internal && <span class="badge info">{texts.networks.internalShort}</span>}
              {details.subnets.map(({ subnet }) => <span key={subnet} class="mono">{subnet}</span>)}
              {details.subnets.length === 0 && <span class="muted">{texts.networks.noSubnets}</span>}
            </div>
            <Members network={details} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Members({ network }: { network: NetworkDetails }) {
  const disconnect = async (container: string) => {
    if (await ask({ title: texts.networks.disconnectTitle(container), text: texts.networks.disconnectText, action: texts.networks.disconnect(container) })) {
      await networks.disconnect(network.id, container).catch(complain);
    }
  };
  return (
    <section aria-label={texts.networks.containers}>
      <h2>{texts.networks.containers}</h2>
      <ConnectForm network={network} />
      {network.containers.length === 0 && <p class="muted">{texts.networks.noContainers}</p>}
      {network.containers.length > 0 && (
        <table class="table">
          <caption class="hidden">{texts.networks.containers}</caption>
          <thead><tr><th>{texts.networks.name}</th><th>{texts.networks.address}</th><th class="end">{texts.containers.actions}</th></tr></thead>
          <tbody>
            {network.containers.map(({ id, name, ipv4Address }) => (
              <tr key={id}>
                <th scope="row"><a href={to("containers", name, "logs")}>{name}</a></th>
                <td class="mono">{ipv4Address ?? "–"}</td>
                <td class="end"><IconButton icon="close" label={texts.networks.disconnect(name)} onClick={() => void disconnect(name)} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function ConnectForm({ network }: { network: NetworkDetails }) {
  const [container, setContainer] = useState("");
  const others = (containers.value ?? []).map((one) => one.name).filter((name) => !network.containers.some((one) => one.name === name));
  const connect = async (event: Event) => {
    event.preventDefault();
    await networks.connect(network.id, container.trim()).then(() => setContainer(""), complain);
  };
  return (
    <form class="toolbar" onSubmit={(event) => void connect(event)}>
      <Field label={texts.networks.connectLabel} value={container} onInput={setContainer} choices={others} required />
      <Button submit icon="plus" disabled={container.trim() === ""}>{texts.networks.connect}</Button>
    </form>
  );
}
