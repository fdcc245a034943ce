// One phone: whose it is, what it shows, and what its person does with it.
import { html, useEffect, useLayoutEffect, useRef, useState } from "/static/vendor/preact-htm.js";
import { Composer } from "/static/composer.js";
import { Message } from "/static/message.js";
import { dayOf } from "/static/times.js";
import { changed, known, loadMessages, post } from "/static/wire.js";

const KINDS = { private: "手机", group: "群", supergroup: "群" };
const TOAST_MS = 6000;
const SHOWN = 300; // messages; more would slow an old tablet down

function Picker({ chatId, onPick, label }) {
  const option = (chat) => html`<option value=${chat.id} selected=${chat.id === chatId}>
    ${KINDS[chat.type]}：${chat.title}
  </option>`;
  return html`<select aria-label=${label} value=${chatId} onChange=${(e) => onPick(Number(e.target.value))}>
    ${known.chats.map(option)}
  </select>`;
}

function Speaker({ chat, speaker, onPick }) {
  const members = known.people.filter((person) => chat.members.includes(person.id));
  return html`<label class="speaker">以谁的身份说话
    <select value=${speaker} onChange=${(e) => onPick(Number(e.target.value))}>
      ${members.map((one) => html`<option value=${one.id} selected=${one.id === speaker}>${one.name}</option>`)}
    </select></label
  >`;
}

function useAnswers(speaker, chatId) {
  const [toast, setToast] = useState(null);
  const [alert, setAlert] = useState(null);
  const mine = known.answers.findIndex((one) => one.from === speaker && one.chat === chatId);
  useEffect(() => {
    if (mine < 0) return;
    const [answer] = known.answers.splice(mine, 1);
    (answer.alert ? setAlert : setToast)(answer.text);
  });
  useEffect(() => {
    if (toast === null) return undefined;
    const timer = setTimeout(() => setToast(null), TOAST_MS);
    return () => clearTimeout(timer);
  }, [toast]);
  return { toast, setToast, alert, setAlert };
}

function withDays(messages) {
  let last = "";
  return messages.flatMap((message) => {
    const day = dayOf(new Date(message.at));
    const isNew = day !== last;
    last = day;
    return isNew ? [{ day }, { message }] : [{ message }];
  });
}

function Alert({ text, onClose }) {
  const button = useRef(null);
  useEffect(() => button.current.focus(), []);
  return html`<div class="veil">
    <div class="alert" role="alertdialog" aria-label="提示">
      <p>${text}</p>
      <button type="button" class="main" ref=${button} onClick=${onClose}>知道了</button>
    </div>
  </div>`;
}

export function Phone({ chatId, onPick, onClose }) {
  const chat = known.chats.find((one) => one.id === chatId);
  const [chosen, setChosen] = useState(null);
  const [replyTo, setReplyTo] = useState(null);
  const speaker = chat?.type === "private" ? chatId : chat?.members.includes(chosen) ? chosen : chat?.members[0];
  const list = useRef(null);
  const messages = known.messages.get(chatId);
  const { toast, setToast, alert, setAlert } = useAnswers(speaker, chatId);
  useEffect(() => {
    if (!known.messages.has(chatId)) loadMessages(chatId);
  }, [chatId]);
  const newest = messages?.at(-1);
  useLayoutEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [chatId, newest?.id, newest?.text, newest?.buttons.length, messages?.length, chat?.keyboard.length]);
  useEffect(() => {
    // Whatever opens below the talk, its newest words stay in sight.
    const talk = list.current;
    if (!talk) return undefined;
    const down = () => (talk.scrollTop = talk.scrollHeight);
    const keep = new ResizeObserver(down);
    keep.observe(talk);
    // A picture is high only once it has come.
    talk.addEventListener("load", down, true);
    return () => {
      keep.disconnect();
      talk.removeEventListener("load", down, true);
    };
  }, [chatId, Boolean(chat)]);
  if (!chat) return null;
  const act = async (what, body) => {
    try {
      const reply = replyTo && what !== "tap" ? { reply_to: replyTo.id } : {};
      const result = await post(what, { from: speaker, chat: chatId, ...reply, ...body });
      setReplyTo(null);
      if (result.url) window.open(result.url, "_blank", "noopener");
      return true;
    } catch (error) {
      setToast(error.message);
      return false;
    } finally {
      changed();
    }
  };
  const person = known.people.find((one) => one.id === chatId);
  const isNew = Boolean(person) && !person.opened;
  const isTyping = (known.typing.get(chatId) || 0) > Date.now();
  const lastPlace = messages?.findLast((one) => one.location)?.location;
  const byId = new Map((messages || []).map((one) => [one.id, one]));
  return html`<section class="phone" aria-label=${`${KINDS[chat.type]}：${chat.title}`}>
    <header>
      <${Picker} chatId=${chatId} onPick=${onPick} label="这是谁的手机，或者哪个群" />
      ${onClose && html`<button type="button" class="close" aria-label="收起这部手机" onClick=${onClose}>×</button>`}
    </header>
    ${chat.type !== "private" && html`<${Speaker} chat=${chat} speaker=${speaker} onPick=${setChosen} />`}
    ${person?.blocked && html`<p class="warning">这部手机把机器人拉黑了。说一句话就会恢复。</p>`}
    <ol class="messages" ref=${list} role="log" aria-live="polite" aria-label="消息">
      ${messages?.length === 0 && html`<li class="note">${isNew ? "点下面的“开始”，和银龄帮打个招呼" : "还没有消息"}</li>`}
      ${withDays((messages || []).slice(-SHOWN)).map(({ day, message }) =>
        day
          ? html`<li class="note day" key=${day}>${day}</li>`
          : html`<${Message} key=${message.id} message=${message} isOwn=${message.from === speaker} isGroup=${chat.type !== "private"} quoted=${byId.get(message.reply_to)} onReply=${setReplyTo} onTap=${(button, id) => act("tap", { button, message: id })} />`,
      )}
      ${isTyping && html`<li class="note">银龄帮正在输入……</li>`}
    </ol>
    <div class="toast-place" role="status">${toast && html`<div class="toast">${toast}</div>`}</div>
    ${alert && html`<${Alert} text=${alert} onClose=${() => setAlert(null)} />`}
    ${replyTo &&
    html`<p class="replying">
      <span>回复：${(replyTo.text || "一条消息").slice(0, 30)}</span>
      <button type="button" aria-label="不回复这条了" onClick=${() => setReplyTo(null)}>×</button>
    </p>`}
    ${speaker
      ? html`<${Composer} chat=${chat} isNew=${isNew} lastPlace=${lastPlace} act=${act} />`
      : html`<p class="warning">这个群里还没有人。</p>`}
  </section>`;
}
