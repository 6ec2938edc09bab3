import { useState } from "preact/hooks";
import { networks } from "../api/networks";
import { Button } from "../components/Button";
import { Check, Field } from "../components/Field";
import { Dialog } from "../components/Dialog";
import { Loaded } from "../components/Loaded";
import { Menu } from "../components/Menu";
import { Page } from "../components/Page";
import type { NetworkSummary } from "../api/contracts";
import { complain, tell } from "../state/notices";
import { ask } from "../state/question";
import { to } from "../state/route";
import { useResourceOf } from "../state/useResourceOf";
import { texts } from "../texts";
import { ago } from "../words/time";

/** Docker's own cannot be removed. */
export const builtInNetworks = ["bridge", "host", "none"];

export function Networks() {
  const all = useResourceOf("network", networks.list);
  const [creating, setCreating] = useState(false);
  const prune = async () => {
    if (await ask({ title: texts.networks.pruneTitle, text: texts.networks.pruneText, action: texts.actions.remove })) {
      await networks.prune().then(({ removed }) => tell(texts.networks.pruned(removed.length)), complain);
    }
  };
  return (
    <Page
      title={texts.networks.title}
      actions={
        <>
          <Button icon="trash" onClick={() => void prune()}>{texts.networks.prune}</Button>
          <Button icon="plus" tone="primary" onClick={() => setCreating(true)}>{texts.networks.create}</Button>
        </>
      }
    >
      <Loaded resource={all}>{(list) => <NetworkTable networks={list} />}</Loaded>
      {creating && <NewNetwork onClose={() => setCreating(false)} />}
    </Page>
  );
}

function NetworkTable({ networks: list }: { networks: NetworkSummary[] }) {
  return (
    <table class="table stacking">
      <caption class="hidden">{texts.networks.title}</caption>
      <thead>
        <tr><th>{texts.networks.name}</th><th>{texts.networks.driver}</th><th>{texts.volumes.created}</th><th class="end">{texts.containers.actions}</th></tr>
      </thead>
      <tbody>
        {list.map((network) => (
          <tr key={network.id}>
            <th scope="row" class="name">
              <a href={to("networks", network.name)}>{network.name}</a>
              <span class="mono muted">{network.id.slice(0, 12)}</span>
            </th>
            <td data-label={texts.networks.driver}>{network.driver} {network.internal && <span class="badge info">{texts.networks.internalShort}</span>}</td>
            <td data-label={texts.volumes.created}>{ago(network.createdAt)}</td>
            <td class="end">
              {builtInNetworks.includes(network.name)
                ? <span class="muted">{texts.networks.builtIn}</span>
                : <Menu label={texts.actions.more(network.name)} items={[{ text: texts.actions.remove, icon: "trash", danger: true, onSelect: () => void removeNetwork(network.name) }]} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Removes a network, after it was asked. Tells whether it was done. */
export async function removeNetwork(name: string): Promise<boolean> {
  if (!(await ask({ title: texts.networks.removeTitle(name), text: texts.networks.removeText, action: texts.actions.remove }))) {
    return false;
  }
  return networks.remove(name).then(() => true, (failure: unknown) => {
    complain(failure);
    return false;
  });
}

function NewNetwork({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [subnet, setSubnet] = useState("");
  const [internal, setInternal] = useState(false);
  const create = async () => {
    try {
      await networks.create({ name: name.trim(), internal, subnet: subnet.trim() || undefined });
      tell(texts.networks.created(name.trim()));
      onClose();
    } catch (failure) {
      complain(failure);
    }
  };
  return (
    <Dialog
      title={texts.networks.create}
      onClose={onClose}
      onSubmit={() => void create()}
      actions={<><Button onClick={onClose}>{texts.actions.cancel}</Button><Button submit tone="primary" disabled={name.trim() === ""}>{texts.actions.create}</Button></>}
    >
      <Field label={texts.networks.name} value={name} onInput={setName} required focused />
      <Field label={texts.networks.subnet} value={subnet} onInput={setSubnet} hint={texts.networks.subnetHint} mono />
      <Check label={texts.networks.internal} checked={internal} onChange={setInternal} />
    </Dialog>
  );
}
