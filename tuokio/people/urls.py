"""Addresses of this context. Those that allauth asks for by its own names stand outside the namespace."""

from django.urls import URLPattern, URLResolver, include, path

from tuokio.people.views import commissioner_door, customers, own, practice, signing_in, slips

ours = [
    path("sign-in/code/", signing_in.sign_in_code, name="sign_in_code"),
    path("sign-in/digits/", signing_in.sign_in_pin, name="sign_in_pin"),
    path("sign-in/as/", signing_in.sign_in_as, name="sign_in_as"),
    path("enter/<str:token>/", signing_in.start_link, name="start_link"),
    path("in/", slips.slip, name="slip"),
    path("in/next/", slips.next_time, name="next_time"),
    path("in/digits/", slips.pin, name="pin"),
    path("door/", commissioner_door.door_lost, name="door_lost"),
    path("door/sent/", commissioner_door.door_sent, name="door_sent"),
    path("door/code/", commissioner_door.door_code, name="door_code"),
    path("door/leaving/", commissioner_door.door_leaving, name="door_leaving"),
    path("door/<str:token>/", commissioner_door.door, name="door"),
    path("door/<str:token>/renewal/", commissioner_door.door_renewal, name="door_renewal"),
    path("me/", own.own, name="own"),
    path("me/file/", own.own_file, name="own_file"),
    path("me/address/", own.address, name="address"),
    path("me/address/code/", own.address_code, name="address_code"),
    path("me/sign-ins/", own.sign_ins, name="sign_ins"),
    path("me/sign-ins/ending/", own.sign_in_ending, name="sign_in_ending"),
    path("me/keys/", own.keys, name="keys"),
    path("me/keys/passkey/", own.passkey, name="passkey"),
    path("me/keys/<int:passkey_id>/removal/", own.passkey_removal, name="passkey_removal"),
    path("me/second-step/", own.second_step_on, name="second_step_on"),
    path("me/second-step/removal/", own.second_step_off, name="second_step_off"),
    path("me/recovery-codes/", own.recovery_codes, name="recovery_codes"),
    path("me/devices/removal/", own.devices_forgotten, name="devices_forgotten"),
    path("me/closing/", own.closing, name="closing"),
    path("me/qualifications/", own.qualifications, name="qualifications"),
    path(
        "me/qualifications/<uuid:qualification_id>/removal/",
        own.qualification_removal,
        name="qualification_removal",
    ),
    path("me/invitations/", own.invitations, name="invitations"),
    path("me/invitations/<uuid:invitation_id>/answer/", own.invitation_answer, name="invitation_answer"),
    path("begin/", practice.begin, name="begin"),
    path("practice/", practice.practices, name="practice"),
    path("practice/<uuid:practice_id>/", practice.practice_details, name="practice_details"),
    path("practice/<uuid:practice_id>/terms/", practice.practice_terms, name="practice_terms"),
    path("practice/<uuid:practice_id>/vat/", practice.practice_vat, name="practice_vat"),
    path("practice/<uuid:practice_id>/vat/choice/", practice.practice_vat_choice, name="practice_vat_choice"),
    path("practice/<uuid:practice_id>/people/", practice.practice_people, name="practice_people"),
    path(
        "practice/<uuid:practice_id>/people/<int:role_id>/ending/", practice.role_ending, name="role_ending"
    ),
    path(
        "practice/<uuid:practice_id>/invitations/<uuid:invitation_id>/withdrawal/",
        practice.invitation_withdrawal,
        name="invitation_withdrawal",
    ),
    path("customers/", customers.customers, name="customers"),
    path("practice/<uuid:practice_id>/customers/new/", customers.customer_new, name="customer_new"),
    path("customers/<uuid:organisation_id>/", customers.customer, name="customer"),
    path("customers/<uuid:organisation_id>/units/", customers.unit_new, name="unit_new"),
    path("customers/<uuid:organisation_id>/units/<uuid:unit_id>/", customers.unit, name="unit"),
    path("customers/<uuid:organisation_id>/contacts/", customers.contact_new, name="contact_new"),
    path("customers/<uuid:organisation_id>/contacts/<uuid:contact_id>/", customers.contact, name="contact"),
    path(
        "customers/<uuid:organisation_id>/contacts/<uuid:contact_id>/ending/",
        customers.contact_ending,
        name="contact_ending",
    ),
    path(
        "customers/<uuid:organisation_id>/contacts/<uuid:contact_id>/door/",
        customers.contact_door,
        name="contact_door",
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", signing_in.sign_in, name="account_login"),
    path("sign-in/second-step/", signing_in.second_step, name="mfa_authenticate"),
    path("sign-in/passkey/", signing_in.sign_in_passkey, name="mfa_login_webauthn"),
    path("sign-out/", signing_in.sign_out, name="account_logout"),
    path("", include((ours, "people"))),
]
