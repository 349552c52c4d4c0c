// A colour of the host page's choice stays readable: black or white on it, whichever stands out more.

const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const luminance = ([red, green, blue]) => 0.2126 * channel(red / 255) + 0.7152 * channel(green / 255) + 0.0722 * channel(blue / 255);

export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const WHITE = [255, 255, 255];
const BLACK = [0, 0, 0];

const LIGHT = [244, 247, 247]; // the ground of each theme, as in chat.css
const DARK = [23, 35, 38];
const READABLE = 4.5;

/** The three parts of `#rgb` or `#rrggbb`; null for anything else. */
function parsed(colour) {
  const found = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec((colour ?? "").trim());
  if (!found) return null;
  const digits = found[1].length === 3 ? [...found[1]].map((digit) => digit + digit) : found[1].match(/../g);
  return digits.map((pair) => parseInt(pair, 16));
}

const mixed = (one, other, share) => one.map((part, index) => Math.round(part * (1 - share) + other[index] * share));
const css = (parts) => `rgb(${parts.join(" ")})`;

/** `{brand, on}` as CSS colours; null when the colour is none. */
export function brand(colour) {
  const parts = parsed(colour);
  return parts && { brand: css(parts), on: contrast(parts, WHITE) >= contrast(parts, BLACK) ? "#fff" : "#000" };
}

/** The colour as words, and the tint they may stand on: as near to it as can be read in a theme. */
export function words(colour, ground, towards) {
  const parts = parsed(colour);
  for (let share = 0; ; share += 0.05) {
    const link = mixed(parts, towards, Math.min(share, 1));
    const soft = mixed(ground, link, 0.08);
    if (share >= 1 || Math.min(contrast(link, ground), contrast(link, soft)) >= READABLE) return { link, soft };
  }
}

/** The custom properties of chat.css for a colour of the host page's; none when the colour is none. */
export function palette(colour) {
  const chosen = brand(colour);
  if (!chosen) return {};
  const light = words(colour, LIGHT, BLACK);
  const dark = words(colour, DARK, WHITE);
  return {
    "--brand": chosen.brand, "--on-brand": chosen.on, "--mine": chosen.brand, "--on-mine": chosen.on, "--link-light": css(light.link), "--soft-light": css(light.soft),
    "--link-dark": css(dark.link), "--soft-dark": css(dark.soft),
  };
}
