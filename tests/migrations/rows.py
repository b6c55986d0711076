"""A row of every table, in words of the database, at the revision that makes the table."""

A, B, C, D, E, F = (f"{letter * 8}-0000-4000-8000-000000000000" for letter in "abcdef")
AT = "2025-09-02 17:00:00+00:00"

LOADED = {
    "0001_district": [
        ("school", {"id": A, "name": "Prairie High", "code": "PHS"}),
        (
            "account",
            {"id": B, "name": "Ana", "email": "ana@x.example", "role": "administrator", "password_hash": "x", "active": True, "created_at": AT},
        ),
        ("account_school", {"account_id": B, "school_id": A}),
        ("person", {"id": C, "kind": "student", "name": "Lee", "number": "1", "described": "", "school_id": A}),
    ],
    "0002_incidents": [
        (
            "incident",
            {
                "id": D, "reference": "PHS-AAAA-AA", "school_id": A, "occurred_at": AT, "occurred_on": "2025-09-02",
                "precision": "minute", "place": "Gym", "learned": "staff", "narrative": "It happened.",
                "source": "form", "external_id": "1", "logged_by_id": B, "logged_at": AT,
            },
        ),
        ("participant", {"id": E, "incident_id": D, "person_id": C, "part": "actor", "place_in_form": 0}),
        (
            "matter",
            {
                "id": F, "reference": "PHS-BBBB-BB", "incident_id": D, "actor_id": E, "conduct": "fighting",
                "conduct_words": "", "external_id": "1", "place_in_form": 0,
            },
        ),
    ],
    "0003_record": [
        ("answer", {"id": A, "matter_id": F, "fact": "crime", "value": "yes", "note": "", "given_by_id": B, "given_at": AT}),
        (
            "decision",
            {
                "id": B, "matter_id": F, "edition": "edina_273", "inputs": "{}", "sheet": 177146, "outcome": "undetermined",
                "rows": "[]", "ask": "[]", "made_by_id": B, "made_at": AT,
            },
        ),
        ("event", {"id": C, "name": "incident logged", "subject": "incident", "subject_id": D, "account_id": B, "detail": "{}", "at": AT}),
    ],
    "0004_standing": [],
    "0005_writing": [
        ("draft", {"id": A, "account_id": B, "fields": "[]", "version": 1, "created_at": AT, "saved_at": AT}),
        (
            "attachment",
            {
                "id": A, "incident_id": D, "name": "note.txt", "media_type": "text/plain", "size": 1, "sha256": "0" * 64,
                "content": b"x", "added_by_id": B, "added_at": AT,
            },
        ),
        ("addition", {"id": A, "incident_id": D, "text": "The nurse called.", "added_by_id": B, "added_at": AT}),
        ("account", {"id": C, "name": "Ben", "email": "ben@x.example", "role": "administrator", "password_hash": "x", "active": True, "created_at": AT}),
        ("asking", {"id": A, "matter_id": F, "fact": "crime", "of_id": C, "by_id": B, "note": "", "asked_at": AT}),
    ],
    "0006_policy_text": [
        ("policy_text", {"id": A, "edition": "edina_273", "paragraph": "IV.B", "text": "Adopted.", "pasted_by_id": B, "pasted_at": AT}),
    ],
    "0007_search": [],
    "0008_finding": [],
    "0009_standing": [],
    "0010_roster": [],
    "0011_search": [("search", {"id": A, "account_id": B, "words": "ana", "asked_at": AT})],
    "0012_sharing": [
        ("account", {"id": D, "name": "Olu", "email": "olu@x.example", "role": "officer", "password_hash": "x", "active": True, "created_at": AT}),
        ("account_school", {"account_id": D, "school_id": A}),
        (
            "decision",
            {
                "id": C, "matter_id": F, "edition": "edina_273", "inputs": "{}", "sheet": 177146, "outcome": "administrator_led",
                "rows": "[]", "ask": "[]", "made_by_id": B, "made_at": AT,
            },
        ),
        (
            "consultation",
            {
                "id": A, "matter_id": F, "school_id": A, "officer_id": D, "edition": "edina_273", "cites": "[]", "purpose": "What now?",
                "disclosed": "{}", "threat": "", "sent_by_id": B, "sent_at": AT,
            },
        ),
        ("consultation_person", {"consultation_id": A, "person_id": C}),
        ("consultation_step", {"id": A, "consultation_id": A, "state": "advised", "words": "Call home.", "by_id": D, "at": AT}),
        (
            "decision",
            {
                "id": D, "matter_id": F, "edition": "edina_273", "inputs": "{}", "sheet": 177146, "outcome": "law_enforcement",
                "rows": "[]", "ask": "[]", "made_by_id": B, "made_at": AT,
            },
        ),
        (
            "referral",
            {
                "id": A, "matter_id": F, "reference": "PHS-BBBB-BB", "school_id": A, "officer_id": D, "edition": "edina_273", "cites": "[]",
                "disclosed": "{}", "basis": "school_official", "threat": "", "purpose": "Look into it.", "sent_by_id": B, "sent_at": AT,
            },
        ),
        ("referral_person", {"referral_id": A, "person_id": C}),
        ("referral_attachment", {"referral_id": A, "attachment_id": A}),
        (
            "referral_step",
            {"id": A, "referral_id": A, "state": "accepted", "words": "", "case_number": "", "facts": "{}", "by_id": D, "at": AT},
        ),
    ],
    "0013_contact": [
        (
            "contact",
            {
                "id": A, "school_id": A, "incident_id": D, "officer_id": D, "officer_words": "", "happened_at": AT, "started_by": "school",
                "purpose": "To calm things down.", "acts": "[]", "facts": "{}", "iv_c": "", "case_number": "", "offense_code": "",
                "recorded_by_id": B, "recorded_at": AT,
            },
        ),
        ("contact_matter", {"contact_id": A, "matter_id": F, "outcome": "law_enforcement"}),
    ],
    "0014_ledger": [
        (
            "disclosure",
            {
                "id": A, "how": "view", "to_id": D, "to_words": "", "by_id": B, "school_id": A, "referral_id": A, "fields": "[]",
                "purpose": "Look into it.", "edition": "edina_273", "notice_shown": True, "at": AT,
            },
        ),
        ("look", {"id": A, "account_id": B, "incident_id": D, "how": "view", "assignment": "Administrator, PHS", "at": AT}),
        ("denial", {"id": A, "account_id": D, "endpoint": "incidents.show", "method": "GET", "asked": D, "at": AT}),
        ("notice", {"id": A, "to_id": D, "news": "matter_referred", "referral_id": A, "made_at": AT, "tries": 0}),
    ],
    "0015_row_security": [],
    "0016_row_writing": [],
    "0017_contract": [
        ("agency", {"id": A, "name": "City Police"}),
        ("agency_line", {"id": A, "agency_id": A, "chief": "Chief Roe", "chief_email": "", "contact": "", "contact_email": "", "contact_phone": "", "by_id": B, "at": AT}),
        ("contract", {"id": A, "agency_id": A, "starts_on": "2025-07-01", "ends_on": "2026-06-30", "signed_for_district": "Poe", "signed_for_agency": "Roe",
                      "weekdays": "[]", "day_begins": "07:30", "day_ends": "15:30", "recorded_by_id": B, "recorded_at": AT}),
        ("contract_school", {"contract_id": A, "school_id": A}),
        ("contract_reading", {"id": A, "contract_id": A, "clauses": "{}", "school_official": "", "direct_control": "", "by_id": B, "at": AT}),
        ("contract_end", {"id": A, "contract_id": A, "from_day": "2026-06-01", "why": "It ended.", "by_id": B, "at": AT}),
        ("posting", {"id": A, "account_id": D, "agency_id": A, "license_number": "12345", "assumed_on": "2025-08-18", "substitute": False, "by_id": B, "at": AT}),
    ],
    "0018_training": [
        ("training", {"id": A, "account_id": D, "prior_course": "", "full_course": "SRO course", "full_course_on": "2025-08-01",
                      "supplemental_course": "", "unable_why": "", "by_id": B, "at": AT}),
        ("policy_review", {"id": A, "account_id": D, "version": "273", "reviewed_on": "2025-08-01", "by_id": B, "at": AT}),
        ("sighting", {"id": A, "account_id": D, "course": "SRO course", "issuer": "BCA", "issued_on": "2025-08-01", "seen_on": "2025-08-18",
                      "by_id": B, "at": AT}),
        ("sighting_file", {"id": A, "sighting_id": A, "name": "a.pdf", "media_type": "application/pdf", "size": 1, "sha256": "0" * 64,
                           "content": b"x"}),
        ("reminder", {"id": A, "occasion": "contract_ends", "subject_id": A, "ends_on": "2026-06-30", "days": 30, "address": "c@x.example",
                      "says": "It ends.", "made_at": AT, "tries": 0}),
    ],
    "0019_duty": [
        ("duty_entry", {"id": A, "account_id": D, "school_id": A, "duty": "teaching", "day": "2025-09-02", "minutes": 45, "audience": 28,
                        "contact_day": True, "words": "", "by_id": D, "at": AT}),
        ("duty_review", {"id": A, "entry_id": A, "verdict": "accepted", "words": "", "by_id": B, "at": AT}),
        ("drill", {"id": A, "school_id": A, "kind": "fire", "day": "2025-09-02", "minutes": 10, "words": "", "by_id": B, "at": AT}),
        ("assessment", {"id": A, "school_id": A, "finding": "A door does not lock.", "owner_id": B, "owner_words": "", "relief_said": False,
                        "due_on": "2025-10-01", "recorded_by_id": B, "recorded_at": AT}),
        ("assessment_end", {"id": A, "assessment_id": A, "closed_on": "2025-09-20", "words": "Mended.", "by_id": B, "at": AT}),
    ],
    "0020_words_wall": [],
    "0021_names": [],
    "0022_findings": [],
    "0023_session": [
        ("login_session", {"id": A, "account_id": D, "token_sha256": "0" * 64, "epoch": 0, "source": "10.0.0.1", "agent": "", "began_at": AT, "seen_at": AT}),
        ("sign_in_failure", {"id": A, "email_sha256": "0" * 64, "source": "10.0.0.1", "at": AT}),
    ],
    "0024_factor": [
        ("factor", {"id": A, "account_id": D, "kind": "app", "name": "Phone", "secret": "x", "added_at": AT}),
        ("factor_use", {"id": A, "factor_id": A, "proof": "1", "at": AT}),
        ("factor_end", {"id": A, "factor_id": A, "why": "removed", "by_id": D, "at": AT}),
    ],
    "0025_invitation": [
        ("invitation", {"id": A, "account_id": D, "purpose": "invitation", "by_id": B, "made_at": AT, "over_sha256": "0" * 64, "token_sha256": "0" * 64, "mailed_at": AT,
                        "tries": 0}),
    ],
    "0026_identity": [
        ("identity", {"id": A, "account_id": D, "issuer": "https://id.example", "subject": "1", "key_sha256": "0" * 64, "by_id": D, "bound_at": AT}),
        ("identity_end", {"id": A, "identity_id": A, "by_id": D, "at": AT}),
        ("spent_state", {"state_sha256": "0" * 64, "at": AT}),
    ],
}  # fmt: skip
