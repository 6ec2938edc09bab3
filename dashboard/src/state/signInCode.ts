const pattern = /^#code=(.+)$/;

let code = read();

/** The code that 'pockr open' has put into the address; it counts once. */
export function takeSignInCode(): string | null {
  const taken = code;
  code = null;
  return taken;
}

// Whoever puts such an address into a page that is open already means to begin anew; the browser only tells that another part is wanted.
addEventListener("hashchange", () => {
  if (pattern.test(location.hash)) {
    location.reload();
  }
});

// It is taken out of the address before anything else is done, and so out of what the browser remembers.
function read(): string | null {
  const found = pattern.exec(location.hash)?.[1] ?? null;
  if (found) {
    history.replaceState(null, "", location.pathname);
  }
  return found;
}
