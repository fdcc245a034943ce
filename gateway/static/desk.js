// The trainer's desk: the clock, trouble on demand, new people and groups.
import { html, useEffect, useState } from "/static/vendor/preact-htm.js";
import { dayOf, fieldValue, timeOf, until } from "/static/times.js";
import { known, now, post, remove } from "/static/wire.js";

const FAULTS = [
  { kind: "cut", label: "断网：做了，但回音丢了" },
  { kind: "429", label: "限速：请等几秒" },
  { kind: "500", label: "对方服务器出错" },
  { kind: "slow", label: "很慢" },
  { kind: "blocked", label: "把机器人拉黑" },
  { kind: "migrate", label: "群升级为超级群" },
];
const labelOf = (kind) => FAULTS.find((one) => one.kind === kind)?.label || kind;

export function ClockBar({ tell, isOpen, onOpen }) {
  const [isMoving, setMoving] = useState(false);
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const move = async (body) => {
    setMoving(true);
    try {
      const { known: heard } = await post("clock", body);
      tell(heard ? "时间已经快进，机器人也知道了。" : "时间已经快进，但机器人还没有回应。");
    } catch (error) {
      tell(error.message);
    }
    setMoving(false);
  };
  const evening = until(19, now());
  const morning = until(7, now());
  return html`<div class=${`clock ${isOpen ? "open" : ""}`}>
    <p class="now"><span>排练时间</span> <b>${dayOf(now())} ${timeOf(now())}</b></p>
    <div class="moves">
      <button type="button" disabled=${isMoving} onClick=${() => move({ advance: 3600 })}>快进 1 小时</button>
      <button type="button" disabled=${isMoving} onClick=${() => move({ advance: evening.away })}>${evening.label}</button>
      <button type="button" disabled=${isMoving} onClick=${() => move({ advance: morning.away })}>${morning.label}</button>
    </div>
    <button type="button" class="desk-button" aria-expanded=${isOpen} onClick=${onOpen}>${isOpen ? "收起排练台" : "排练台"}</button>
    ${isOpen && html`<${Desk} tell=${tell} move=${move} />`}
  </div>`;
}

function Desk({ tell, move }) {
  return html`<div class="desk">
    <${CustomTime} move=${move} />
    <${FaultsPanel} tell=${tell} />
    <${NewPerson} tell=${tell} />
    <${NewGroup} tell=${tell} />
  </div>`;
}

function CustomTime({ move }) {
  const [moment, setMoment] = useState(() => fieldValue(new Date(now().getTime() + 86400000)));
  const go = (event) => {
    event.preventDefault();
    move({ to: moment });
  };
  return html`<form onSubmit=${go}>
    <h2>调时间</h2>
    <p>时间只能往后走，不能倒回去。</p>
    <label>快进到<input type="datetime-local" required value=${moment} onInput=${(e) => setMoment(e.target.value)} /></label>
    <button type="submit">快进</button>
  </form>`;
}

function FaultsPanel({ tell }) {
  const [kind, setKind] = useState(FAULTS[0].kind);
  const [chat, setChat] = useState("");
  const [times, setTimes] = useState("1");
  const act = async (run, said) => {
    try {
      await run();
      tell(said);
    } catch (error) {
      tell(error.message);
    }
  };
  const add = (event) => {
    event.preventDefault();
    const body = { kind, times: Number(times), ...(chat ? { chat: Number(chat) } : {}) };
    act(() => post("faults", body), `已打开：${labelOf(kind)}`);
  };
  return html`<form onSubmit=${add}>
    <h2>出点状况</h2>
    <label>什么状况<select onChange=${(e) => setKind(e.target.value)}>
      ${FAULTS.map((one) => html`<option value=${one.kind} selected=${one.kind === kind}>${one.label}</option>`)}
    </select></label>
    <label>对谁<select onChange=${(e) => setChat(e.target.value)}>
      <option value="">所有人</option>
      ${known.chats.map((one) => html`<option value=${one.id}>${one.title}</option>`)}
    </select></label>
    <label>几次<select onChange=${(e) => setTimes(e.target.value)}>
      <option value="1">1 次</option><option value="3">3 次</option><option value="10">10 次</option>
      <option value="-1">一直到关掉</option>
    </select></label>
    <button type="submit">打开</button>
    ${known.faults.length > 0 &&
    html`<p>现在开着：</p>
      <ul>
        ${known.faults.map((one) => html`<li>${labelOf(one.kind)}（${one.times < 0 ? "一直" : `还有 ${one.times} 次`}）</li>`)}
      </ul>
      <button type="button" onClick=${() => act(() => remove("faults"), "都关掉了，一切恢复正常。")}>全部关掉</button>`}
  </form>`;
}

function NewPerson({ tell }) {
  const [name, setName] = useState("");
  const add = async (event) => {
    event.preventDefault();
    try {
      await post("people", { name });
      tell(`${name} 来了，可以在任何一部手机上选。`);
      setName("");
    } catch (error) {
      tell(error.message);
    }
  };
  return html`<form onSubmit=${add}>
    <h2>加一个人</h2>
    <label>怎么称呼<input required maxlength="64" value=${name} onInput=${(e) => setName(e.target.value)} /></label>
    <button type="submit">加进来</button>
  </form>`;
}

function NewGroup({ tell }) {
  const [title, setTitle] = useState("");
  const [members, setMembers] = useState([]);
  const toggle = (id) => setMembers(members.includes(id) ? members.filter((one) => one !== id) : [...members, id]);
  const add = async (event) => {
    event.preventDefault();
    try {
      await post("groups", { title, members });
      tell(`“${title}”建好了，机器人也在群里。`);
      setTitle("");
      setMembers([]);
    } catch (error) {
      tell(error.message);
    }
  };
  return html`<form onSubmit=${add}>
    <h2>建一个群</h2>
    <label>群名<input required maxlength="128" value=${title} onInput=${(e) => setTitle(e.target.value)} /></label>
    <fieldset>
      <legend>谁在群里</legend>
      ${known.people.map(
        (one) => html`<label class="check"
          ><input type="checkbox" checked=${members.includes(one.id)} onChange=${() => toggle(one.id)} /> ${one.name}</label
        >`,
      )}
    </fieldset>
    <button type="submit">建群</button>
  </form>`;
}
