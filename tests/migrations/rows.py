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
}  # fmt: skip
