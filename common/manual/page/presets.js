// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

'use strict';

// Leaves the presets that hold every word that is typed, and the banks that have any.
const search = document.querySelector('.search');
const field = search.querySelector('input');
const count = search.querySelector('span');
const presets = [...document.querySelectorAll('.preset')].map((element) =>
  ({ element, text: element.textContent.toLowerCase() }));

function show() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const { element, text } of presets) {
    element.hidden = !words.every((word) => text.includes(word));
    found += !element.hidden;
  }
  for (const bank of document.querySelectorAll('.bank')) {
    bank.hidden = !bank.querySelector('.preset:not([hidden])');
  }
  count.textContent = words.length ? `${found} of ${presets.length}` : '';
}

field.addEventListener('input', show);
search.hidden = false;
show();
