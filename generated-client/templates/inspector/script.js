// Shows new calls without a reload, and copies texts. Without it all pages work, still ones.
"use strict";

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  // Marks stand for invisible characters; those without a code are followed by theirs.
  const text = source.cloneNode(true);
  for (const mark of text.querySelectorAll("i")) {
    mark.replaceWith(mark.dataset.code ? String.fromCodePoint(mark.dataset.code) : "");
  }
  try {
    await navigator.clipboard.writeText(text.textContent);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(source);
    button.textContent = "Selected: press Ctrl+C";
  }
  setTimeout(() => (button.textContent = "Copy"), 2000);
}

const list = document.getElementById("calls");
if (list?.dataset.events) follow(list, Number(list.dataset.most));

function follow(list, most) {
  const [status, held, pause, reload] = ["live", "held", "pause", "reload"].map((id) => document.getElementById(id));
  let url = list.dataset.events;
  let events;
  let waiting = []; // Batches that are not shown yet, the newest first.
  let count = 0;

  const paused = () => pause.getAttribute("aria-pressed") === "true";
  // Nothing moves under the eyes or the keyboard of someone who is in the list.
  const reading = () => paused() || list.getBoundingClientRect().top < 0 || list.contains(document.activeElement);

  function show() {
    list.insertAdjacentHTML("afterbegin", waiting.map((batch) => batch.rows).join(""));
    while (list.children.length > most) list.lastElementChild.remove();
    if (list.children.length) document.getElementById("empty")?.remove();
    waiting = [];
    count = 0;
    held.hidden = true;
  }

  function take(batch) {
    url = batch.next;
    waiting.unshift(batch);
    count += batch.count;
    // As many as the list takes, and no more.
    let rows = 0;
    waiting = waiting.filter((held) => (rows += held.count) - held.count < most);
    if (!reading()) return show();
    held.textContent = `Show ${count} new ${count === 1 ? "call" : "calls"}`;
    held.hidden = false;
  }

  function connect() {
    events?.close();
    events = new EventSource(url);
    events.onopen = () => (status.textContent = paused() ? "Paused" : "Live");
    events.onerror = () => (status.textContent = "No connection; trying again");
    events.addEventListener("calls", (event) => take(JSON.parse(event.data)));
    events.addEventListener("restarted", () => location.reload());
  }

  pause.addEventListener("click", () => {
    pause.setAttribute("aria-pressed", String(!paused()));
    status.textContent = paused() ? "Paused" : "Live";
    if (!paused()) show();
  });
  held.addEventListener("click", () => {
    show();
    scrollTo(0, 0);
    pause.focus({ preventScroll: true });
  });
  // A browser has few connections to one server: a page that nobody sees needs none.
  document.addEventListener("visibilitychange", () => (document.hidden ? events.close() : connect()));
  reload.hidden = true;
  pause.hidden = false;
  connect();
}
