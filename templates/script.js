(function () {
  "use strict";
  var tools = document.querySelector(".tools");
  if (!tools) return;
  var search = tools.querySelector("input");
  var said = tools.querySelector("[role=status]");
  var cards = Array.prototype.slice.call(document.querySelectorAll("article"));
  var chosen = "";
  tools.hidden = false;
  function apply() {
    var words = search.value.trim().toLowerCase();
    var shown = 0;
    cards.forEach(function (card) {
      var fits = (!words || card.dataset.find.toLowerCase().indexOf(words) >= 0) &&
        (!chosen || (" " + card.dataset.chips + " ").indexOf(" " + chosen + " ") >= 0);
      card.hidden = !fits;
      if (fits) shown += 1;
    });
    document.querySelectorAll("details").forEach(function (fold) { if (words || chosen) fold.open = true; });
    said.textContent = words || chosen ? shown + (shown === 1 ? " card" : " cards") : "";
  }
  search.addEventListener("input", apply);
  tools.querySelectorAll("button").forEach(function (chip) {
    chip.addEventListener("click", function () {
      chosen = chosen === chip.value ? "" : chip.value;
      tools.querySelectorAll("button").forEach(function (other) {
        other.setAttribute("aria-pressed", String(other.value === chosen));
      });
      apply();
    });
  });
  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    if (!navigator.clipboard) return;
    button.parentElement.hidden = false;
    button.addEventListener("click", function () {
      var label = button.textContent;
      navigator.clipboard.writeText(button.dataset.copy).then(function () {
        button.textContent = "copied";
        setTimeout(function () { button.textContent = label; }, 1500);
      });
    });
  });
})();
