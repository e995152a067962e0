"use strict";
// Shows /openapi.json. Text only ever becomes text: nothing is parsed as HTML.
function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}
function table(head, rows) {
  const made = element("table");
  const top = made.appendChild(element("tr"));
  for (const cell of head) top.appendChild(element("th", cell));
  for (const row of rows) {
    const line = made.appendChild(element("tr"));
    for (const cell of row) line.appendChild(element("td", cell));
  }
  return made;
}
function curl(method, path, operation) {
  const parts = ["curl"];
  if (method !== "GET") parts.push("-X " + method);
  parts.push("'" + location.origin + path + "'");
  if (operation.security && operation.security.length) parts.push("-H \"Authorization: Bearer $RECON_KEY\"");
  const content = operation.requestBody ? operation.requestBody.content : {};
  const form = content["multipart/form-data"];
  if (form) for (const name of form.schema.required || []) parts.push("-F '" + name + "=@" + name + ".csv'");
  else if (content["application/x-www-form-urlencoded"])
    for (const name of content["application/x-www-form-urlencoded"].schema.required) parts.push("-d '" + name + "=…'");
  else if (content["application/json"]) parts.push("-H 'Content-Type: application/json' -d '{…}'");
  return parts.join(" \\\n  ");
}
function show(path, method, operation) {
  const made = element("details");
  const line = made.appendChild(element("summary"));
  line.append(element("span", method, "method"), element("code", path), element("span", operation.summary));
  if (operation.description) made.appendChild(element("p", operation.description));
  if (operation["x-scope"]) made.appendChild(element("p", "Scope: " + operation["x-scope"]));
  const rows = (operation.parameters || []).map((p) => [p.name, p.in, p.description || ""]);
  const form = operation.requestBody && operation.requestBody.content["multipart/form-data"];
  if (form)
    for (const [name, schema] of Object.entries(form.schema.properties))
      rows.push([name, "form", (schema.description || "") + (schema.default !== undefined ? " (" + schema.default + ")" : "")]);
  if (rows.length) made.appendChild(table(["Name", "In", "What"], rows));
  made.appendChild(table(["Status", "What"], Object.entries(operation.responses).map(([status, r]) => [status, r.description || "A problem (RFC 9457)"])));
  made.appendChild(element("pre", curl(method, path, operation)));
  return made;
}
async function load() {
  const about = document.getElementById("about");
  try {
    const description = await (await fetch("/openapi.json")).json();
    about.textContent = description.info.summary + ". " + description.info.description;
    const place = document.getElementById("paths");
    for (const tag of description.tags) {
      place.appendChild(element("h2", tag.name));
      for (const [path, methods] of Object.entries(description.paths))
        for (const [method, operation] of Object.entries(methods))
          if (operation.tags.includes(tag.name)) place.appendChild(show(path, method.toUpperCase(), operation));
    }
  } catch (failure) {
    about.textContent = "The description cannot be loaded: " + failure.message;
  }
}
load();
