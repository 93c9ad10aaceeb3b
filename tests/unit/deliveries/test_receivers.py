"""The file of receivers: taken as it is written, or refused with the line, the field and what to do."""

import base64
from datetime import date
from typing import Any

import pytest
from pydantic import SecretStr

from app.deliveries.receivers.file import NOBODY, Receivers, parse_receivers, receivers_of
from app.deliveries.receivers.lines import line_of
from app.messages.sentences import sentence
from app.settings import Settings
from schemas.errors import InvalidInput

SECRET = "whsec_" + base64.b64encode(b"k" * 32).decode()

VARIABLES = {"MAIL_USER": "stakegraph", "MAIL_PASSWORD": "hunter2", "CRM_SECRET": SECRET, "SHORT": "whsec_QUFB"}

WHOLE = """
[mail]
host = "smtp.example.com"
from = "stakegraph@example.com"
user_variable = "MAIL_USER"
password_variable = "MAIL_PASSWORD"

[receivers.sales-lead]
mail = "lead@example.com"
reader = "book"
language = "zh"
when = "monday"
quiet = "nothing"
attach = ["html", "xlsx"]

[receivers.ingrid]
mail = "ingrid@example.com"
reader = {owner = "ingrid-falkenberg"}

[receivers.crm]
webhook = "https://crm.example.com/hooks/report"
secret_variable = "CRM_SECRET"
reader = {account = "halden-pumps"}
when = "monthly"
"""


def parsed(text: str, **settings: Any) -> Receivers:
    asked = Settings(**settings)
    return parse_receivers(
        text, "receivers.toml", asked, lambda name: SecretStr(VARIABLES[name]) if name in VARIABLES else None
    )


def refused(text: str, language: Any = "en") -> str:
    with pytest.raises(InvalidInput) as error:
        parsed(text)
    return sentence(error.value.detail, language)


def test_a_whole_file_is_taken_as_it_is_written():
    found = parsed(WHOLE)
    lead, ingrid, crm = (found.by_name[name] for name in ("sales-lead", "ingrid", "crm"))
    assert (lead.reader.kind, lead.language, lead.quiet, lead.attach) == ("book", "zh", "nothing", ("html", "xlsx"))
    assert (ingrid.reader.kind, ingrid.reader.id, ingrid.when, ingrid.quiet) == (
        "owner",
        "ingrid-falkenberg",
        "daily",
        "one line",
    )
    assert [each.period for each in (lead, ingrid, crm)] == ["weekly", "daily", "monthly"]
    assert found.mail is not None
    assert (found.mail.port, found.mail.security) == (587, "starttls")


def test_a_fault_points_at_its_field_whatever_signs_a_name_has():
    with pytest.raises(InvalidInput) as error:
        parsed('[receivers."a.b"]\nmail = "lead@example.com"\nreader = "book"\nwhen = "never"\n')
    assert [problem.pointer for problem in error.value.problems] == ["/receivers/a.b/when"]


def test_events_go_to_programs_alone():
    assert parsed(WHOLE.replace('when = "monthly"', 'send = "events"')).by_name["crm"].send == "events"
    mail = '[receivers.a]\nmail = "lead@example.com"\nreader = "book"\nsend = "events"\n'
    assert "only a webhook takes" in refused(mail)
    assert "webhook" in refused(mail, "zh")


def test_weekly_monthly_and_daily_are_due_on_their_days():
    lead, ingrid, crm = (parsed(WHOLE).by_name[name] for name in ("sales-lead", "ingrid", "crm"))
    june = [date(2026, 6, day) for day in range(1, 31)]
    assert [day.day for day in june if lead.is_due(day)] == [1, 8, 15, 22, 29]  # Mondays of June 2026
    assert all(map(ingrid.is_due, june))
    assert [day.day for day in june if crm.is_due(day)] == [1]


def test_no_secret_is_ever_shown():
    found = parsed(WHOLE)
    shown = repr(found) + str(found.secrets) + repr(found.by_name)
    assert not [value for value in VARIABLES.values() if value in shown and value != "stakegraph"]


def test_without_a_file_nobody_receives_anything():
    assert receivers_of(Settings()) == NOBODY


MAIL = '[mail]\nhost = "smtp.example.com"\nfrom = "a@example.com"\n'
LEAD = f'{MAIL}[receivers.lead]\nmail = "b@example.com"\nreader = "book"\n'
CRM = '[receivers.crm]\nwebhook = "https://crm.example.com/"\nreader = "book"\n'

