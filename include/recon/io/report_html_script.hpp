// recon/io/report_html_script.hpp - the script of report.html: filter, sort and search its tables.
// It sets text only, never markup.
#pragma once

#include <string_view>

namespace recon::io {

inline constexpr std::string_view report_script = R"js(
(function () {
  "use strict";
  var first = 50, step = 200, printed = 100;
  var tables = JSON.parse(document.getElementById("data").textContent);

  function make(name, attributes, text) {
    var element = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) {
      element.setAttribute(key, attributes[key]);
    });
    if (text !== undefined) element.textContent = text;
    return element;
  }
  function amount(text) {
    var parts = /^(-?)(\d+)(\.\d+)?$/.exec(text);
    if (!parts) return text;
    var whole = parts[2].replace(/\B(?=(\d{3})+$)/g, ",");
    return (parts[1] ? "\u2212" : "") + whole + (parts[3] || "");
  }
  function count(number) { return amount(String(number)); }
  function isNumber(kind) { return kind === "amount" || kind === "count"; }

  function show(table) {
    var home = document.getElementById(table.id);
    var state = {column: -1, down: false, limit: first, words: [], facets: {}};
    var rows = table.rows, columns = table.columns, texts = [];
    var visible = rows;

    function textOf(row) {
      var index = row[columns.length];
      if (texts[index] === undefined)
        texts[index] = row.slice(0, columns.length).join(" ").toLowerCase();
      return texts[index];
    }
    function select() {
      visible = rows.filter(function (row) {
        for (var facet in state.facets)
          if (state.facets[facet] !== "" && row[facet] !== state.facets[facet]) return false;
        return state.words.every(function (word) { return textOf(row).indexOf(word) >= 0; });
      });
      if (state.column >= 0) {
        var at = state.column, kind = columns[at].kind, sign = state.down ? -1 : 1;
        visible.sort(function (a, b) {
          var x = a[at], y = b[at], order;
          if (kind === "level") {
            x = columns[at].order.indexOf(x); y = columns[at].order.indexOf(y);
            order = x - y;
          } else if (isNumber(kind)) {
            order = x === "" || y === "" ? (x === "" ? 1 : 0) - (y === "" ? 1 : 0) : x - y;
          } else {
            order = x < y ? -1 : x > y ? 1 : 0;
          }
          return order !== 0 ? sign * order : a[columns.length] - b[columns.length];
        });
      }
      draw();
    }

    var body = make("tbody"), head = make("tr");
    var shown = make("span", {"class": "shown", "aria-live": "polite"});
    var more = make("button", {"class": "more-rows", "type": "button"});
    function draw() {
      var part = document.createDocumentFragment();
      visible.slice(0, state.limit).forEach(function (row) {
        var line = make("tr");
        columns.forEach(function (column, at) {
          var value = row[at], kind = column.kind;
          var look = isNumber(kind) ? "num" : kind === "text" ? "text" : "word";
          var cell = make("td", {"class": look});
          if (kind === "level" && value !== "")
            cell.appendChild(make("span", {"class": "tag " + value}, value));
          else
            cell.textContent = kind === "amount" ? amount(value) : value;
          line.appendChild(cell);
        });
        part.appendChild(line);
      });
      body.replaceChildren(part);
      shown.textContent = visible.length === rows.length ? count(rows.length) + " rows"
        : count(visible.length) + " of " + count(rows.length) + " rows";
      more.hidden = visible.length <= state.limit;
      more.textContent = "Show " + count(Math.min(step, visible.length - state.limit)) + " more";
    }

    columns.forEach(function (column, at) {
      var cell = make("th", {"scope": "col", "aria-sort": "none"});
      if (isNumber(column.kind)) cell.className = "num";
      var button = make("button", {"type": "button"}, column.name);
      button.addEventListener("click", function () {
        var falls = isNumber(column.kind) || column.kind === "level";
        state.down = state.column === at ? !state.down : falls;
        state.column = at;
        Array.prototype.forEach.call(head.children, function (other) {
          other.setAttribute("aria-sort", "none");
        });
        cell.setAttribute("aria-sort", state.down ? "descending" : "ascending");
        select();
      });
      cell.appendChild(button);
      head.appendChild(cell);
    });

    var tools = make("div", {"class": "tools"});
    var search = make("input", {"type": "search", "placeholder": "Search",
                                "aria-label": "Search " + table.name});
    var timer;
    search.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(function () {
        state.words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
        state.limit = first;
        select();
      }, 120);
    });
    tools.appendChild(search);
    columns.forEach(function (column, at) {
      if (!column.facet) return;
      var values = Array.from(new Set(rows.map(function (row) { return row[at]; })));
      if (values.length < 2) return;
      values.sort(function (a, b) {
        return column.order ? column.order.indexOf(b) - column.order.indexOf(a) : a < b ? -1 : 1;
      });
      var choice = make("select", {"aria-label": column.name});
      choice.appendChild(make("option", {"value": ""}, column.name + ": all"));
      values.forEach(function (value) {
        choice.appendChild(make("option", {"value": value}, value));
      });
      choice.addEventListener("change", function () {
        state.facets[at] = choice.value;
        state.limit = first;
        select();
      });
      tools.appendChild(choice);
    });
    tools.appendChild(shown);
    more.addEventListener("click", function () { state.limit += step; draw(); });

    var grid = make("table", {"class": "grid"}), thead = make("thead");
    thead.appendChild(head);
    grid.appendChild(thead);
    grid.appendChild(body);
    var scroll = make("div", {"class": "scroll"});
    scroll.appendChild(grid);
    home.replaceChildren(tools, scroll, more);
    if (table.note) home.appendChild(make("p", {"class": "note"}, table.note));
    rows.forEach(function (row, index) { row.push(index); });
    select();
    window.addEventListener("beforeprint", function () {
      if (state.limit < printed) { state.limit = printed; draw(); }
    });
  }
  tables.forEach(show);
})();
)js";

} // namespace recon::io
