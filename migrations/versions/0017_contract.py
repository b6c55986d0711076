"""Agencies, contracts and whose officer somebody is; without a contract nothing is an officer's.

On PostgreSQL the second wall asks the same, in words of its own (docs/decisions/0006, 0008).
"""

import sqlalchemy as sa
from alembic import op

revision = "0017_contract"
down_revision = "0016_row_writing"
branch_labels = None
depends_on = None

SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LINES = ("agency_line", "contract_reading", "contract_end", "posting")
MADE = ("agency", "contract", "contract_school", *LINES)

WEB = "incident_web"
VIEWER = "(SELECT incident_viewer())"
READERS = ("administrator", "coordinator", "officer", "auditor")
"""Nothing of a child is in these tables, and every role but the system administrator's needs to
know who is an officer."""

MAY_ADD = {
    "agency": "true",
    "agency_line": f"by_id = {VIEWER}",
    "contract": f"recorded_by_id = {VIEWER}",
    "contract_school": "true",
    "contract_reading": f"by_id = {VIEWER}",
    "contract_end": f"by_id = {VIEWER}",
    "posting": f"by_id = {VIEWER}",
}
"""By table, what the coordinator may add; nobody else adds anything."""

IS_OFFICERS = "EXISTS (SELECT 1 FROM account WHERE id = account_id AND role = 'officer')"
AS_OWNER = "SECURITY DEFINER SET search_path = public, pg_temp"
IS_SRO = (
    "SELECT EXISTS (SELECT 1 FROM posting JOIN contract ON contract.agency_id = posting.agency_id "
    "JOIN contract_school ON contract_school.contract_id = contract.id "
    "WHERE posting.account_id = $1 AND contract_school.school_id = $2 AND posting.seq = "
    "(SELECT max(later.seq) FROM posting AS later WHERE later.account_id = $1) "
    "AND incident_day() BETWEEN contract.starts_on AND contract.ends_on AND NOT EXISTS "
    "(SELECT 1 FROM contract_end WHERE contract_end.contract_id = contract.id "
    "AND contract_end.from_day <= incident_day()))"
)
LIVE = {
    "live_referrals": (
        "SELECT shared.id FROM referral AS shared {joined} "
        "WHERE shared.officer_id = (SELECT incident_viewer()) "
        "AND standing.outcome = 'law_enforcement' AND NOT EXISTS ("
        "SELECT 1 FROM referral_step WHERE referral_id = shared.id "
        "AND state IN ('declined', 'done', 'revoked')){contract}"
    ),
    "live_consultations": (
        "SELECT shared.id FROM consultation AS shared {joined} "
        "WHERE shared.officer_id = (SELECT incident_viewer()) "
        "AND standing.outcome = 'administrator_led' AND NOT EXISTS ("
        "SELECT 1 FROM consultation_step WHERE consultation_id = shared.id){contract}"
    ),
}
JOINED = (
    "JOIN standing ON standing.matter_id = shared.matter_id "
    "JOIN account_school ON account_school.school_id = standing.school_id "
    "AND account_school.account_id = shared.officer_id"
)
UNDER_CONTRACT = " AND is_sro(shared.officer_id, standing.school_id)"
SEEN = "EXISTS (SELECT 1 FROM matter AS theirs WHERE theirs.id = matter_id)"
OFFERED = {
    "referral": ("administrator", "coordinator"),
    "consultation": ("administrator",),
}


def upgrade() -> None:
    _make_agencies()
    _make_contracts()
    _make_postings()
    _guard()
    if op.get_bind().dialect.name == "sqlite":
        return
    _wall()
    _ask_for_a_contract()
    _let_the_coordinator_assign()


