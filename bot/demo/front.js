"use strict";

const EVERY = 2000;
const NOTES = {
  early: "The demo is still getting ready. Try again in a moment.",
  gone: "That thread is not there any more.",
  closed: "That member may not see this thread. Be somebody else.",
};
const find = (id) => document.getElementById(id);
let shown = "";
let chosen = remembered();

/* Text from members only ever becomes text, never markup. */
function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function remembered() {
  try { return localStorage.getItem("quire-member"); } catch { return null; }
}

function counted(number, one, many) { return `${number.toLocaleString("en")} ${number === 1 ? one : many}`; }

function way(place) {
  const query = new URLSearchParams({ as: chosen, zone: Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC" });
  return `/open/${place}?${query}`;
}

function aimLinks() {
  for (const link of document.querySelectorAll("a[data-place]")) link.href = way(link.dataset.place);
  for (const tag of document.querySelectorAll("[data-turn]")) {
    const yours = tag.dataset.turn === chosen;
    tag.classList.toggle("yours", yours);
    tag.textContent = yours ? "Your turn" : `${tag.dataset.name}’s turn`;
  }
}

function drawMembers(members) {
  const key = members.map((member) => member.id).join();
  if (find("members").dataset.drawn === key) return;
  find("members").dataset.drawn = key;
  const box = make("div", "choices");
  for (const member of members) {
    const choice = make("div", "choice");
    const input = make("input");
    Object.assign(input, { type: "radio", name: "member", id: `member-${member.id}`, value: member.id, checked: member.id === chosen });
    input.addEventListener("change", () => {
      chosen = member.id;
      try { localStorage.setItem("quire-member", chosen); } catch { /* it is only a convenience */ }
      aimLinks();
    });
    const label = make("label");
    label.htmlFor = input.id;
    const words = make("span");
    words.append(make("b", "", member.name), make("small", "", member.part));
    label.append(make("span", "face", member.name[0]), words);
    label.firstChild.setAttribute("aria-hidden", "true");
    choice.append(input, label);
    box.append(choice);
  }
  find("members").querySelector(".choices")?.remove();
  find("members").append(box);
}

function drawStory(story, members) {
  const item = make("li");
  const place = make(story.thread ? "a" : "div", "place");
  if (story.thread) place.dataset.place = story.thread;
  place.dataset.story = story.number;
  place.append(make("span", "name", story.title));
  const about = make("span", "about");
  const writer = members.find((member) => member.id === story.turn);
  if (writer) {
    const turn = make("span", "turn");
    Object.assign(turn.dataset, { turn: writer.id, name: writer.name });
    about.append(turn, " · ");
  }
  const facts = [counted(story.passages, "passage", "passages"), counted(story.words, "word", "words"), story.state];
  if (!story.thread) facts.push("its thread is gone");
  about.append(facts.join(" · "));
  place.append(about);
  item.append(place);
  return item;
}

function draw(world) {
  if (!world.ready) return;
  if (!world.members.some((member) => member.id === chosen)) chosen = world.members[0].id;
  const focused = document.activeElement?.dataset?.place || document.activeElement?.id;
  drawMembers(world.members);
  find("room").dataset.place = "room";
  find("room").querySelector(".name").textContent = `#${world.channel.name}`;
  find("stories").replaceChildren(...world.stories.map((story) => drawStory(story, world.members)));
  find("count").textContent = world.stories.length ? world.stories.length : "";
  find("empty").hidden = world.stories.length > 0;
  aimLinks();
  if (focused) (document.querySelector(`a[data-place="${CSS.escape(focused)}"]`) || find(focused))?.focus();
}

function showTime(now) {
  find("now").dateTime = now;
  find("now").textContent = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" }).format(new Date(now));
}

async function leap(event) {
  for (const button of document.querySelectorAll("[data-hours]")) button.disabled = true;
  try {
    const query = new URLSearchParams({ hours: event.currentTarget.dataset.hours });
    await fetch(`/api/later?${query}`, { method: "POST", headers: { "X-Quire-Demo": "1" } });
  } finally {
    setTimeout(() => {
      for (const button of document.querySelectorAll("[data-hours]")) button.disabled = false;
    }, EVERY);
  }
}

async function look() {
  try {
    const answer = await fetch("/api/world", { cache: "no-store" });
    const text = await answer.text();
    if (!answer.ok) throw new Error(String(answer.status));
    const world = JSON.parse(text);
    if (world.ready) showTime(world.now);
    if (text !== shown) { draw(world); shown = text; }
    find("footer").textContent = world.ready
      ? `${world.guild} · everything stays on this machine. Stories are kept when you stop the demo with Ctrl-C.`
      : "Getting ready…";
  } catch {
    find("footer").textContent = "The demo does not answer. Is it still running?";
  }
  setTimeout(look, EVERY);
}

const note = NOTES[new URLSearchParams(location.search).get("note")];
if (note) {
  find("note").textContent = note;
  find("note").hidden = false;
  history.replaceState(null, "", "/");
}
for (const button of document.querySelectorAll("[data-hours]")) button.addEventListener("click", leap);
look();
