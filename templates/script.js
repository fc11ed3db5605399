(function () {
  "use strict";
  var tools = document.querySelector(".tools");
  var search = tools.querySelector("input");
  var said = tools.querySelector("[role=status]");
  var chips = list("[data-key]", tools);
  var labels = {};
  chips.forEach(function (chip) { if (chip.dataset.key === "kind") labels[chip.value] = chip.textContent; });
  var all = list("article, .resting .rows li", document).map(function (element) {
    var name = element.querySelector("h3, strong").textContent;
    var tags = element.dataset.tags || list(".tag", element).map(function (tag) { return tag.textContent.slice(1); }).join("\n");
    var items = list("[data-kind]", element);
    var kinds = items.map(function (item) { return item.dataset.kind; });
    var channels = items.map(function (item) { return item.dataset.channel || ""; });
    var about = element.querySelector(".about");
    var words = [name, tags, element.dataset.also || "", about ? about.textContent : ""];
    words = words.concat(kinds, kinds.map(function (kind) { return labels[kind] || ""; }), channels);
    return {
      element: element,
      known: {
        name: fold(name + "\n" + (element.dataset.also || "")),
        tag: fold(tags),
        kind: kinds.join("\n"),
        channel: channels.join("\n"),
        words: fold(words.join("\n"))
      }
    };
  });

  function list(selector, within) { return Array.prototype.slice.call(within.querySelectorAll(selector)); }

  function fold(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }

  // `tag:client reply "site visit"`: every part has to fit.
  function parts(text) {
    var found = [];
    var pattern = /(?:(name|tag|kind|channel):#?)?(?:"([^"]*)"?|(\S+))/gi;
    var match;
    while ((match = pattern.exec(text))) {
      var value = match[2] === undefined ? match[3] : match[2];
      if (value) found.push({ key: (match[1] || "").toLowerCase(), value: value });
    }
    return found;
  }

  function fits(known, part) {
    var value = fold(part.value);
    if (part.key === "" || part.key === "name") {
      return known[part.key || "words"].indexOf(value.replace(/^#/, "")) >= 0;
    }
    return known[part.key].split("\n").some(function (one) {
      return one === value || (part.key === "tag" && one.indexOf(value + "/") === 0);
    });
  }

  function written(part) {
    var value = /\s/.test(part.value) ? '"' + part.value + '"' : part.value;
    return part.key ? part.key + ":" + value : value;
  }

  function apply() {
    var wanted = parts(search.value);
    var cards = 0;
    var shown = 0;
    all.forEach(function (one) {
      var keep = wanted.every(function (part) { return fits(one.known, part); });
      one.element.hidden = !keep;
      if (one.element.tagName === "ARTICLE") {
        cards += 1;
        if (keep) shown += 1;
      }
    });
    list("section", document).forEach(function (section) {
      var rows = all.filter(function (one) { return section.contains(one.element); });
      section.hidden = wanted.length > 0 && rows.every(function (one) { return one.element.hidden; });
    });
    if (wanted.length) {
      list("details", document).forEach(function (details) { details.open = true; });
      list(".fold[aria-expanded=false]", document).forEach(function (button) { button.click(); });
    }
    said.textContent = wanted.length ? (shown ? shown + " of " + cards + (cards === 1 ? " card" : " cards") : "No card fits.") : "";
    chips.forEach(function (chip) {
      var pressed = wanted.some(function (part) { return part.key === chip.dataset.key && fold(part.value) === fold(chip.value); });
      chip.setAttribute("aria-pressed", String(pressed));
    });
  }

  // The filter stands in the address, so that it can be kept as a bookmark.
  function remember() {
    var wanted = parts(search.value);
    var free = wanted.filter(function (part) { return !part.key; }).map(written).join(" ");
    var pairs = wanted.filter(function (part) { return part.key; }).map(function (part) {
      return part.key + "=" + encodeURIComponent(part.value);
    });
    if (free) pairs.push("q=" + encodeURIComponent(free));
    try {
      history.replaceState(null, "", pairs.length ? "#" + pairs.join("&") : location.href.split("#")[0]);
    } catch (refused) { /* Some viewers of local files refuse it; the filter works all the same. */ }
  }

  function fromAddress() {
    var hash = location.hash.slice(1);
    if (hash.indexOf("=") < 0) return;
    search.value = hash.split("&").map(function (pair) {
      var at = pair.indexOf("=");
      var key = pair.slice(0, at).toLowerCase();
      var value = pair.slice(at + 1).replace(/\+/g, " ");
      try { value = decodeURIComponent(value); } catch (broken) { /* Taken as it is. */ }
      if (key === "q") return value;
      return ["name", "tag", "kind", "channel"].indexOf(key) < 0 ? "" : written({ key: key, value: value.replace(/^#/, "") });
    }).filter(Boolean).join(" ");
    apply();
  }

  search.addEventListener("input", function () { apply(); remember(); });
  search.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && search.value) {
      event.preventDefault();
      search.value = "";
      apply();
      remember();
    }
  });
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    }
  });
  chips.forEach(function (chip) {
    chip.addEventListener("click", function () {
      var chosen = chip.getAttribute("aria-pressed") === "true";
      var others = parts(search.value).filter(function (part) { return part.key !== chip.dataset.key; });
      if (!chosen) others.push({ key: chip.dataset.key, value: chip.value });
      search.value = others.map(written).join(" ");
      apply();
      remember();
    });
  });
  var more = tools.querySelector(".more");
  more.addEventListener("click", function () {
    var box = document.getElementById("chips");
    box.hidden = !box.hidden;
    more.setAttribute("aria-expanded", String(!box.hidden));
  });
  tools.hidden = false;
  window.addEventListener("hashchange", fromAddress);
  fromAddress();

  list(".fold", document).forEach(function (button) {
    var body = button.parentElement.nextElementSibling;
    button.hidden = false;
    button.addEventListener("click", function () {
      body.hidden = !body.hidden;
      button.setAttribute("aria-expanded", String(!body.hidden));
    });
  });

  function copy(text, done) {
    function byHand() {
      var area = document.createElement("textarea");
      area.value = text;
      document.body.appendChild(area);
      area.select();
      var copied = document.execCommand("copy");
      area.remove();
      done(copied);
    }
    if (!navigator.clipboard) return byHand();
    navigator.clipboard.writeText(text).then(function () { done(true); }, byHand);
  }
  // A text that the mail link holds already does not stand on the page twice.
  function textOf(button) {
    if (button.dataset.copy !== undefined) return button.dataset.copy;
    var mail = button.closest(".do").querySelector('a[href^="mailto:"]').getAttribute("href");
    return decodeURIComponent(mail.split("&body=")[1]).replace(/\r\n/g, "\n") + "\n";
  }
  list(".copy", document).forEach(function (button) {
    button.parentElement.hidden = false;
    button.addEventListener("click", function () {
      copy(textOf(button), function (copied) {
        button.focus();
        button.textContent = copied ? "Copied" : "Could not copy";
        said.textContent = copied ? "The text was copied." : "The text could not be copied.";
        setTimeout(function () { button.textContent = "Copy text"; }, 2000);
      });
    });
  });
})();
