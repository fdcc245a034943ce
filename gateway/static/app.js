// The page: a banner that says what this is, the clock, and as many phones side by side as fit.
import { html, render, useEffect, useReducer, useState } from "/static/vendor/preact-htm.js";
import { ClockBar } from "/static/desk.js";
import { Phone } from "/static/phone.js";
import { connect, known, watch } from "/static/wire.js";

const REMEMBERED = "yinling.phones";
const PHONE_WIDTH = 370;
const NOTICE_MS = 7000;

function remembered() {
  try {
    const kept = JSON.parse(localStorage.getItem(REMEMBERED) || "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function useWidth() {
  const [width, setWidth] = useState(window.innerWidth);
  useEffect(() => {
    const measure = () => setWidth(window.innerWidth);
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, []);
  return width;
}

// Chosen phones first; free places get people in order, and the last one a group.
function fill(chosen, places) {
  const there = new Set(known.chats.map((chat) => chat.id));
  const shown = chosen.filter((id) => there.has(id)).slice(0, places);
  const rest = known.chats.filter((chat) => !shown.includes(chat.id));
  const groups = rest.filter((chat) => chat.type !== "private");
  const people = rest.filter((chat) => chat.type === "private");
  const wantsGroup = places > 1 && groups.length > 0 && chosen.length < places;
  while (shown.length < places - (wantsGroup ? 1 : 0) && people.length) shown.push(people.shift().id);
  while (shown.length < places && groups.length) shown.push(groups.shift().id);
  return shown;
}

function App() {
  const [, repaint] = useReducer((n) => n + 1, 0);
  const [chosen, setChosen] = useState(remembered);
  const [closed, setClosed] = useState(0);
  const [notice, setNotice] = useState("");
  const [isDeskOpen, setDeskOpen] = useState(false);
  const width = useWidth();
  useEffect(() => watch(repaint), []);
  useEffect(() => {
    if (!notice) return undefined;
    const timer = setTimeout(() => setNotice(""), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  const fitting = Math.max(1, Math.floor(width / PHONE_WIDTH));
  const places = Math.max(1, fitting - closed);
  const shown = fill(chosen, places);
  const choose = (ids) => {
    localStorage.setItem(REMEMBERED, JSON.stringify(ids));
    setChosen(ids);
  };
  const pick = (place, id) => {
    const before = shown.indexOf(id);
    const ids = [...shown];
    if (before >= 0) ids[before] = ids[place];
    ids[place] = id;
    choose(ids);
  };
  const close = (place) => {
    choose(shown.filter((_, index) => index !== place));
    setClosed(closed + 1);
  };
  return html`
    <div class="banner" role="note">这是排练，不是真的 Telegram${known.isConnected ? "" : " · 正在重新连接……"}</div>
    <${ClockBar} tell=${setNotice} isOpen=${isDeskOpen} onOpen=${() => setDeskOpen(!isDeskOpen)} />
    <div class="notice-place" role="status">${notice && html`<div class="notice">${notice}</div>`}</div>
    <main>
      ${known.chats.length === 0 &&
      html`<p class="starting">还没有人。请点“排练台”，加一个人。</p>`}
      ${shown.map(
        (id, place) => html`<${Phone}
          key=${id}
          chatId=${id}
          onPick=${(next) => pick(place, next)}
          onClose=${shown.length > 1 ? () => close(place) : null}
        />`,
      )}
      ${closed > 0 && fitting > 1 && html`<button type="button" class="another" onClick=${() => setClosed(closed - 1)}>再开一部手机</button>`}
    </main>
  `;
}

const page = document.getElementById("page");
page.textContent = "";
render(html`<${App} />`, page);
connect();
