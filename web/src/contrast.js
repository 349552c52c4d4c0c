// A colour of the host page's choice stays readable: black or white on it, whichever stands out more.

const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const luminance = ([red, green, blue]) => 0.2126 * channel(red / 255) + 0.7152 * channel(green / 255) + 0.0722 * channel(blue / 255);

export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const WHITE = [255, 255, 255];
const BLACK = [0, 0, 0];

/** `{brand, on}` as CSS colours for `#rgb` or `#rrggbb`; null for anything else. */
export function brand(colour) {
  const found = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec((colour ?? "").trim());
  if (!found) return null;
  const digits = found[1].length === 3 ? [...found[1]].map((digit) => digit + digit) : found[1].match(/../g);
  const parts = digits.map((pair) => parseInt(pair, 16));
  return { brand: `rgb(${parts.join(" ")})`, on: contrast(parts, WHITE) >= contrast(parts, BLACK) ? "#fff" : "#000" };
}
