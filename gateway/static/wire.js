// The way to the server: requests, the stream of changes, and what is known so far.

async function request(path, options) {
  let answer;
  try {
    answer = await fetch(`/rehearsal/${path}`, options);
  } catch {
    throw new Error("连不上排练服务器，请看看它是不是还开着。");
  }
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error || `出错了（${answer.status}）`);
  return body;
}

export const get = (path) => request(path);
export const remove = (path) => request(path, { method: "DELETE" });
export const post = (path, body) =>
  request(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

export const known = {
  people: [],
  chats: [],
  messages: new Map(), // chat id -> messages, in order
  typing: new Map(), // chat id -> until when (ms)
  answers: [], // answers to taps, waiting to be shown
  faults: [],
  settings: {},
  skew: 0, // ms the rehearsal's clock is ahead of this machine's
  offset: 0,
  isConnected: false,
};

const watchers = new Set();
let isScheduled = false;
// One repaint a frame, however many changes came.
export function changed() {
  if (isScheduled) return;
  isScheduled = true;
  setTimeout(() => {
    isScheduled = false;
    watchers.forEach((watch) => watch());
  }, 16);
}
export function watch(callback) {
  watchers.add(callback);
  return () => watchers.delete(callback);
}

export const now = () => new Date(Date.now() + known.skew);

async function loadChats() {
  const [people, chats] = await Promise.all([get("people"), get("chats")]);
  known.people = people.people;
  known.chats = chats.chats;
  changed();
}

async function loadClock() {
  const sent = Date.now();
  const clock = await get("clock");
  known.skew = new Date(clock.now).getTime() - (sent + Date.now()) / 2;
  known.offset = clock.offset;
  changed();
}

async function loadFaults() {
  known.faults = (await get("faults")).faults;
  changed();
}

export async function loadMessages(chat) {
  if (!known.messages.has(chat)) known.messages.set(chat, []);
  known.messages.set(chat, (await get(`messages?chat=${chat}`)).messages);
  changed();
}

async function loadEverything() {
  await Promise.all([loadChats(), loadClock(), loadFaults()]);
  known.settings = await get("settings");
  const open = [...known.messages.keys()].filter((id) => known.chats.some((chat) => chat.id === id));
  known.messages = new Map(open.map((id) => [id, known.messages.get(id)]));
  await Promise.all(open.map(loadMessages));
}

function takeMessage(chat, message) {
  known.typing.delete(chat);
  const list = known.messages.get(chat);
  if (list) {
    const index = list.findIndex((one) => one.id === message.id);
    if (index < 0) list.push(message);
    else list[index] = message;
  }
  loadChatsSoon();
}

let soon = null;
// Keyboards and first greetings change with messages; once a moment is enough.
function loadChatsSoon() {
  clearTimeout(soon);
  soon = setTimeout(loadChats, 60);
}

function take(event) {
  switch (event.kind) {
    case "message":
      takeMessage(event.chat, event.message);
      break;
    case "deleted": {
      const list = known.messages.get(event.chat);
      if (list) known.messages.set(event.chat, list.filter((one) => one.id !== event.id));
      loadChatsSoon();
      break;
    }
    case "answer":
      if (event.text) known.answers.push(event);
      break;
    case "action":
      known.typing.set(event.chat, Date.now() + 5000);
      setTimeout(changed, 5100);
      break;
    case "clock":
      loadClock();
      break;
    case "faults":
      loadFaults();
      break;
    case "reload":
      loadEverything();
      break;
    default:
      loadChatsSoon();
  }
  changed();
}

export function connect() {
  const stream = new EventSource("/rehearsal/events");
  stream.onopen = () => {
    known.isConnected = true;
    loadEverything();
  };
  stream.onmessage = (event) => take(JSON.parse(event.data));
  stream.onerror = () => {
    known.isConnected = false;
    changed();
  };
}

export function readBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",", 2)[1] || "");
    reader.onerror = () => reject(new Error("这个文件读不出来，请换一个试试。"));
    reader.readAsDataURL(file);
  });
}
