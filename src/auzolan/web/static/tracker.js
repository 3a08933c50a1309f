// Makes the tracker of a sealed vote in the voter's own browser, so that the node cannot choose it.
"use strict";
for (const field of document.querySelectorAll("input[data-tracker]")) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  field.value = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const line = document.getElementById(field.dataset.tracker);
  line.hidden = false;
  line.querySelector("code").textContent = field.value;
}
