from tuokio.kit.waiting import Waiting, WaitingRank, in_order


def waiting(title: str, rank: WaitingRank) -> Waiting:
    return Waiting(kind="", title=title, why="", href="/", action="", rank=rank)


def test_a_promise_to_another_goes_before_ones_own_bookkeeping():
    found = in_order(
        [
            waiting("ending", WaitingRank.ENDING),
            waiting("mail", WaitingRank.MAIL_TROUBLE),
            waiting("second attendance", WaitingRank.ATTENDANCE),
            waiting("invoicing", WaitingRank.INVOICING),
            waiting("answer", WaitingRank.PROMISED_ANSWER),
            waiting("first attendance", WaitingRank.ATTENDANCE),
            waiting("new date", WaitingRank.NEW_DATE_WANTED),
            waiting("agreement", WaitingRank.AGREEMENT),
        ]
    )

    assert [one.title for one in found] == [
        "answer",
        "second attendance",
        "first attendance",
        "new date",
        "agreement",
        "invoicing",
        "ending",
        "mail",
    ]
