"""What scripts of the tests ask of a page: what the eye would see at once."""

from __future__ import annotations

#: Whether the page is wider, or longer, than the window.
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
DOWNWARDS = "document.documentElement.scrollHeight > document.documentElement.clientHeight"
#: What can be tapped and is less high than so many pixels.
SMALL = """least => [...document.querySelectorAll('a.button, button, summary, select, input')]
  .filter(one => one.offsetParent && one.type !== 'hidden')
  .filter(one => !one.closest('.choice, .visually-hidden'))
  .filter(one => one.getBoundingClientRect().height < least).map(one => one.outerHTML)"""
#: Whether what has the focus shows it.
FOCUS = """() => { const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; }"""
