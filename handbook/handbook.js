// SPDX-License-Identifier: Apache-2.0
// Opens the menu on a phone. The theme does it with jQuery, which Debian's package of MkDocs does not contain.
document.querySelectorAll('[data-toggle="wy-nav-top"]').forEach(button =>
  button.addEventListener('click', () => {
    if (!window.jQuery) {
      document.querySelectorAll('[data-toggle="wy-nav-shift"]').forEach(menu => menu.classList.toggle('shift'));
    }
  }));

// What the theme leaves out for readers with a keyboard or a screen reader.
document.querySelectorAll('a.icon-home').forEach(link => link.setAttribute('aria-label', 'Start'));
document.querySelectorAll('pre code, .rst-content table').forEach(wide => {
  if (wide.scrollWidth > wide.clientWidth) {
    wide.tabIndex = 0;
  }
});
