"""Whole files of the sample cohort, with everything private in its record changed."""

import json

import pandas as pd
import pytest
from inprocess import InProcess
from pages import say_cohort_page

from coalitionkit.record import load_cohort
from coalitionkit.report.batch import build_reports
from coalitionkit.report.plan import Plan
from coalitionkit.report.scores import make_scores

GROUPS = ("lunch-table", "ladder-campaign")


def vary_private(cohort):
    """Change what only the convener may see: numbers, words, and who is called must-have."""
    tables = {name: cohort.table(name) for name in cohort.tables}
    partners, positions = tables["partners"], tables["positions"]
    alone, tensions = positions["setting"] == "alone", tables["tensions"]
    tables |= {
        "partners": partners.assign(must_have=~partners["must_have"].fillna(False)),
        "walkaways": tables["walkaways"].assign(walkaway=0.99),
        "positions": positions.assign(
            ideal=positions["ideal"].mask(alone, positions["lowest"]),
            salience=positions["salience"].mask(alone, 0),
            reason=positions["reason"].mask(alone, "Something said in private"),
        ),
        "interests": tables["interests"].assign(
            interest=[
                f"private {number}" if setting == "alone" else interest
                for number, (setting, interest) in enumerate(
                    zip(
                        tables["interests"]["setting"], tables["interests"]["interest"], strict=True
                    )
                )
            ]
        ),
        "influence": tables["influence"].assign(influence=4),
        "capability": tables["capability"].assign(capability=0.5),
        "consent": make_consent(partners),
        "perceptions": tables["perceptions"].iloc[:0],
        "changes": tables["changes"].iloc[:0],
        "intentions": make_intentions(partners),
        "checkins": tables["checkins"].assign(what_changed="Something said in private"),
        "tensions": tensions.assign(
            raised_by="", between=tensions["between"].mask(tensions["setting"] == "alone", "own")
        ),
    }
    return type(cohort)(cohort.name, tables, None)


def make_consent(partners):
    """How far each partner goes along with an agenda, said alone."""
    rows = partners[["coalition", "partner"]].assign(agenda="bold", date=pd.Timestamp("2026-05-01"))
    return rows.assign(setting="alone", answer="block", reason="Something said in private")


def make_intentions(partners):
    """What each convener means to do: a question, a talk, a day later than all others on record."""
    rows = partners[["coalition", "partner"]].drop_duplicates("coalition")
    rows = rows.rename(columns={"partner": "talk_with"})
    days = {"date_written": pd.Timestamp("2031-05-01"), "by": pd.Timestamp("2031-06-01")}
    return rows.assign(**days, question="Something said in private", done=True)


def load_with_agendas():
    """The sample cohort, with one agenda on record for each group: its first issue, boldly."""
    cohort = load_cohort("spring-cohort")
    first = cohort.table("issues").drop_duplicates("coalition")
    rows = first[["coalition", "issue"]].assign(agenda="bold", level=first["bold_end"])
    return cohort.replace("agendas", rows)


def build(cohort, out, audience):
    plan = Plan(out, only=GROUPS, audience=audience, formats=("html", "ipynb"))
    build_reports(cohort, plan, executor=InProcess())
    files = {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }
    manifest = json.loads(files.pop("manifest.json"))
    for entry in manifest["reports"]:
        assert entry.pop("outcome") == "built", entry
        del entry["seconds"]
    return files | {"manifest.json": json.dumps(manifest).encode()}


@pytest.mark.parametrize("audience", ["partners", "public"])
def test_private_rows_leave_no_trace_in_a_copy_that_goes_out(audience, tmp_path):
    cohort = load_with_agendas()
    ours = build(cohort, tmp_path / "ours", audience)
    theirs = build(vary_private(cohort), tmp_path / "theirs", audience)
    assert list(ours) == list(theirs)
    for name, data in ours.items():
        assert data == theirs[name], name
    assert not any(b"Something said in private" in data for data in theirs.values())


def test_the_conveners_copy_does_show_them(tmp_path):
    """Otherwise the test above would prove nothing."""
    cohort = load_with_agendas()
    ours = build(cohort, tmp_path / "ours", "convener")
    theirs = build(vary_private(cohort), tmp_path / "theirs", "convener")
    assert any(ours[name] != theirs[name] for name in ours)


@pytest.mark.parametrize("audience", ["partners", "public"])
def test_private_rows_leave_no_trace_in_the_cohorts_own_page_or_the_figures(audience):
    cohort = load_with_agendas()
    varied = vary_private(cohort)
    assert say_cohort_page(varied, audience) == say_cohort_page(cohort, audience)
    figures = make_scores(cohort, "csv", audience=audience)
    assert make_scores(varied, "csv", audience=audience) == figures


def test_what_the_convener_means_to_do_is_in_no_report(tmp_path):
    cohort = load_with_agendas()
    ours = build(cohort, tmp_path / "ours", "convener")
    meant = cohort.replace("intentions", make_intentions(cohort.table("partners")))
    assert build(meant, tmp_path / "theirs", "convener") == ours


def test_the_public_copy_names_no_partner(tmp_path):
    cohort = load_cohort("spring-cohort")
    files = build(cohort, tmp_path / "out", "public")
    names = set(cohort.table("partners")["name"])
    for data in files.values():
        text = data.decode()
        assert not [name for name in names if name in text]
