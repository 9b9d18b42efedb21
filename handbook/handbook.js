// SPDX-License-Identifier: Apache-2.0
// Opens the menu on a phone. The theme does it with jQuery, which Debian's package of MkDocs does not contain.
document.querySelectorAll('[data-toggle="wy-nav-top"]').forEach(button =>
  button.addEventListener('click', () => {
    if (!window.jQuery) {
      document.querySelectorAll('[data-toggle="wy-nav-shift"]').forEach(menu => menu.classList.toggle('shift'));
    }
  }));
