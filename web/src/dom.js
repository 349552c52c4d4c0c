// Everything shown is built here, out of elements and text. Nothing in this folder turns a string into markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element. `attributes`: strings as they are, true as present, null and false as absent, functions as listeners (`onclick`). */
export function h(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

export function filled(element, attributes, children = []) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child != null && child !== false));
  return element;
}

/** A drawing of strokes, for eyes only; the control it stands in has a name in words. */
export function icon(...paths) {
  const drawing = filled(document.createElementNS(SVG, "svg"), { viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false", class: "icon" });
  for (const path of paths) drawing.append(filled(document.createElementNS(SVG, "path"), { d: path }));
  return drawing;
}

export function sheet(root, css) {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, made];
}
