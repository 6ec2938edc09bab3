import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

interface FieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  hint?: string;
  type?: "text" | "password" | "number";
  placeholder?: string;
  mono?: boolean;
  required?: boolean;
  /** Has the focus when it appears. */
  focused?: boolean;
  /** Names that can be chosen from. */
  choices?: string[];
}

/** A line of text with its label. */
export function Field({ label, value, onInput, hint, type, placeholder, mono, required, focused, choices }: FieldProps) {
  const id = useId();
  const element = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focused) {
      element.current?.focus();
      element.current?.select();
    }
  }, []);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        ref={element}
        id={id}
        class={mono ? "mono" : ""}
        {...(choices ? { type: "text" as const, list: `${id}-choices` } : type === "password" ? { type } : { type: "text" as const })}
        inputMode={type === "number" ? "decimal" : undefined}
        value={value}
        placeholder={placeholder}
        required={required}
        autofocus={focused} // which dialogs heed
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        aria-describedby={hint && `${id}-hint`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {choices && <datalist id={`${id}-choices`}>{choices.map((choice) => <option key={choice} value={choice} />)}</datalist>}
      {hint && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  );
}

interface SelectProps {
  label: string;
  value: string;
  choices: [value: string, text: string][];
  onChange: (value: string) => void;
}

export function Select({ label, value, choices, onChange }: SelectProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {choices.map(([one, text]) => <option key={one} value={one} selected={one === value}>{text}</option>)}
      </select>
    </div>
  );
}

interface CheckProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** The label is told and not shown. */
  bare?: boolean;
}

export function Check({ label, checked, onChange, bare }: CheckProps) {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} aria-label={bare ? label : undefined} onChange={(event) => onChange(event.currentTarget.checked)} />
      {!bare && <span>{label}</span>}
    </label>
  );
}

interface GroupProps {
  title: string;
  children: ComponentChildren;
}

/** Fields that belong together. */
export function FieldGroup({ title, children }: GroupProps) {
  return (
    <fieldset class="field-group">
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}
