import type { ComponentChildren } from "preact";

export type Fact = [name: string, value: ComponentChildren];

/** Names and their values. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl class="fact-list">
      {facts.map(([name, value], index) => (
        <div key={index}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
