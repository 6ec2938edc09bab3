import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon";

interface Look {
  tone?: "primary" | "danger" | "quiet";
  icon?: IconName;
  disabled?: boolean;
}

interface ButtonProps extends Look {
  children: ComponentChildren;
  submit?: boolean;
  onClick?: () => void;
}

export function Button({ tone, icon, disabled, children, submit, onClick }: ButtonProps) {
  return (
    <button type={submit ? "submit" : "button"} class={`button ${tone ?? ""}`} disabled={disabled} onClick={onClick}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Look {
  icon: IconName;
  label: string;
  onClick: () => void;
}

/** A button whose word is not shown, but told. */
export function IconButton({ tone, icon, label, disabled, onClick }: IconButtonProps) {
  return (
    <button type="button" class={`button icon-only ${tone ?? "quiet"}`} aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

interface LinkProps extends Look {
  href: string;
  label?: string;
  outside?: boolean;
  children?: ComponentChildren;
}

/** A link that looks like a button. */
export function ButtonLink({ tone, icon, href, label, outside, children }: LinkProps) {
  return (
    <a
      class={`button ${tone ?? ""} ${children ? "" : "icon-only"}`}
      href={href}
      aria-label={label}
      title={label}
      {...(outside ? { target: "_blank", rel: "noreferrer" } : {})}
    >
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}
