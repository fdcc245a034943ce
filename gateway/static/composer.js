// What a person can say or share: the big keyboard, the line to type in, photos, voice, files, phone, place.
import { html, useRef, useState } from "/static/vendor/preact-htm.js";
import { readBase64 } from "/static/wire.js";

const FILES = [
  { kind: "photo", label: "照片", accept: "image/*" },
  { kind: "voice", label: "语音文件", accept: "audio/*,.ogg,.oga" },
  { kind: "document", label: "文件", accept: "" },
];

function Keyboard({ rows, onLabel, onAsk }) {
  return html`<div class="keyboard" aria-label="大按钮">
    ${rows.map(
      (row) => html`<div class="row">
        ${row.map((button) => {
          const ask = button.request_contact ? "contact" : button.request_location ? "location" : null;
          return html`<button type="button" onClick=${() => (ask ? onAsk(ask) : onLabel(button.text))}>
            ${button.text}
          </button>`;
        })}
      </div>`,
    )}
  </div>`;
}

// The place offered first: the one last seen in this talk, else the middle of Hekou.
const USUAL_PLACE = { latitude: 37.4505, longitude: 118.5827 };

function ShareForm({ what, place = USUAL_PLACE, onShare, onClose }) {
  const [phone, setPhone] = useState("");
  const [name, setName] = useState("");
  const [lat, setLat] = useState(place.latitude.toFixed(5));
  const [lon, setLon] = useState(place.longitude.toFixed(5));
  const send = (event) => {
    event.preventDefault();
    onShare(
      what === "contact"
        ? { contact: { phone, ...(name ? { name } : {}) } }
        : { location: { lat: Number(lat), lon: Number(lon) } },
    );
  };
  return html`<form class="share" onSubmit=${send}>
    ${what === "contact"
      ? html`<label>电话号码<input required inputmode="tel" value=${phone} onInput=${(e) => setPhone(e.target.value)} /></label>
          <label>谁的（空着就是自己的）<input value=${name} onInput=${(e) => setName(e.target.value)} /></label>`
      : html`<label>纬度<input required inputmode="decimal" value=${lat} onInput=${(e) => setLat(e.target.value)} /></label>
          <label>经度<input required inputmode="decimal" value=${lon} onInput=${(e) => setLon(e.target.value)} /></label>`}
    <div class="row">
      <button type="submit" class="main">${what === "contact" ? "发送名片" : "发送位置"}</button>
      <button type="button" onClick=${onClose}>不发了</button>
    </div>
  </form>`;
}

export function Composer({ chat, isNew, lastPlace, act }) {
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [asking, setAsking] = useState(null);
  const field = useRef(null);
  const say = async (event) => {
    event.preventDefault();
    if (!text.trim()) return field.current.focus();
    if (await act("say", { text })) setText("");
  };
  const share = async (body) => {
    if (await act("share", body)) {
      setAsking(null);
      setOpen(false);
    }
  };
  const pick = async (kind, event) => {
    const file = event.target.files[0];
    event.target.value = "";
    if (file) share({ [kind]: await readBase64(file), filename: file.name });
  };
  if (isNew) {
    return html`<div class="composer">
      <button type="button" class="main wide" onClick=${() => act("say", { text: "/start" })}>开始</button>
    </div>`;
  }
  const press = (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) say(event);
  };
  return html`<div class="composer">
    ${asking && html`<${ShareForm} what=${asking} place=${lastPlace} onShare=${share} onClose=${() => setAsking(null)} />`}
    ${isOpen &&
    !asking &&
    html`<div class="row extras">
      ${FILES.map(
        ({ kind, label, accept }) => html`<label class="button"
          >${label}<input type="file" class="unseen" accept=${accept} onChange=${(e) => pick(kind, e)}
        /></label>`,
      )}
      <button type="button" onClick=${() => setAsking("contact")}>电话名片</button>
      <button type="button" onClick=${() => setAsking("location")}>位置</button>
    </div>`}
    <form class="line" onSubmit=${say}>
      <button type="button" class="more" aria-expanded=${isOpen} aria-label="发照片、语音、文件、名片或位置" onClick=${() => setOpen(!isOpen)}>＋</button>
      <textarea ref=${field} rows="1" aria-label="要说的话" placeholder=${chat.placeholder || "在这里写字"} value=${text} onInput=${(e) => setText(e.target.value)} onKeyDown=${press}></textarea>
      <button type="submit" class="main">发送</button>
    </form>
    ${chat.keyboard.length > 0 &&
    !asking &&
    !isOpen &&
    html`<${Keyboard} rows=${chat.keyboard} onLabel=${(label) => act("tap", { button: label })} onAsk=${setAsking} />`}
  </div>`;
}
