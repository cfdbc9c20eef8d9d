"""Who goes through which door, and when."""

from __future__ import annotations

from notices.outbox.doors import Door, Doors, door_of

ONE, TWO = Door(name="one", at_once=2), Door(name="two", at_once=2)


def filled(at_once: int = 9, *, paced: bool = True) -> Doors[str]:
    """Three at the first door, one at the second."""
    doors: Doors[str] = Doors(at_once, paced=paced)
    for item in ("a1", "a2", "a3"):
        doors.put(ONE, item)
    doors.put(TWO, "b1")
    return doors


def taken(doors: Doors[str], now: float = 0) -> list[str]:
    """All that may go through at a time."""
    found = []
    while (one := doors.take(now)) is not None:
        found.append(one[1])
    return found


def test_doors_take_turns_and_let_some_through_at_a_time() -> None:
    """The third waits until one has come back."""
    doors = filled()

    assert taken(doors) == ["a1", "b1", "a2"]
    assert (doors.waiting, doors.through, doors.runnable()) == (1, 3, 0)
    doors.done(ONE)
    assert doors.runnable() == 1
    assert taken(doors) == ["a3"]


def test_all_doors_together_let_so_many_through() -> None:
    """One process can bear no more."""
    doors = filled(2)

    assert taken(doors) == ["a1", "b1"]
    doors.done(TWO)
    assert taken(doors) == ["a2"]


def test_a_paced_door_lets_one_set_out_a_second() -> None:
    """Slack takes no more; in simulated time there is no such second."""
    slack = door_of("slack_webhook", "acme-1", "")
    for paced, soon in ((True, []), (False, ["y"])):
        doors: Doors[str] = Doors(9, paced=paced)
        for item in ("x", "y"):
            doors.put(slack, item)
        assert taken(doors, 10.0) == ["x"]
        doors.done(slack)
        assert taken(doors, 10.9) == soon
        assert taken(doors, 11.0) == ([] if soon else ["y"])


def test_emptying_gives_what_waits() -> None:
    """What is through is not among it, and comes back all the same."""
    doors = filled()
    doors.take(0)

    assert doors.empty() == ["b1", "a2", "a3"]
    assert (doors.waiting, taken(doors)) == (0, [])
    doors.done(ONE)
    doors.put(ONE, "a4")
    assert taken(doors) == ["a4"]


def test_a_full_door_from_which_nobody_comes_back_is_stuck() -> None:
    """Who waits there is sent away; at the other doors everybody waits on."""
    doors = filled()
    doors.put(TWO, "b2")
    assert taken(doors, 10.0) == ["a1", "b1", "a2", "b2"]
    doors.put(TWO, "b3")
    doors.done(TWO)
    assert taken(doors, 12.0) == ["b3"]
    doors.put(TWO, "b4")

    assert not doors.is_stuck(ONE, 14.9)
    assert (doors.is_stuck(ONE, 15.0), doors.is_stuck(TWO, 15.0)) == (True, False)
    assert doors.empty(15.0) == ["a3"]
    assert doors.waiting == 1
    assert doors.empty() == ["b4"]


def test_webhooks_of_a_host_share_a_door_and_slack_channels_do_not() -> None:
    """Mail goes through that of the relay."""
    assert door_of("webhook", "a-1", "acme.example") == door_of("webhook", "b-1", "acme.example")
    assert door_of("webhook", "a-1", "acme.example") != door_of("webhook", "a-1", "brit.example")
    assert door_of("email", "a-1", "") == door_of("email", "b-1", "")
    assert door_of("slack_bot", "a-1", "") != door_of("slack_bot", "b-1", "")
