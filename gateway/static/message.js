// One message: a bubble, what it carries, and its buttons.
import { html } from "/static/vendor/preact-htm.js";
import { formatted } from "/static/text.js";
import { timeOf } from "/static/times.js";

const SIZES = [
  [1 << 20, "MB"],
  [1 << 10, "KB"],
];

function sizeOf(bytes) {
  const [unit, name] = SIZES.find(([least]) => bytes >= least) || [1, "字节"];
  return `${Math.round(bytes / unit)} ${name}`;
}

function Media({ message }) {
  const { media, file } = message;
  if (media === "contact") {
    const { first_name: name, last_name: last, phone_number: phone } = message.contact;
    return html`<div class="card">名片：${name}${last || ""}<br />电话 ${phone}</div>`;
  }
  if (media === "location") {
    const { latitude, longitude } = message.location;
    return html`<div class="card">位置<br />北纬 ${latitude.toFixed(5)}，东经 ${longitude.toFixed(5)}</div>`;
  }
  if (media === "photo") {
    return html`<a href=${file.url} target="_blank" rel="noopener">
      <img src=${file.url} alt="照片，点开看大图" loading="lazy" /></a
    >`;
  }
  if (media === "voice" || media === "audio") {
    return html`<div class="card">
      语音 ${file.seconds ? `${file.seconds} 秒` : ""}
      <audio controls preload="none" src=${file.url} aria-label="播放语音"></audio>
    </div>`;
  }
  if (media === "video") return html`<video controls preload="metadata" src=${file.url}></video>`;
  return html`<a class="card file" href=${file.url} download=${file.name}>
    文件：${file.name}<br /><small>${sizeOf(file.bytes)} · 点这里打开</small>
  </a>`;
}

function service(message) {
  if (message.new_chat_members) return `${message.new_chat_members.join("、")} 进了群`;
  if (message.left_chat_member) return `${message.left_chat_member.join("、")} 离开了群`;
  if (message.migrate_to_chat_id) return "这个群正在升级为超级群";
  if (message.migrate_from_chat_id) return "群已升级为超级群，以前的话都还在上面";
  return null;
}

export function Message({ message, isOwn, isGroup, quoted, onTap, onReply }) {
  const note = service(message);
  if (note) return html`<li class="note">${note}</li>`;
  const isBot = message.from === "bot";
  const own = isGroup ? `${message.name}（您）` : "您";
  return html`<li class=${`message ${isOwn ? "own" : "other"}`}>
    <div class="bubble">
      <div class="who">${isOwn ? own : message.name}${isBot ? " · 机器人" : ""}</div>
      ${message.forward_origin && html`<div class="quoted">转发来的</div>`}
      ${quoted && html`<div class="quoted">回复：${(quoted.text || "一条消息").slice(0, 40)}</div>`}
      ${message.media && html`<${Media} message=${message} />`}
      ${message.text && html`<div class="words">${formatted(message.text, message.entities)}</div>`}
      <div class="when">
        ${isGroup && isBot && html`<button type="button" class="reply" onClick=${() => onReply(message)}>回复</button>`}
        ${message.reactions.join(" ")} ${message.edited ? "已改动 · " : ""}${timeOf(new Date(message.at))}
      </div>
    </div>
    ${message.rows.length > 0 &&
    html`<div class="inline">
      ${message.rows.map(
        (row) => html`<div class="row">
          ${row.map((button) =>
            button.kind === "url"
              ? html`<a class="button" href=${button.url} target="_blank" rel="noopener">${button.text} ↗</a>`
              : html`<button type="button" onClick=${() => onTap(button.text, message.id)}>${button.text}</button>`,
          )}
        </div>`,
      )}
    </div>`}
  </li>`;
}
