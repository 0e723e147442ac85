// A picture is sent when it is chosen, or dropped on its plate, and the page says how far it is.
(() => {
  // The page has the messages, in its reader's language.
  const messages = document.querySelector(".album__plates").dataset;
  let underWay = 0;

  const plateOf = (target) => target.closest?.(".plate");
  const sayAloud = (words) => (document.getElementById("said").textContent = words);

  const complain = (plate, words) => {
    const line = plate.querySelector(".upload .problem");
    line.textContent = words;
    line.hidden = false;
    sayAloud(words);
  };

  // An answer is the inside of the plate, or, where it is about something else, words to be said there.
  const draw = (plate, html, field) => {
    const drawn = document.createElement("template");
    drawn.innerHTML = html;
    const refusal = drawn.content.textContent.trim();
    if (!drawn.content.querySelector(".plate__frame")) return complain(plate, refusal || messages.lost);
    plate.replaceChildren(drawn.content);
    htmx.process(plate);
    const problem = plate.querySelector(".upload .problem:not([hidden])");
    sayAloud(problem?.textContent ?? messages.arrived);
    document.getElementById(field).focus({ preventScroll: true });
  };

  const send = (plate, file) => {
    const form = plate.querySelector(".upload");
    const field = form.elements.picture;
    const bar = form.querySelector("progress");
    const most = Number(form.dataset.most);
    if (file.size > most) return complain(plate, messages.tooLarge);
    const body = new FormData();
    body.append("picture", file);
    const wire = new XMLHttpRequest();
    wire.open("POST", form.action);
    wire.setRequestHeader("HX-Request", "true");
    wire.setRequestHeader("HX-Current-URL", location.href);
    wire.upload.onprogress = ({ loaded, total }) => (bar.value = loaded / total);
    // All of it is there; how long opening it takes nobody knows.
    wire.upload.onload = () => bar.removeAttribute("value");
    wire.onload = async () => {
      await released();
      const door = wire.getResponseHeader("HX-Redirect");
      if (door) location.assign(door);
      else draw(plate, wire.responseText, field.id);
    };
    wire.onerror = () => released().then(() => complain(plate, messages.lost));
    wire.onloadend = () => {
      underWay -= 1;
      field.disabled = false;
      field.value = "";
      bar.hidden = true;
    };
    underWay += 1;
    field.disabled = true;
    bar.value = 0;
    bar.hidden = false;
    form.querySelector(".problem").hidden = true;
    sayAloud(messages.sending);
    wire.send(body);
  };

  const sendChosen = (field) => field.files[0] && send(plateOf(field), field.files[0]);

  document.addEventListener("change", ({ target }) => {
    if (target.matches?.(".upload [type=file]")) sendChosen(target);
  });
  // Chosen before this script was here.
  document.querySelectorAll(".upload [type=file]").forEach(sendChosen);

  // A file dropped beside a plate would take the place of this page.
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    const over = plateOf(event.target);
    event.dataTransfer.dropEffect = over ? "copy" : "none";
    for (const plate of document.querySelectorAll(".plate")) plate.toggleAttribute("data-over", plate === over);
  });
  document.addEventListener("dragleave", ({ target, relatedTarget }) => {
    const left = plateOf(target);
    if (left && !left.contains(relatedTarget)) left.removeAttribute("data-over");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    const plate = plateOf(event.target);
    if (!plate) return;
    plate.removeAttribute("data-over");
    const file = event.dataTransfer.files[0];
    if (plate.querySelector(".upload [type=file]").disabled) return;
    if (file) send(plate, file);
    else complain(plate, messages.noFile);
  });

  window.addEventListener("beforeunload", (event) => {
    if (underWay) event.preventDefault();
  });
})();
