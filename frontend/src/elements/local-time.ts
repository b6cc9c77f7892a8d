/** Writes a moment the way the reader's browser does, in the reader's time zone. */
export class LocalTime extends HTMLElement {
  connectedCallback(): void {
    const time = this.querySelector("time");
    const moment = new Date(time?.dateTime ?? "");
    if (!time || Number.isNaN(moment.getTime())) return;
    const today = moment.toDateString() === new Date().toDateString();
    time.textContent = today
      ? moment.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" })
      : moment.toLocaleDateString(undefined, { dateStyle: "medium" });
    time.title = moment.toLocaleString();
  }
}
