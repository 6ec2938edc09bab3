import { texts } from "../../texts";
import { read } from "../../api/http";
import { Loaded } from "../../components/Loaded";
import { useResource } from "../../state/useResource";

interface BundledPackage {
  name: string;
  version: string;
  license: string;
}

/** What this is, and what it is made of. */
export function About({ version }: { version?: string }) {
  const packages = useResource((signal) => read<BundledPackage[]>("GET", "/packages.json", { signal }), []);
  return (
    <section class="card" aria-label={texts.settings.about}>
      <h2>{texts.settings.about}</h2>
      <p><strong>{texts.name}</strong> {version}</p>
      <p class="muted">{texts.settings.aboutText}</p>
      <h3>{texts.settings.licenses}</h3>
      <Loaded resource={packages}>
        {(all) => (
          <ul class="packages">
            {all.map(({ name, version: its, license }) => <li key={name}><span class="mono">{name} {its}</span> <span class="muted">{license}</span></li>)}
          </ul>
        )}
      </Loaded>
      <a href="/licenses.txt" target="_blank" rel="noreferrer">{texts.settings.licensesFull}</a>
    </section>
  );
}
