"""`readiness`: the register of what parties hand in before a cutover; its table of contents."""

from __future__ import annotations

from cyclopts import App, Group, Parameter

from console.commands import returns_asked, returns_given, returns_judged, returns_read

_ASK = Group.create_ordered("What the programme asks")
_ANSWER = Group.create_ordered("What a party answers")
_JUDGE = Group.create_ordered("What becomes of it")
_READ = Group.create_ordered("Reading")

app = App(
    name="readiness",
    help="Keep the register of returns that parties hand in before a cutover.",
    help_format="plaintext",
    default_parameter=Parameter(negative=(), show_default=False),
    result_action="return_value",
    print_error=False,
    exit_on_error=False,
    suppress_keyboard_interrupt=False,
    version_flags=(),
)
app.command(returns_asked.ask, name="ask", group=_ASK)
app.command(returns_asked.import_file, name="import", group=_ASK)
app.command(returns_asked.serve, name="serve", group=_ASK)
app.command(returns_asked.amend, name="amend", group=_ASK)
app.command(returns_given.submit, name="submit", group=_ANSWER)
app.command(returns_given.withdraw, name="withdraw", group=_ANSWER)
app.command(returns_given.reconfirm, name="reconfirm", group=_ANSWER)
app.command(returns_given.share, name="share", group=_ANSWER)
app.command(returns_judged.accept, name="accept", group=_JUDGE)
app.command(returns_judged.send_back, name="send-back", group=_JUDGE)
app.command(returns_read.list_returns, name="list", group=_READ)
app.command(returns_read.show, name="show", group=_READ)
app.command(returns_read.attachment, name="attachment", group=_READ)
