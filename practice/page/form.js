// What has been chosen and typed on one surface (a message, a modal, a Home).

const keyOf = (field) => `${field.blockId}/${field.actionId}`;

/** Fields by block_id and action_id, in the shape that Slack calls state. */
export class Form {
  /** @param earlier the form of an earlier drawing, so that a redraw loses nothing
   *  @param stored what the workspace remembers, after a reload */
  constructor(earlier, stored = {}) {
    this.kept = earlier?.values() ?? stored;
    this.untouched = earlier?.untouched ?? {};
    this.fields = [];
  }

  /** What was there before the redraw, if the field is still the same. */
  before(blockId, actionId, type) {
    const value = this.kept[blockId]?.[actionId];
    return value?.type === type ? value : undefined;
  }

  /** Note a field: read() gives its value, check() a complaint or nothing. */
  add(field) {
    this.untouched[keyOf(field)] ??= JSON.stringify(field.read());
    this.fields.push(field);
  }

  /** Slack's state.values. */
  values() {
    const values = {};
    for (const { blockId, actionId, read } of this.fields) {
      values[blockId] ??= {};
      values[blockId][actionId] = read();
    }
    return values;
  }

  /** Whether anything was typed or chosen in an input since it was drawn. */
  changed() {
    return this.fields.some((field) => field.isInput
      && JSON.stringify(field.read()) !== this.untouched[keyOf(field)]);
  }

  /** Complaints by block_id, as the client checks before anything is sent. */
  complaints() {
    const complaints = {};
    for (const field of this.fields) {
      const complaint = field.isInput ? field.check?.() : undefined;
      if (complaint) complaints[field.blockId] = complaint;
    }
    return complaints;
  }
}

const empty = (value) => value === null || value === undefined || value === ""
  || (Array.isArray(value) && value.length === 0);

/** The part of a state value that the person gave. */
export function given(value) {
  const { type, ...rest } = value;
  if (type === "rich_text_input") return rest.rich_text_value;
  return Object.values(rest)[0];
}

/** Say what is missing or wrong in one input, in the person's words. */
export function complaint(element, value, optional) {
  const what = given(value);
  if (empty(what) || (typeof what === "string" && !what.trim()))
    return optional ? undefined : missing(element);
  const { min_length: least, max_length: most } = element;
  if (element.type === "plain_text_input") {
    if (least && what.length < least) return `Please write at least ${least} characters.`;
    if (most && what.length > most) return `This is ${what.length - most} characters too long.`;
  }
  if (element.type === "number_input") return numberComplaint(element, what);
  if (element.type === "email_text_input" && !/^\S+@\S+\.\S+$/.test(what))
    return "Please enter an e-mail address, such as name@example.org.";
  if (element.type === "url_text_input" && !/^https?:\/\/\S+$/.test(what))
    return "Please enter a web address that begins with https://.";
  return undefined;
}

function missing(element) {
  if (/select|radio|checkbox/.test(element.type)) return "Please choose an answer.";
  if (/date|time/.test(element.type)) return "Please choose a date or time.";
  return "Please fill this in.";
}

function numberComplaint(element, text) {
  const number = Number(text);
  if (Number.isNaN(number)) return "Please enter a number.";
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return "Please enter a whole number.";
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Please enter ${element.min_value} or more.`;
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `Please enter ${element.max_value} or less.`;
  return undefined;
}