WRONG = [
    ("[mail\n", "receivers.toml cannot be used. Line 1: is not valid TOML"),
    (LEAD + 'langauge = "zh"\n', "Line 7, receivers.lead.langauge: unknown field 'langauge'"),
    (LEAD + 'language = "de"\n', "Line 7, receivers.lead.language: must be 'en' or 'zh'"),
    (LEAD + 'when = "noon"\n', "Line 7, receivers.lead.when: must be 'daily', 'monday'"),
    (LEAD + 'attach = ["pdf"]\n', "Line 7, receivers.lead.attach.0: must be 'html', 'xlsx'"),
    (LEAD + 'attach = ["html", "html"]\n', "Line 4, receivers.lead: attach names a form twice"),
    (LEAD.replace('"book"', '{team = "x"}'), 'Line 6, receivers.lead.reader: must be "book", {owner = "ID"} or'),
    (LEAD.replace('"book"', '{owner = ""}'), "Line 6, receivers.lead.reader.id: must have at least 1 character"),
    (LEAD.replace('reader = "book"\n', ""), "Line 4, receivers.lead.reader: 'reader' is required"),
    (LEAD.replace("b@example.com", "b@example.com, c@example.com"), "Line 5, receivers.lead.mail: must be one mail"),
    (LEAD.replace("b@example.com", "b@example.com\\nBcc: c@example.com"), "Line 5, receivers.lead.mail: must be one"),
    (LEAD.replace('mail = "b@example.com"\n', ""), "Line 4, receivers.lead: needs either mail or webhook"),
    (LEAD.removeprefix(MAIL), "somebody receives mail, so the table [mail] with host and from is needed"),
    (MAIL + 'user_variable = "MAIL_USER"\n', "Line 1, mail: needs user_variable and password_variable, or neither"),
    (MAIL + 'security = "ssl"\n', "Line 4, mail.security: must be 'starttls', 'tls' or 'none'"),
    (MAIL + "port = 0\n", "Line 4, mail.port: must be at least 1"),
    (CRM, "Line 1, receivers.crm: a webhook needs secret_variable"),
    (CRM + 'secret_variable = "ABSENT"\n', "Line 4, receivers.crm.secret_variable: the environment variable ABSENT is"),
    (CRM + 'secret_variable = "SHORT"\n', "Line 4, receivers.crm.secret_variable: SHORT must be a secret such as"),
    (CRM + f'secret_variable = "{SECRET}"\n', "Line 4, receivers.crm.secret_variable: must be the name of an env"),
    (CRM + 'secret_variable = "STAKEGRAPH_X"\n', "that does not begin with STAKEGRAPH_"),
    (CRM.replace("https", "http") + 'secret_variable = "CRM_SECRET"\n', "Line 2, receivers.crm.webhook: must begin wi"),
    (CRM.replace("crm.ex", "me:pw@crm.ex") + 'secret_variable = "CRM_SECRET"\n', "Line 2, receivers.crm.webhook: must"),
    (CRM + 'secret_variable = "CRM_SECRET"\nattach = ["html"]\n', "Line 1, receivers.crm: attach is for mails only"),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_what_is_wrong_is_said_with_its_line_and_field(text, said):
    assert said in refused(text)
    assert SECRET not in refused(text)
    assert "receivers.toml" in refused(text, "zh")


def test_all_that_is_wrong_is_said_at_once_in_order_of_lines():
    text = refused(LEAD + 'when = "noon"\nlanguage = "de"\n')
    assert text.index("Line 7") < text.index("Line 8")


def test_a_login_is_never_sent_in_clear():
    login = 'user_variable = "MAIL_USER"\npassword_variable = "MAIL_PASSWORD"\n'
    assert "a login needs TLS" in refused(MAIL + 'security = "none"\n' + login)


def test_a_host_that_is_named_in_the_settings_may_do_without_tls():
    text = CRM.replace("https://crm", "http://CRM") + 'secret_variable = "CRM_SECRET"\n'
    found = parsed(text, report_private_hosts=" crm.example.com ,")
    assert found.private_hosts == {"crm.example.com"}


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff\xfe", "is not UTF-8"), (b"#" * 1_000_001, "larger than 1,000,000 bytes"), (None, "does not exist")],
)
def test_a_file_that_cannot_be_read_is_said_so(tmp_path, content, said):
    path = tmp_path / "receivers.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InvalidInput) as error:
        receivers_of(Settings(report_receivers=path))
    assert said in sentence(error.value.detail, "en")


def test_lines_are_found_in_any_way_of_writing_toml():
    text = "# no\n[receivers]\n\n[receivers.'a b']  # yes\nreader.owner = 't1'\n\"x\" = 1\n"
    assert line_of(text, ["receivers", "a b"]) == 4
    assert line_of(text, ["receivers", "a b", "reader", "owner"]) == 5
    assert line_of(text, ["receivers", "a b", "x"]) == 6
    assert line_of(text, ["receivers", "a b", "absent"]) == 4


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("REPORT_AT", "2am", "must be a time of day of 24 hours, such as 02:00"),
        ("REPORT_AT", "24:00", "must be a time of day of 24 hours, such as 02:00"),
        ("TIME_ZONE", "Berlin", "must be a timezone of the IANA list"),
        ("REPORT_URL", "sg.example.com", "must be an address such as https://stakegraph.example.com"),
        ("REPORT_URL", "https://sgk_key@sg.example.com", "must be an address such as https://stakegraph.example.com"),
        ("REPORT_URL", "https://sg.example.com/?key=1", "must be an address such as https://stakegraph.example.com"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name, value, said):
    with pytest.raises(InvalidInput) as error:
        Settings.from_environment({f"STAKEGRAPH_{name}": value})
    assert f"STAKEGRAPH_{name}: {said}" in sentence(error.value.detail, "en")


def test_settings_are_read_as_they_are_meant():
    found = Settings.from_environment(
        {
            "STAKEGRAPH_REPORT_AT": "02:05",
            "STAKEGRAPH_TIME_ZONE": "Asia/Shanghai",
            "STAKEGRAPH_REPORT_URL": "https://a/b/",
        }
    )
    assert found.report_at is not None
    assert (found.report_at.isoformat("minutes"), found.zone.key, found.report_url) == (
        "02:05",
        "Asia/Shanghai",
        "https://a/b",
    )
