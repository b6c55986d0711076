"""Section V, paragraph by paragraph."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from incident_app.policy.countdown import days_left
from incident_app.policy.training import Basis, Record, bar, status

DAY = timedelta(days=1)
BEGINS = date(2025, 9, 1)
MAY_31 = date(2027, 5, 31)
SERVING = date(2020, 8, 24)
MARCH_1 = date(2026, 3, 1)
LATE = date(2030, 1, 1)


class TestVATheCourseComesFirst:
    def test_the_day_duties_begin_is_the_last_compliant_day(self):
        officer = Record(assumed_on=MARCH_1)
        on_the_day, after = status(officer, MARCH_1), status(officer, MARCH_1 + DAY)
        assert (on_the_day.basis, on_the_day.cite) == (Basis.V_A, "V.A")
        assert on_the_day.last_day == MARCH_1
        assert (on_the_day.compliant, after.compliant) == (True, False)
        assert after.sentence == (
            "The course must come first, and none is recorded: duties began on March 1, 2026."
        )

    def test_no_matter_is_given_without_the_course_even_on_the_first_day(self):
        refused = bar(Record(assumed_on=MARCH_1), MARCH_1)
        assert (refused.day, refused.cite) == (MARCH_1, "V.A")
        assert "The course must come first" in refused.sentence
        assert bar(Record(assumed_on=MARCH_1, full_course_on=MARCH_1), MARCH_1) is None

    def test_an_officer_already_serving_is_due_on_the_day_section_v_begins(self):
        officer = Record(assumed_on=SERVING)
        assert status(officer, BEGINS).last_day == BEGINS
        assert status(officer, BEGINS).compliant
        assert not status(officer, BEGINS + DAY).compliant
        assert "was due by September 1, 2025" in status(officer, BEGINS + DAY).sentence

    def test_before_it_begins_section_v_asks_nothing(self):
        eve = BEGINS - DAY
        for officer in (Record(assumed_on=SERVING), Record(assumed_on=SERVING, unable_on=SERVING)):
            assert status(officer, eve).compliant
            assert status(officer, eve).sentence.startswith(
                "Section V asks nothing before September 1, 2025."
            )
            assert bar(officer, eve) is None
            assert bar(officer, BEGINS) is not None

    def test_a_supplemental_course_is_not_enough(self):
        officer = Record(assumed_on=MARCH_1, supplemental_course_on=BEGINS)
        found = status(officer, MARCH_1 + DAY)
        assert (found.compliant, found.completed_on) == (False, None)
        assert "only after a basic course under V.B" in found.sentence

    def test_a_course_taken_late_makes_compliant_from_its_day(self):
        course = MARCH_1 + 60 * DAY
        officer = Record(assumed_on=MARCH_1, full_course_on=course)
        assert not status(officer, course - DAY).compliant
        found = status(officer, course)
        assert (found.compliant, found.last_day, found.completed_on) == (True, None, course)
        assert found.sentence == (
            "The training was completed on April 30, 2026, after the last day (March 1, 2026)."
        )

    def test_before_duties_begin_no_matter_is_given_to_anybody(self):
        refused = bar(Record(assumed_on=MARCH_1, full_course_on=BEGINS), MARCH_1 - DAY)
        assert refused == ("The officer takes up duties on March 1, 2026.", MARCH_1, "III.B")


class TestVBAnEarlierCourse:
    OFFICER = Record(assumed_on=SERVING, prior_course_on=date(2024, 6, 10))

    def test_may_31_2027_is_the_last_compliant_day_and_the_sentence_says_why(self):
        last, after = status(self.OFFICER, MAY_31), status(self.OFFICER, MAY_31 + DAY)
        assert (last.basis, last.cite, last.last_day) == (Basis.V_B, "V.B", MAY_31)
        assert (last.compliant, after.compliant) == (True, False)
        assert last.sentence == (
            "The basic course of June 10, 2024, gives the officer until May 31, 2027, to complete "
            "the new training; that is a holiday, so the last working day is Friday, May 28, 2027. "
            "V.B says both until and before June 1, 2027, and the stricter day counts."
        )
        assert "none is recorded" in after.sentence
        assert bar(self.OFFICER, MAY_31) is None
        assert bar(self.OFFICER, MAY_31 + DAY) == (after.sentence, MAY_31, "V.B")

    def test_memorial_day_leaves_the_friday_before_and_nothing_rolls(self):
        found = status(self.OFFICER, date(2026, 11, 23))
        assert found.last_working_day == date(2027, 5, 28)
        assert found.rolled_to is None
        assert days_left(found.last_day, date(2026, 11, 23)) == 189

    @pytest.mark.parametrize(
        ("course", "basis"),
        [
            (date(2025, 8, 31), Basis.V_B),
            (date(2025, 9, 1), Basis.V_A),
            (date(2026, 2, 1), Basis.V_A),
        ],
    )
    def test_the_earlier_course_is_one_before_september_1_2025(self, course, basis):
        found = status(Record(assumed_on=MARCH_1, prior_course_on=course), MARCH_1)
        assert found.basis is basis
        assert ("is not before September 1, 2025" in found.sentence) == (basis is Basis.V_A)

    @pytest.mark.parametrize("course", ["full_course_on", "supplemental_course_on"])
    @pytest.mark.parametrize("day", [date(2026, 1, 9), MAY_31 + DAY])
    def test_the_new_course_or_the_supplemental_one_satisfies(self, course, day):
        officer = replace(self.OFFICER, **{course: day})
        found = status(officer, LATE)
        assert (found.compliant, found.last_day, found.completed_on) == (True, None, day)
        assert ("supplemental" in found.sentence) == (course == "supplemental_course_on")
        assert ("after the last day (May 31, 2027)" in found.sentence) == (day > MAY_31)
        assert bar(officer, LATE) is None

    def test_the_first_of_two_courses_counts(self):
        both = replace(self.OFFICER, supplemental_course_on=MARCH_1, full_course_on=MAY_31)
        assert status(both, LATE).completed_on == MARCH_1

    def test_an_inability_does_not_move_the_day(self):
        unable = replace(self.OFFICER, unable_on=BEGINS)
        assert status(unable, LATE).basis is Basis.V_B
        assert status(unable, LATE).last_day == MAY_31


class TestVCTheEmployerIsUnable:
    @pytest.mark.parametrize(
        ("assumed", "last", "rolled", "working"),
        [
            (MARCH_1, date(2026, 9, 1), None, None),
            (date(2026, 8, 31), date(2027, 2, 28), date(2027, 3, 1), date(2027, 2, 26)),
            (date(2027, 8, 31), date(2028, 2, 29), None, None),
            (date(2026, 5, 11), date(2026, 11, 11), date(2026, 11, 12), date(2026, 11, 10)),
            (date(2028, 2, 29), date(2028, 8, 29), None, None),
            (date(2026, 3, 31), date(2026, 9, 30), None, None),
            (SERVING, date(2026, 3, 1), date(2026, 3, 2), date(2026, 2, 27)),
        ],
    )
    def test_six_calendar_months_are_the_last_compliant_day(self, assumed, last, rolled, working):
        officer = Record(assumed_on=assumed, unable_on=min(assumed, BEGINS))
        found = status(officer, last)
        assert (found.basis, found.cite, found.last_day) == (Basis.V_C, "V.C", last)
        assert (found.rolled_to, found.last_working_day) == (rolled, working)
        assert found.compliant
        assert not status(officer, last + DAY).compliant

    def test_both_days_are_shown_where_the_statute_would_roll(self):
        officer = Record(assumed_on=date(2026, 8, 31), unable_on=date(2026, 8, 1))
        assert status(officer, date(2026, 11, 23)).sentence == (
            "The employer could not provide the course (recorded August 1, 2026), so V.C gives six "
            "months from August 31, 2026: until Sunday, February 28, 2027. Minn. Stat. 645.15 "
            "would move that day to Monday, March 1, 2027, but the earlier counts here."
        )
        assert not status(officer, date(2027, 3, 1)).compliant
        trained = replace(officer, full_course_on=date(2027, 3, 1))
        assert status(trained, LATE).rolled_to is None
        assert status(trained, LATE).last_working_day is None
        assert status(trained, date(2027, 3, 1)).sentence.endswith(
            "after the last day (February 28, 2027). Minn. Stat. 645.15 would move that day to "
            "Monday, March 1, 2027."
        )
        later = replace(officer, full_course_on=date(2027, 3, 2))
        assert status(later, LATE).sentence.endswith("after the last day (February 28, 2027).")

    def test_a_course_on_the_last_day_is_in_time(self):
        officer = Record(assumed_on=MARCH_1, unable_on=BEGINS, full_course_on=date(2026, 9, 1))
        assert status(officer, LATE).sentence == "The training was completed on September 1, 2026."

    def test_being_late_is_not_being_unable(self):
        assert status(Record(assumed_on=MARCH_1), MARCH_1).basis is Basis.V_A

    def test_an_inability_counts_from_the_day_it_was_recorded_and_late_is_said(self):
        recorded = MARCH_1 + 30 * DAY
        officer = Record(assumed_on=MARCH_1, unable_on=recorded)
        assert status(officer, recorded - DAY).basis is Basis.V_A
        found = status(officer, recorded)
        assert (found.basis, found.compliant) == (Basis.V_C, True)
        assert found.last_day == date(2026, 9, 1)
        assert "The inability was recorded after duties began." in found.sentence
        in_time = replace(officer, unable_on=MARCH_1)
        assert "after duties began" not in status(in_time, recorded).sentence

    def test_drills_and_assessments_are_not_required_until_trained(self):
        officer = Record(assumed_on=MARCH_1, unable_on=BEGINS, full_course_on=date(2026, 6, 1))
        assert status(officer, date(2026, 5, 31)).relieved == ("IV.A.4", "IV.A.5")
        assert status(officer, date(2026, 6, 1)).relieved == ()
        assert status(replace(officer, unable_on=None), MARCH_1).relieved == ()

    def test_the_policy_is_reviewed_before_duties_or_no_matter_is_given(self):
        officer = Record(assumed_on=MARCH_1, unable_on=BEGINS)
        refused = bar(officer, MARCH_1)
        assert (refused.day, refused.cite) == (MARCH_1, "V.C; Minn. Stat. 626.8482, subd. 3(c)")
        assert "no review is recorded" in refused.sentence
        reviewed = replace(officer, policy_reviewed_on=MARCH_1)
        assert bar(reviewed, MARCH_1) is None
        assert "reviewed" not in status(reviewed, MARCH_1).sentence

    def test_a_late_review_bars_until_its_day_and_is_said_from_then_on(self):
        officer = Record(assumed_on=MARCH_1, unable_on=BEGINS, policy_reviewed_on=MARCH_1 + DAY)
        assert bar(officer, MARCH_1) is not None
        assert bar(officer, MARCH_1 + DAY) is None
        assert status(officer, MARCH_1 + DAY).sentence.endswith(
            "The policy was reviewed on March 2, 2026, after duties began."
        )

    def test_who_had_the_course_before_duties_needs_neither_the_months_nor_the_review(self):
        officer = Record(assumed_on=MARCH_1, unable_on=BEGINS, full_course_on=MARCH_1)
        assert status(officer, MARCH_1 - DAY).basis is Basis.V_C
        assert status(officer, MARCH_1).basis is Basis.V_A
        assert bar(officer, MARCH_1) is None


class TestVDASubstitute:
    OFFICER = Record(assumed_on=MARCH_1, substitute=True, policy_reviewed_on=MARCH_1)

    @pytest.mark.parametrize("days", [0, 1, 59])
    def test_below_60_days_with_students_is_exempt(self, days):
        officer = replace(self.OFFICER, contact_days=days)
        found = status(officer, LATE)
        assert (found.basis, found.cite) == (Basis.V_D, "V.D")
        assert (found.compliant, found.last_day, found.completed_on) == (True, None, None)
        assert f" {days} student-contact day{'s' * (days != 1)} this school year" in found.sentence
        assert bar(officer, LATE) is None

    @pytest.mark.parametrize("days", [60, 61])
    def test_day_60_ends_the_exemption_and_the_rule_stands(self, days):
        officer = replace(self.OFFICER, contact_days=days)
        found = status(officer, LATE)
        assert (found.basis, found.compliant, found.last_day) == (Basis.V_A, False, MARCH_1)
        assert found.sentence.endswith(
            "The exemption for substitutes ended on student-contact day 60."
        )
        assert bar(officer, LATE).cite == "V.A"

    def test_after_day_60_the_other_exceptions_stand(self):
        officer = replace(self.OFFICER, contact_days=60)
        assert status(replace(officer, unable_on=BEGINS), LATE).basis is Basis.V_C
        assert status(replace(officer, prior_course_on=SERVING), LATE).basis is Basis.V_B

    def test_days_with_students_exempt_nobody_but_a_substitute(self):
        assert status(Record(assumed_on=MARCH_1, contact_days=1), LATE).basis is Basis.V_A

    def test_a_substitute_reviews_the_policy_first(self):
        refused = bar(replace(self.OFFICER, policy_reviewed_on=None), LATE)
        assert (refused.day, refused.cite) == (MARCH_1, "V.D; Minn. Stat. 626.8482, subd. 3(d)")


@pytest.mark.parametrize(
    ("moment", "day", "compliant"),
    [
        (datetime(2027, 6, 1, 4, 59, tzinfo=UTC), MAY_31, True),
        (datetime(2027, 6, 1, 5, 0, tzinfo=UTC), date(2027, 6, 1), False),
    ],
)
def test_the_last_day_ends_at_midnight_in_the_districts_zone(moment, day, compliant):
    on = moment.astimezone(ZoneInfo("America/Chicago")).date()
    assert on == day
    assert status(TestVBAnEarlierCourse.OFFICER, on).compliant is compliant
