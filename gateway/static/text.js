// Formatted text: the wire's entities (UTF-16 units, as JavaScript counts) become elements.
import { html } from "/static/vendor/preact-htm.js";

const TAGS = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};
const SAFE = /^(https?:|tg:|tel:|mailto:)/i;

function dress(entity, inside, raw) {
  if (entity.type === "text_link" || entity.type === "url") {
    const address = entity.url || raw;
    if (!SAFE.test(address)) return inside;
    return html`<a href=${address} target="_blank" rel="noopener noreferrer">${inside}</a>`;
  }
  if (entity.type === "spoiler") return html`<span class="spoiler">${inside}</span>`;
  const tag = TAGS[entity.type];
  return tag ? html`<${tag}>${inside}<//>` : inside;
}

export function formatted(text, entities, from = 0, to = text.length) {
  const parts = [];
  let at = from;
  const rest = entities.filter((one) => one.offset >= from && one.offset + one.length <= to);
  while (rest.length) {
    const entity = rest.shift();
    if (entity.offset < at) continue;
    const end = entity.offset + entity.length;
    if (entity.offset > at) parts.push(text.slice(at, entity.offset));
    const inner = rest.filter((one) => one.offset >= entity.offset && one.offset + one.length <= end);
    parts.push(dress(entity, formatted(text, inner, entity.offset, end), text.slice(entity.offset, end)));
    at = end;
  }
  if (at < to) parts.push(text.slice(at, to));
  return parts;
}
