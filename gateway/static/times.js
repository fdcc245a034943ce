// Times as people in Shanghai read them, whatever this machine's own zone.

const ZONE = "Asia/Shanghai";
const HOUR = 3600;
const clock = new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hour12: false });
const day = new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, month: "long", day: "numeric", weekday: "short" });

export const timeOf = (date) => clock.format(date);
export const dayOf = (date) => day.format(date);

const shifted = (date) => new Date(date.getTime() + 8 * HOUR * 1000);

// The next time it is `hour` o'clock in Shanghai: how many seconds away, and what people call it.
export function until(hour, now) {
  const local = shifted(now);
  const seconds = local.getUTCHours() * HOUR + local.getUTCMinutes() * 60 + local.getUTCSeconds();
  const isToday = seconds < hour * HOUR;
  const away = hour * HOUR - seconds + (isToday ? 0 : 24 * HOUR);
  const part = hour < 12 ? "早" : "晚";
  return { away, label: `到${isToday ? "今" : "明"}${part} ${hour}:00` };
}

// What <input type="datetime-local"> wants; the server reads it as Shanghai time.
export const fieldValue = (date) => shifted(date).toISOString().slice(0, 16);
