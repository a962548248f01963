"""Signing in: a mailed code, a shared or an own computer, a second step, a passkey, the demo, the terminal."""

import json
import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.management import call_command
from django.test import Client
from django.test.utils import override_settings

from tests.cast import commissioner, person, solo_practice
from tests.doors import code_in_mail, enter, wrong_for
from tests.soft_key import SoftKey
from tuokio.kit.clock import now
from tuokio.kit.models import Letter
from tuokio.people import doors
from tuokio.people.models import MailCode, Person, StartLink

pytestmark = pytest.mark.django_db


def ask_for_code(client: Client, email: str, **more: str) -> None:
    answer = client.post("/sign-in/", {"email": email, **more})
    assert (answer.status_code, answer.headers.get("location")) == (302, "/sign-in/code/")


def is_signed_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def test_a_mailed_code_signs_in(client):
    bertta = person("bertta")
    ask_for_code(client, "Bertta@Example.org")

    answer = client.post("/sign-in/code/", {"code": code_in_mail("bertta@example.org")})

    assert (answer.status_code, answer.headers["location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(bertta.pk)


def test_the_code_may_be_typed_with_spaces_and_dashes(client):
    person("bertta")
    ask_for_code(client, "bertta@example.org")
    code = code_in_mail("bertta@example.org")

    client.post("/sign-in/code/", {"code": f" {code[:3]}-{code[3:]} "})

    assert is_signed_in(client)


def test_sign_in_leads_on_to_where_one_was_going(client):
    person("bertta")
    asked = client.get("/me/keys/")
    assert asked.headers["location"] == "/sign-in/?next=/me/keys/"
    ask_for_code(client, "bertta@example.org", next="/me/keys/")

    answer = client.post("/sign-in/code/", {"code": code_in_mail("bertta@example.org")})

    assert answer.headers["location"] == "/me/keys/"


def test_sign_in_never_leads_to_another_house(client):
    person("bertta")
    ask_for_code(client, "bertta@example.org", next="https://evil.example/")

    answer = client.post("/sign-in/code/", {"code": code_in_mail("bertta@example.org")})

    assert answer.headers["location"] == "/"


def test_an_unknown_address_looks_the_same_and_gets_no_mail(client):
    person("bertta")
    ask_for_code(client, "bertta@example.org")
    known = client.get("/sign-in/code/").text
    other = Client()
    ask_for_code(other, "nobody@example.org")
    unknown = other.get("/sign-in/code/").text

    assert Letter.objects.filter(to="nobody@example.org").count() == 0
    without_tokens = re.compile(r'(value|x-csrftoken)"?[=:] ?"[^"]+"')
    assert without_tokens.sub("", known.replace("bertta@", "x@")) == without_tokens.sub(
        "", unknown.replace("nobody@", "x@")
    )


@pytest.mark.parametrize("email", ["bertta@example.org", "nobody@example.org"])
def test_five_wrong_codes_say_so_and_begin_again(client, email):
    person("bertta")
    ask_for_code(client, email)
    wrong = wrong_for(code_in_mail(email)) if email.startswith("bertta") else "123456"

    told = [
        client.post("/sign-in/code/", {"code": wrong}, headers={"accept-language": "en"}) for _ in range(5)
    ]

    assert ["You can try 4 more" in told[0].text, "You can try 1 more" in told[3].text] == [True, True]
    assert (told[4].status_code, told[4].headers["location"]) == (302, "/sign-in/")
    assert "typed wrong five times" in client.get("/sign-in/", headers={"accept-language": "en"}).text


def test_after_five_wrong_ones_the_right_code_opens_nothing(client):
    person("bertta")
    ask_for_code(client, "bertta@example.org")
    code = code_in_mail("bertta@example.org")
    code_id = client.session["sign_in"]["code"]
    for _ in range(5):
        client.post("/sign-in/code/", {"code": wrong_for(code)})

    with pytest.raises(doors.CodeSpent):
        doors.take_code(code_id=code_id, purpose=MailCode.Purpose.SIGN_IN, typed=code, at=now())
    assert not is_signed_in(client)


def test_a_code_works_once_in_two_tabs(client):
    person("bertta")
    ask_for_code(client, "bertta@example.org")
    code = code_in_mail("bertta@example.org")
    code_id = client.session["sign_in"]["code"]
    client.post("/sign-in/code/", {"code": code})

    with pytest.raises(doors.CodeSpent):
        doors.take_code(code_id=code_id, purpose=MailCode.Purpose.SIGN_IN, typed=code, at=now())
    assert client.post("/sign-in/code/", {"code": code}).headers["location"] == "/sign-in/"
    assert is_signed_in(client)


def test_a_code_is_good_for_a_quarter_of_an_hour(client):
    person("bertta")
    ask_for_code(client, "bertta@example.org")
    MailCode.objects.update(expires_at=now() - timedelta(seconds=1))

    answer = client.post("/sign-in/code/", {"code": code_in_mail("bertta@example.org")})

    assert answer.headers["location"] == "/sign-in/"
    assert not is_signed_in(client)


def test_the_code_of_one_browser_opens_nothing_in_another(client):
    person("bertta")
    ask_for_code(client, "bertta@example.org")
    code = code_in_mail("bertta@example.org")
    other = Client()

    assert other.post("/sign-in/code/", {"code": code}).headers["location"] == "/sign-in/"
    ask_for_code(other, "bertta@example.org")
    other.post("/sign-in/code/", {"code": code})

    assert not is_signed_in(other)


def test_a_code_is_nowhere_in_the_database_once_its_letter_has_left(client):
    person("bertta")
    ask_for_code(client, "bertta@example.org")
    code = code_in_mail("bertta@example.org")

    assert code not in "".join(str(row) for row in MailCode.objects.values())
    assert code not in str(dict(client.session))


def test_too_many_codes_for_one_address_must_wait(client):
    person("bertta")
    for _ in range(6):
        ask_for_code(client, "bertta@example.org")

    answer = client.post("/sign-in/", {"email": "bertta@example.org"})

    assert (answer.status_code, answer.headers["retry-after"]) == (429, "900")
    assert Letter.objects.filter(to="bertta@example.org").count() == 6


def test_a_shared_computer_is_the_default_and_keeps_nothing(client):
    person("bertta")
    ask_for_code(client, "bertta@example.org")
    answer = client.post("/sign-in/code/", {"code": code_in_mail("bertta@example.org")})

    assert client.session.get_expire_at_browser_close() is True
    assert answer.cookies["tuokio_session"]["max-age"] == ""
    assert client.get("/me/").headers["cache-control"] == "no-store"


def test_a_shared_computer_forgets_after_two_idle_hours(client):
    person("bertta")
    ask_for_code(client, "bertta@example.org")
    client.post("/sign-in/code/", {"code": code_in_mail("bertta@example.org")})
    session = client.session
    session["seen"] -= 2 * 3600 + 1
    session.save()

    assert client.get("/me/").headers["location"] == "/sign-in/?next=/me/"


def test_ones_own_computer_remembers_for_a_month_and_the_answer(client):
    person("bertta")
    ask_for_code(client, "bertta@example.org", computer="own")
    answer = client.post("/sign-in/code/", {"code": code_in_mail("bertta@example.org")})

    assert answer.cookies["tuokio_session"]["max-age"] == 30 * 24 * 3600
    client.post("/sign-out/")
    assert 'value="own" id="id_computer_1" checked' in " ".join(client.get("/sign-in/").text.split()) or (
        client.get("/sign-in/").context["form"].initial["computer"] == "own"
    )


def test_signing_out_clears_what_the_browser_kept(client):
    enter(client, person("bertta"))

    answer = client.post("/sign-out/")

    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert not is_signed_in(client)


def test_reading_the_sign_out_page_signs_nobody_out(client):
    enter(client, person("bertta"))

    assert client.get("/sign-out/").status_code == 200
    assert is_signed_in(client)


def test_a_closed_account_gets_no_code(client):
    bertta = person("bertta")
    Person.objects.filter(pk=bertta.pk).update(is_active=False)

    ask_for_code(client, "bertta@example.org")

    assert Letter.objects.count() == 0


# --- the second step ----------------------------------------------------------------------------------------


def digits_of(secret: str) -> str:
    now_counter = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, now_counter[len(now_counter) // 2]))


def test_whoever_wants_it_is_asked_for_the_digits_of_an_app(client):
    bertta = person("bertta")
    enter(client, bertta)
    shown = client.get("/me/second-step/")
    secret = shown.context["secret"]
    answer = client.post("/me/second-step/", {"code": digits_of(secret)})
    assert answer.headers["location"] == "/me/recovery-codes/"
    codes = client.get("/me/recovery-codes/").context["codes"]
    assert len(codes) == 10

    fresh = Client()
    ask_for_code(fresh, "bertta@example.org")
    halfway = fresh.post("/sign-in/code/", {"code": code_in_mail("bertta@example.org")})
    assert halfway.headers["location"] == "/sign-in/second-step/"
    assert not is_signed_in(fresh)
    wrong = fresh.post("/sign-in/second-step/", {"code": "000000"}, headers={"accept-language": "en"})
    assert "That code is not right" in wrong.text
    fresh.post("/sign-in/second-step/", {"code": codes[0]})
    assert is_signed_in(fresh)


def test_a_recovery_code_works_once(client):
    bertta = person("bertta")
    TOTP.activate(bertta, "A" * 32)
    code = RecoveryCodes.activate(bertta).get_unused_codes()[0]
    for expected in (True, False):
        fresh = Client()
        ask_for_code(fresh, "bertta@example.org")
        fresh.post("/sign-in/code/", {"code": code_in_mail("bertta@example.org")})
        fresh.post("/sign-in/second-step/", {"code": code})
        assert is_signed_in(fresh) is expected


def test_turning_the_second_step_off_takes_its_codes_along(client):
    bertta = person("bertta")
    TOTP.activate(bertta, "A" * 32)
    RecoveryCodes.activate(bertta)
    enter(client, bertta)

    client.post("/me/second-step/removal/")

    assert Authenticator.objects.count() == 0


def test_keys_are_not_changed_from_a_screen_left_open(client):
    client.force_login(person("bertta"))

    answer = client.get("/me/keys/passkey/")

    assert answer.headers["location"] == "/sign-in/?next=%2Fme%2Fkeys%2Fpasskey%2F"
    page = client.get(answer.headers["location"], headers={"accept-language": "en"})
    assert page.status_code == 200
    assert page.context["form"].initial["email"] == "bertta@example.org"


# --- passkeys -----------------------------------------------------------------------------------------------


def passkey_of(client: Client) -> SoftKey:
    key = SoftKey()
    made = key.make(client.get("/me/keys/passkey/").context["js_data"]["creation_options"])
    assert (
        client.post("/me/keys/passkey/", {"credential": json.dumps(made)}).headers["location"] == "/me/keys/"
    )
    return key


def come_in_with(key: SoftKey, client: Client) -> None:
    options = client.get("/sign-in/passkey/", headers={"accept": "application/json"}).json()[
        "request_options"
    ]
    client.post("/sign-in/passkey/", {"credential": json.dumps(key.show(options))})


def test_a_passkey_signs_in_without_a_code(client):
    bertta = person("bertta")
    enter(client, bertta)
    key = passkey_of(client)

    fresh = Client()
    come_in_with(key, fresh)

    assert fresh.session["_auth_user_id"] == str(bertta.pk)


def test_a_passkey_leads_on_to_where_one_was_going(client):
    enter(client, person("bertta"))
    key = passkey_of(client)
    fresh = Client()
    options = fresh.get("/sign-in/passkey/", headers={"accept": "application/json"}).json()["request_options"]

    told = fresh.post("/sign-in/passkey/", {"credential": json.dumps(key.show(options)), "next": "/me/keys/"})

    assert told.headers["location"] == "/me/keys/"


def test_a_passkey_never_leads_to_another_house(client):
    enter(client, person("bertta"))
    key = passkey_of(client)
    fresh = Client()
    options = fresh.get("/sign-in/passkey/", headers={"accept": "application/json"}).json()["request_options"]

    told = fresh.post(
        "/sign-in/passkey/", {"credential": json.dumps(key.show(options)), "next": "//evil.example"}
    )

    assert told.headers["location"] == "/"


def test_a_new_passkey_is_told_by_mail(client):
    enter(client, person("bertta"))

    passkey_of(client)

    assert [letter.kind for letter in Letter.objects.filter(to="bertta@example.org")] == ["account changed"]


def test_whoever_is_in_is_not_asked_to_sign_in(client):
    enter(client, person("bertta"))

    assert client.get("/sign-in/").headers["location"] == "/"


def test_having_a_passkey_asks_no_second_step_after_a_mailed_code(client):
    enter(client, person("bertta"))
    passkey_of(client)

    fresh = Client()
    ask_for_code(fresh, "bertta@example.org")
    fresh.post("/sign-in/code/", {"code": code_in_mail("bertta@example.org")})

    assert is_signed_in(fresh)


def test_a_removed_passkey_opens_nothing(client):
    enter(client, person("bertta"))
    key = passkey_of(client)
    client.post(f"/me/keys/{Authenticator.objects.get().pk}/removal/")

    fresh = Client()
    come_in_with(key, fresh)

    assert not is_signed_in(fresh)


def test_an_answer_to_another_question_opens_nothing(client):
    enter(client, person("bertta"))
    key = passkey_of(client)
    fresh = Client()
    first = fresh.get("/sign-in/passkey/", headers={"accept": "application/json"}).json()["request_options"]
    answer = key.show(first)
    fresh.get("/sign-in/passkey/", headers={"accept": "application/json"})

    fresh.post("/sign-in/passkey/", {"credential": json.dumps(answer)})

    assert not is_signed_in(fresh)


def test_the_passkey_page_offers_a_key_that_the_device_keeps(client):
    enter(client, person("bertta"))

    options = client.get("/me/keys/passkey/").context["js_data"]["creation_options"]["publicKey"]

    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"


@pytest.mark.parametrize(
    "junk", ["", "{}", "[]", "null", '{"id": 1}', '{"response": {}}', "not json", "\x00" * 9]
)
def test_a_broken_passkey_is_refused_in_words(client, junk):
    enter(client, person("bertta", language="en"))
    client.get("/me/keys/passkey/")

    answer = client.post("/me/keys/passkey/", {"credential": junk})

    assert answer.status_code == 422
    assert "could not be made" in answer.text


@pytest.mark.parametrize("junk", ["", "{}", "[]", "null", '{"id": 1}', '{"response": {"userHandle": "AA"}}'])
def test_a_broken_passkey_signs_nobody_in(client, junk):
    assert client.get("/sign-in/passkey/", headers={"accept": "application/json"}).json()["request_options"]

    answer = client.post("/sign-in/passkey/", {"credential": junk})

    assert (answer.status_code, answer.headers["location"]) == (302, "/sign-in/")


# --- the demo and the terminal ------------------------------------------------------------------------------


def test_outside_the_demo_nobody_signs_in_by_one_click(client):
    aino = person("aino")

    assert client.post("/sign-in/as/", {"person": str(aino.pk)}).status_code == 404
    assert str(aino.pk) not in client.get("/sign-in/").text


@override_settings(DEMO=True)
def test_in_the_demo_one_click_signs_in(client):
    aino = person("aino")
    solo_practice(aino)
    assert aino.name in client.get("/sign-in/").text

    client.post("/sign-in/as/", {"person": str(aino.pk)})

    assert client.session["_auth_user_id"] == str(aino.pk)


@override_settings(DEMO=True)
def test_in_the_demo_one_click_opens_a_commissioners_page(client):
    kaarlo = commissioner(solo_practice()).contact_persons.get()

    answer = client.post("/sign-in/as/", {"commissioner": str(kaarlo.pk)})

    assert answer.headers["location"] == "/commissioner/"
    assert Letter.objects.count() == 0


def test_outside_the_demo_no_click_opens_a_commissioners_page(client):
    kaarlo = commissioner(solo_practice()).contact_persons.get()

    assert client.post("/sign-in/as/", {"commissioner": str(kaarlo.pk)}).status_code == 404


@override_settings(DEMO=True)
@pytest.mark.parametrize("junk", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_the_demo_knows_only_its_people(client, junk):
    assert client.post("/sign-in/as/", {"person": junk}).status_code == 404


def printed_link(**options: str) -> str:
    from io import StringIO

    out = StringIO()
    call_command("who_can_sign_in", stdout=out, **options)
    found = re.search(r"(/enter/\S+)", out.getvalue())
    return found.group(1) if found else ""


def test_an_empty_installation_prints_a_link_that_lets_its_owner_begin(client):
    link = printed_link()
    assert client.get(link).status_code == 200
    assert not is_signed_in(client), "looking at a link spends nothing"
    assert client.post(link).headers["location"] == "/begin/"

    answer = client.post(
        "/begin/", {"own_name": "Aino Hurme", "name": "Työnohjaus Hurme", "kind": "solo", "once": "a" * 24}
    )

    assert answer.headers["location"] == "/"
    owner = Person.objects.get()
    assert (owner.name, [r.standing for r in owner.roles.order_by("standing")]) == (
        "Aino Hurme",
        ["owner", "supervisor"],
    )


def test_a_start_link_works_once(client):
    link = printed_link()
    client.post(link)
    other = Client()

    assert other.post(link).status_code == 410
    assert not is_signed_in(other)


def test_a_start_link_works_for_a_quarter_of_an_hour(client):
    link = printed_link()
    StartLink.objects.update(expires_at=now())

    assert client.post(link).status_code == 410
    assert not is_signed_in(client)


def test_a_second_start_makes_no_second_owner():
    printed_link()
    printed_link()

    assert Person.objects.count() == 1


def test_nobody_else_founds_a_practice_where_there_is_one(client):
    solo_practice()
    enter(client, person("outi"))

    assert client.get("/begin/").status_code == 404


def test_the_one_who_looks_after_the_installation_lets_another_begin(client):
    solo_practice()
    client.post(printed_link(owner="olavi@example.org"))

    assert client.get("/begin/").status_code == 200