def _make_agencies() -> None:
    op.create_table(
        "agency",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 200", name=op.f("ck_agency_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("name", name=op.f("uq_agency_name")),
    )
    op.create_table(
        "agency_line",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("chief", sa.Text(), nullable=False),
        sa.Column("chief_email", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("contact_email", sa.Text(), nullable=False),
        sa.Column("contact_phone", sa.Text(), nullable=False),
        *_line("agency_line"),
        sa.CheckConstraint(
            "length(chief) BETWEEN 1 AND 200 AND length(contact) <= 200",
            name=op.f("ck_agency_line_names"),
        ),
        sa.CheckConstraint(
            "length(chief_email) <= 254 AND length(contact_email) <= 254 "
            "AND length(contact_phone) <= 60",
            name=op.f("ck_agency_line_reached"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_agency_line_agency_id")
        ),
    )
    op.create_index(op.f("ix_agency_line_agency_id"), "agency_line", ["agency_id"])


def _make_contracts() -> None:
    op.create_table(
        "contract",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("signed_for_district", sa.Text(), nullable=False),
        sa.Column("signed_for_agency", sa.Text(), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("day_begins", sa.Text(), nullable=False),
        sa.Column("day_ends", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_contract_days")),
        sa.CheckConstraint("day_begins < day_ends", name=op.f("ck_contract_instructional_day")),
        sa.CheckConstraint(
            "length(signed_for_district) BETWEEN 1 AND 200 "
            "AND length(signed_for_agency) BETWEEN 1 AND 200",
            name=op.f("ck_contract_signatories"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_contract_agency_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["account.id"], name=op.f("fk_contract_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
    )
    op.create_index("ix_contract_agency_id_starts_on", "contract", ["agency_id", "starts_on"])
    op.create_table(
        "contract_school",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        _of_contract("contract_school"),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_contract_school_school_id")
        ),
        sa.PrimaryKeyConstraint("contract_id", "school_id", name=op.f("pk_contract_school")),
    )
    op.create_index(op.f("ix_contract_school_school_id"), "contract_school", ["school_id"])
    op.create_table(
        "contract_reading",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("clauses", sa.JSON(), nullable=False),
        sa.Column("school_official", sa.Text(), nullable=False),
        sa.Column("direct_control", sa.Text(), nullable=False),
        *_line("contract_reading"),
        sa.CheckConstraint(
            "length(school_official) <= 2000 AND length(direct_control) <= 2000",
            name=op.f("ck_contract_reading_lengths"),
        ),
        _of_contract("contract_reading"),
    )
    op.create_index(op.f("ix_contract_reading_contract_id"), "contract_reading", ["contract_id"])
    op.create_table(
        "contract_end",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        *_line("contract_end"),
        sa.CheckConstraint("length(why) BETWEEN 1 AND 2000", name=op.f("ck_contract_end_why")),
        _of_contract("contract_end"),
        sa.UniqueConstraint("contract_id", name=op.f("uq_contract_end_contract_id")),
    )


def _make_postings() -> None:
    op.create_table(
        "posting",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("license_number", sa.Text(), nullable=False),
        sa.Column("assumed_on", sa.Date(), nullable=False),
        sa.Column("substitute", sa.Boolean(), nullable=False),
        *_line("posting"),
        sa.CheckConstraint(
            "length(license_number) BETWEEN 1 AND 20", name=op.f("ck_posting_license_number")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_posting_account_id")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_posting_agency_id")),
    )
    op.create_index("ix_posting_account_id_seq", "posting", ["account_id", "seq"])
    op.create_index(op.f("ix_posting_agency_id"), "posting", ["agency_id"])


def _line(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """What every line of a table has: who wrote it, when, and its place."""
    return (
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f(f"fk_{table}_by_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("id", name=op.f(f"uq_{table}_id")),
    )


def _of_contract(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["contract_id"], ["contract.id"], name=op.f(f"fk_{table}_contract_id")
    )


def _guard() -> None:
    for table in MADE:
        says = "append-only" if table in LINES else "kept as it was logged"
        function = says.replace("-", "_").replace("kept as it was", "kept_as").replace(" ", "_")
        if op.get_bind().dialect.name == "sqlite":
            for verb in ("update", "delete"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is {says}'); END"
                )
        else:
            op.execute(
                f"CREATE TRIGGER {table}_{function} BEFORE UPDATE OR DELETE OR TRUNCATE "
                f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
            )


def _wall() -> None:
    for table, adds in MAY_ADD.items():
        op.execute(f"GRANT SELECT, INSERT ON {table} TO {WEB}")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY operator ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)"
        )
        for role in READERS:
            is_role = f"(SELECT incident_role() = '{role}')"
            may_add = f"{is_role} AND ({adds})" if role == "coordinator" else "false"
            op.execute(
                f"CREATE POLICY {role} ON {table} TO {WEB} USING ({is_role}) WITH CHECK ({may_add})"
            )
    op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {WEB}")


def _ask_for_a_contract() -> None:
    op.execute(
        "CREATE FUNCTION incident_day() RETURNS date LANGUAGE sql STABLE AS "
        "$$ SELECT NULLIF(current_setting('incident.day', true), '')::date $$"
    )
    op.execute(
        "CREATE FUNCTION is_sro(officer uuid, school uuid) RETURNS boolean LANGUAGE sql "
        f"STABLE AS $$ {IS_SRO} $$"
    )
    _live(UNDER_CONTRACT)
    _offered(" AND is_sro(officer_id, school_id)")


def _live(contract: str) -> None:
    for name, body in LIVE.items():
        op.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS SETOF uuid LANGUAGE sql STABLE "
            f"{AS_OWNER} AS $$ {body.format(joined=JOINED, contract=contract)} $$"
        )


def _offered(contract: str) -> None:
    for table, roles in OFFERED.items():
        for role in roles:
            op.execute(
                f"ALTER POLICY {role} ON {table} WITH CHECK ((SELECT incident_role() = '{role}') "
                f"AND ({SEEN} AND sent_by_id = {VIEWER}{contract}))"
            )


def _let_the_coordinator_assign() -> None:
    op.execute("ALTER TABLE account_school ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE account_school FORCE ROW LEVEL SECURITY")
    op.execute(
        "CREATE POLICY operator ON account_school TO CURRENT_USER USING (true) WITH CHECK (true)"
    )
    op.execute(f"CREATE POLICY anyone ON account_school FOR SELECT TO {WEB} USING (true)")
    is_coordinator = "(SELECT incident_role() = 'coordinator')"
    op.execute(
        f"CREATE POLICY assigns ON account_school FOR INSERT TO {WEB} "
        f"WITH CHECK ({is_coordinator} AND {IS_OFFICERS})"
    )
    op.execute(
        f"CREATE POLICY unassigns ON account_school FOR DELETE TO {WEB} "
        f"USING ({is_coordinator} AND {IS_OFFICERS})"
    )
    op.execute(f"GRANT INSERT, DELETE ON account_school TO {WEB}")


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute(f"REVOKE INSERT, DELETE ON account_school FROM {WEB}")
        for policy in ("operator", "anyone", "assigns", "unassigns"):
            op.execute(f"DROP POLICY {policy} ON account_school")
        op.execute("ALTER TABLE account_school NO FORCE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE account_school DISABLE ROW LEVEL SECURITY")
        _offered("")
        _live("")
        op.execute("DROP FUNCTION is_sro(uuid, uuid)")
        op.execute("DROP FUNCTION incident_day()")
    for table in (*LINES, "contract_school", "contract", "agency"):
        op.drop_table(table)
