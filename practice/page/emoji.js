// The few emoji short names that messages here use; any other stays as typed.

const GLYPHS = {
  white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", warning: "⚠️",
  information_source: "ℹ️", question: "❓", exclamation: "❗", bell: "🔔",
  calendar: "📅", spiral_calendar_pad: "🗓️", date: "📅", clock1: "🕐", clock9: "🕘",
  alarm_clock: "⏰", hourglass: "⌛", hourglass_flowing_sand: "⏳", lock: "🔒",
  unlock: "🔓", key: "🔑", memo: "📝", pencil: "📝", pencil2: "✏️", clipboard: "📋",
  page_facing_up: "📄", file_folder: "📁", pushpin: "📌", round_pushpin: "📍",
  paperclip: "📎", link: "🔗", telephone_receiver: "📞", phone: "☎️", email: "✉️",
  envelope: "✉️", speech_balloon: "💬", thought_balloon: "💭", loudspeaker: "📢",
  eyes: "👀", wave: "👋", "+1": "👍", "-1": "👎", thumbsup: "👍", thumbsdown: "👎",
  raised_hands: "🙌", pray: "🙏", clap: "👏", smile: "😄", slightly_smiling_face: "🙂",
  heart: "❤️", tada: "🎉", star: "⭐", red_circle: "🔴", large_orange_circle: "🟠",
  large_yellow_circle: "🟡", large_green_circle: "🟢", large_blue_circle: "🔵",
  white_circle: "⚪", small_blue_diamond: "🔹", arrow_right: "➡️", arrow_up: "⬆️",
  arrow_down: "⬇️", house: "🏠", school: "🏫", hospital: "🏥", scales: "⚖️",
  busts_in_silhouette: "👥", bust_in_silhouette: "👤", family: "👪", baby: "👶",
  chart_with_upwards_trend: "📈", chart_with_downwards_trend: "📉", bar_chart: "📊",
  mag: "🔍", bulb: "💡", no_entry: "⛔", rotating_light: "🚨", seedling: "🌱",
};

/** Put glyphs in place of the short names that we know. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => GLYPHS[name] ?? whole);
}

/** The glyph for one short name, or the name in colons. */
export function glyph(name) {
  return GLYPHS[name] ?? `:${name}:`;
}
