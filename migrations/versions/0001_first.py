"""The first form of the record.

Written by tools/first_revision.py from the entities; frozen at the first release.
"""
# ruff: noqa: E501, PLR0915 (a frozen list of tables, written by a program)

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "audit_entries",
        sa.Column("seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("person_id", NUMBER, nullable=True),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("subject_id", NUMBER, nullable=False),
        sa.Column("batch_id", NUMBER, nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_entries")),
    )
    op.create_index("ix_audit_entries_batch", "audit_entries", ["batch_id", "seq"], unique=False)
    op.create_index(
        "ix_audit_entries_subject", "audit_entries", ["subject", "subject_id", "seq"], unique=False
    )
    op.create_table(
        "checklists",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("trade", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("requires_training", sa.Boolean(), nullable=False),
        sa.Column("wordings", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklists")),
        sa.UniqueConstraint("code", name=op.f("uq_checklists_code")),
    )
    op.create_table(
        "customers",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
        sa.UniqueConstraint("name", name=op.f("uq_customers_name")),
    )
    op.create_table(
        "defect_codes",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("default_severity", sa.String(length=24), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("wordings", sa.String(), nullable=False),
        sa.CheckConstraint(
            "default_severity IN ('critical', 'major', 'minor')",
            name=op.f("ck_defect_codes_default_severity"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_defect_codes")),
        sa.UniqueConstraint("code", name=op.f("uq_defect_codes_code")),
    )
    op.create_table(
        "letterheads",
        sa.Column("id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=False),
        sa.Column("accent", sa.String(length=7), nullable=False),
        sa.Column("page", sa.String(length=24), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("page IN ('a4', 'letter')", name=op.f("ck_letterheads_page")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letterheads")),
    )
    op.create_table(
        "manufacturers",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manufacturers")),
        sa.UniqueConstraint("name", name=op.f("uq_manufacturers_name")),
    )
    op.create_table(
        "organisations",
        sa.Column("id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("database_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_organisations_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
    )
    op.create_table(
        "persons",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("login", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wrong_passwords", NUMBER, nullable=False),
        sa.Column("last_wrong_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
        sa.UniqueConstraint("login", name=op.f("uq_persons_login")),
    )
    op.create_table(
        "procedures",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("wordings", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedures")),
        sa.UniqueConstraint("code", name=op.f("uq_procedures_code")),
    )
    op.create_table(
        "sites",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
        sa.UniqueConstraint("code", name=op.f("uq_sites_code")),
    )
    op.create_table(
        "certificates",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.Column("time_cost", NUMBER, nullable=False),
        sa.Column("memory_kib", NUMBER, nullable=False),
        sa.Column("lanes", NUMBER, nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_certificates_name")),
        sa.CheckConstraint("valid_from < valid_until", name=op.f("ck_certificates_validity")),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_certificates_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_certificates_fingerprint")),
    )
    op.create_table(
        "checklist_versions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("checklist_id", NUMBER, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("mode", sa.String(length=24), nullable=False),
        sa.Column("share", NUMBER, nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("method", sa.String(length=24), nullable=False),
        sa.Column("sample_size", NUMBER, nullable=False),
        sa.Column("level", sa.String(length=24), nullable=True),
        sa.Column("aql_major", sa.String(length=40), nullable=True),
        sa.Column("aql_minor", sa.String(length=40), nullable=True),
        sa.Column("isolated", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("drafted_by_id", NUMBER, nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by_id", NUMBER, nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("alone_reason", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(
            "(mode = 'spot' AND share IS NOT NULL AND share BETWEEN 10 AND 90) OR (mode <> 'spot' AND share IS NULL)",
            name=op.f("ck_checklist_versions_share"),
        ),
        sa.CheckConstraint(
            "level IN ('I', 'II', 'III', 'S-1', 'S-2', 'S-3', 'S-4')",
            name=op.f("ck_checklist_versions_level"),
        ),
        sa.CheckConstraint(
            "method <> 'iso2859' OR (level IS NOT NULL AND aql_major IS NOT NULL AND aql_minor IS NOT NULL)",
            name=op.f("ck_checklist_versions_sampling"),
        ),
        sa.CheckConstraint(
            "method IN ('fixed', 'every_piece', 'zero_acceptance', 'iso2859')",
            name=op.f("ck_checklist_versions_method"),
        ),
        sa.CheckConstraint(
            "mode IN ('independent', 'spot', 'review')", name=op.f("ck_checklist_versions_mode")
        ),
        sa.CheckConstraint(
            "status = 'draft' OR (approved_by_id IS NOT NULL AND (approved_by_id <> drafted_by_id OR alone_reason <> ''))",
            name=op.f("ck_checklist_versions_approved_by_another"),
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'effective', 'superseded')",
            name=op.f("ck_checklist_versions_status"),
        ),
        sa.CheckConstraint(
            "sample_size BETWEEN 1 AND 10000", name=op.f("ck_checklist_versions_sample_size")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["persons.id"], name=op.f("fk_checklist_versions_approved_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["checklist_id"], ["checklists.id"], name=op.f("fk_checklist_versions_checklist_id")
        ),
        sa.ForeignKeyConstraint(
            ["drafted_by_id"], ["persons.id"], name=op.f("fk_checklist_versions_drafted_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_versions")),
        sa.UniqueConstraint(
            "checklist_id", "number", name=op.f("uq_checklist_versions_checklist_id_number")
        ),
    )
    op.create_index(
        "uq_checklist_versions_effective",
        "checklist_versions",
        ["checklist_id"],
        unique=True,
        sqlite_where=sa.text("status = 'effective'"),
        postgresql_where=sa.text("status = 'effective'"),
    )
    op.create_table(
        "gauges",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("kept_at", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("resolution", sa.String(length=40), nullable=True),
        sa.Column("every", NUMBER, nullable=False),
        sa.Column("every_unit", sa.String(length=24), nullable=False),
        sa.Column("out_of_service", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("every_unit IN ('months', 'days')", name=op.f("ck_gauges_every_unit")),
        sa.CheckConstraint("every BETWEEN 1 AND 3650", name=op.f("ck_gauges_every")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_gauges_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gauges")),
        sa.UniqueConstraint("number", name=op.f("uq_gauges_number")),
    )
    op.create_table(
        "orders",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("customer_id", NUMBER, nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=True),
        sa.Column("recommended_by_id", NUMBER, nullable=True),
        sa.Column("promised_ship_date", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "recommended_by_id IS NULL OR recommended_by_id <> customer_id",
            name=op.f("ck_orders_recommended_by_others"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_orders_customer_id")
        ),
        sa.ForeignKeyConstraint(
            ["recommended_by_id"], ["customers.id"], name=op.f("fk_orders_recommended_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("number", name=op.f("uq_orders_number")),
    )
    op.create_index("ix_orders_created", "orders", ["created_at"], unique=False)
    op.create_index(op.f("ix_orders_customer_id"), "orders", ["customer_id"], unique=False)
    op.create_index(
        "ix_orders_promised",
        "orders",
        ["promised_ship_date", "id", "number", "customer_id"],
        unique=False,
    )
    op.create_table(
        "person_keys",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("enrolled_by_id", NUMBER, nullable=True),
        sa.Column("confirmed_by_id", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["persons.id"], name=op.f("fk_person_keys_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["enrolled_by_id"], ["persons.id"], name=op.f("fk_person_keys_enrolled_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_person_keys_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_keys")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_person_keys_fingerprint")),
    )
    op.create_index(op.f("ix_person_keys_person_id"), "person_keys", ["person_id"], unique=False)
    op.create_table(
        "pictures",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("width", NUMBER, nullable=False),
        sa.Column("height", NUMBER, nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=False),
        sa.Column("print_copy", sa.LargeBinary(), nullable=False),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_pictures_size")),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_pictures_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pictures")),
        sa.UniqueConstraint("sha256", name=op.f("uq_pictures_sha256")),
    )
    op.create_table(
        "problems",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("family", sa.String(length=100), nullable=False),
        sa.Column("code_id", NUMBER, nullable=False),
        sa.Column("item_code", sa.String(length=40), nullable=False),
        sa.Column("item_title", sa.String(length=200), nullable=False),
        sa.Column("variant", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("recurrences", NUMBER, nullable=False),
        sa.Column("owner_id", NUMBER, nullable=True),
        sa.Column("merged_into_id", NUMBER, nullable=True),
        sa.Column("stop_check", sa.String(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint(
            "(status = 'merged') = (merged_into_id IS NOT NULL)", name=op.f("ck_problems_merged")
        ),
        sa.CheckConstraint(
            "status <> 'proven' OR stop_check = ''", name=op.f("ck_problems_proven_ships")
        ),
        sa.CheckConstraint(
            "status IN ('watching', 'alert', 'owned', 'fix_claimed', 'proving', 'proven', 'recurred', 'merged')",
            name=op.f("ck_problems_status"),
        ),
        sa.CheckConstraint("recurrences >= 0", name=op.f("ck_problems_recurrences")),
        sa.ForeignKeyConstraint(
            ["code_id"], ["defect_codes.id"], name=op.f("fk_problems_code_id")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["problems.id"], name=op.f("fk_problems_merged_into_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["persons.id"], name=op.f("fk_problems_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problems")),
        sa.UniqueConstraint(
            "family",
            "code_id",
            "item_code",
            "variant",
            name=op.f("uq_problems_family_code_id_item_code_variant"),
        ),
        sa.UniqueConstraint("number", name=op.f("uq_problems_number")),
    )
    op.create_index("ix_problems_merged_into", "problems", ["merged_into_id"], unique=False)
    op.create_index(
        "ix_problems_status_changed", "problems", ["status", "changed_at"], unique=False
    )
    op.create_index(
        "ix_problems_stopping",
        "problems",
        ["number"],
        unique=False,
        sqlite_where=sa.text("stop_check <> ''"),
        postgresql_where=sa.text("stop_check <> ''"),
    )
    op.create_table(
        "procedure_versions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("procedure_id", NUMBER, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("purpose", sa.String(length=2000), nullable=False),
        sa.Column("wordings", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("drafted_by_id", NUMBER, nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by_id", NUMBER, nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("alone_reason", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(
            "status = 'draft' OR (approved_by_id IS NOT NULL AND (approved_by_id <> drafted_by_id OR alone_reason <> ''))",
            name=op.f("ck_procedure_versions_approved_by_another"),
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'effective', 'superseded')",
            name=op.f("ck_procedure_versions_status"),
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["persons.id"], name=op.f("fk_procedure_versions_approved_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["drafted_by_id"], ["persons.id"], name=op.f("fk_procedure_versions_drafted_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedures.id"], name=op.f("fk_procedure_versions_procedure_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure_versions")),
        sa.UniqueConstraint(
            "procedure_id", "number", name=op.f("uq_procedure_versions_procedure_id_number")
        ),
    )
    op.create_index(
        "uq_procedure_versions_effective",
        "procedure_versions",
        ["procedure_id"],
        unique=True,
        sqlite_where=sa.text("status = 'effective'"),
        postgresql_where=sa.text("status = 'effective'"),
    )
    op.create_table(
        "products",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("revision", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("family", sa.String(length=100), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wordings", sa.String(), nullable=False),
        sa.Column("checklist_id", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(
            ["checklist_id"], ["checklists.id"], name=op.f("fk_products_checklist_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("code", "revision", name=op.f("uq_products_code_revision")),
    )
    op.create_index(op.f("ix_products_family"), "products", ["family"], unique=False)
    op.create_table(
        "role_grants",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role IN ('inspector', 'lead', 'owner', 'viewer')", name=op.f("ck_role_grants_role")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_role_grants_person_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_role_grants_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grants")),
    )
    op.create_index(op.f("ix_role_grants_site_id"), "role_grants", ["site_id"], unique=False)
    op.create_index(
        "uq_role_grants_held",
        "role_grants",
        ["person_id", "site_id", "role"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "service_targets",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("value", NUMBER, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('acknowledge_hours', 'answer_hours', 'touches_per_order', 'promises_percent', 'escapes_per_1000', 'send_days', 'confirm_days', 'ship_slack_days', 'first_pass_percent')",
            name=op.f("ck_service_targets_kind"),
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_service_targets_reason")),
        sa.CheckConstraint("value BETWEEN 1 AND 10000", name=op.f("ck_service_targets_value")),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_service_targets_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_targets")),
    )
    op.create_index("ix_service_targets_kind", "service_targets", ["kind", "at"], unique=False)
    op.create_table(
        "signing_rules",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("at_issue", sa.Boolean(), nullable=False),
        sa.Column("each_sign_off", sa.Boolean(), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_signing_rules_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_rules")),
    )
    op.create_table(
        "snoozes",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("subject_id", NUMBER, nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('promise', 'ship_date', 'contacts', 'complaint', 'second_check', 'held', 'report', 'check', 'decision', 'leaving', 'unusual', 'first_checks', 'alone', 'gauges_out', 'gauges_soon', 'to_confirm', 'to_train', 'backup', 'second_place')",
            name=op.f("ck_snoozes_kind"),
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_snoozes_reason")),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_snoozes_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snoozes")),
    )
    op.create_index("ix_snoozes_by", "snoozes", ["by_id", "until"], unique=False)
    op.create_table(
        "batches",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.Column("product_id", NUMBER, nullable=False),
        sa.Column("manufacturer_id", NUMBER, nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("order_id", NUMBER, nullable=True),
        sa.Column("quantity", NUMBER, nullable=False),
        sa.Column("produced_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("round", NUMBER, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'first_check', 'second_check', 'released', 'held', 'rework', 'shipped', 'scrapped', 'returned', 'recalled')",
            name=op.f("ck_batches_status"),
        ),
        sa.CheckConstraint("quantity BETWEEN 1 AND 100000000", name=op.f("ck_batches_quantity")),
        sa.CheckConstraint("round >= 1", name=op.f("ck_batches_round")),
        sa.ForeignKeyConstraint(
            ["manufacturer_id"], ["manufacturers.id"], name=op.f("fk_batches_manufacturer_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_batches_order_id")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_batches_product_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_batches_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
        sa.UniqueConstraint("product_id", "number", name=op.f("uq_batches_product_id_number")),
    )
    op.create_index("ix_batches_created", "batches", ["created_at"], unique=False)
    op.create_index("ix_batches_folded", "batches", ["folded"], unique=False)
    op.create_index(
        "ix_batches_listed",
        "batches",
        ["changed_at", "folded", "product_id", "manufacturer_id", "order_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_batches_manufacturer_id"), "batches", ["manufacturer_id"], unique=False
    )
    op.create_index("ix_batches_number", "batches", ["number"], unique=False)
    op.create_index("ix_batches_of_order", "batches", ["order_id", "status"], unique=False)
    op.create_index("ix_batches_produced_on", "batches", ["produced_on"], unique=False)
    op.create_index(op.f("ix_batches_site_id"), "batches", ["site_id"], unique=False)
    op.create_index("ix_batches_standing", "batches", ["id", "order_id", "status"], unique=False)
    op.create_index("ix_batches_status_changed", "batches", ["status", "changed_at"], unique=False)
    op.create_table(
        "calibrations",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("gauge_id", NUMBER, nullable=False),
        sa.Column("calibrated_on", sa.Date(), nullable=False),
        sa.Column("result", sa.String(length=24), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("laboratory", sa.String(length=200), nullable=False),
        sa.Column("certificate", sa.String(length=100), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "result IN ('in_tolerance', 'adjusted', 'out_of_tolerance')",
            name=op.f("ck_calibrations_result"),
        ),
        sa.CheckConstraint("due_on > calibrated_on", name=op.f("ck_calibrations_due_later")),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_calibrations_by_id")),
        sa.ForeignKeyConstraint(
            ["gauge_id"], ["gauges.id"], name=op.f("fk_calibrations_gauge_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibrations")),
    )
    op.create_index(
        "ix_calibrations_of_gauge", "calibrations", ["gauge_id", "calibrated_on"], unique=False
    )
    op.create_table(
        "check_items",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("section", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("instruction", sa.String(length=2000), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("severity", sa.String(length=24), nullable=False),
        sa.Column("per_unit", sa.Boolean(), nullable=False),
        sa.Column("photo_rule", sa.String(length=24), nullable=False),
        sa.Column("nominal", sa.String(length=40), nullable=True),
        sa.Column("lower", sa.String(length=40), nullable=True),
        sa.Column("upper", sa.String(length=40), nullable=True),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("decimals", NUMBER, nullable=False),
        sa.Column("good_choices", sa.String(length=2000), nullable=False),
        sa.Column("bad_choices", sa.String(length=2000), nullable=False),
        sa.Column("gauge", sa.String(length=80), nullable=False),
        sa.Column("defect_code_id", NUMBER, nullable=True),
        sa.Column("procedure_code", sa.String(length=40), nullable=True),
        sa.Column("procedure_step", NUMBER, nullable=True),
        sa.Column("born_of", sa.String(length=40), nullable=False),
        sa.Column("wordings", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'choice' AND good_choices <> '') OR (kind <> 'choice' AND good_choices = '' AND bad_choices = '')",
            name=op.f("ck_check_items_choice_has_a_good_one"),
        ),
        sa.CheckConstraint(
            "kind <> 'count' OR (decimals = 0 AND (lower IS NOT NULL OR upper IS NOT NULL))",
            name=op.f("ck_check_items_count_has_limits"),
        ),
        sa.CheckConstraint(
            "kind <> 'measurement' OR (unit <> '' AND (lower IS NOT NULL OR upper IS NOT NULL))",
            name=op.f("ck_check_items_measurement_has_limits"),
        ),
        sa.CheckConstraint(
            "kind <> 'photo' OR photo_rule = 'always'", name=op.f("ck_check_items_photo_is_taken")
        ),
        sa.CheckConstraint(
            "kind = 'measurement' OR gauge = ''", name=op.f("ck_check_items_gauge_measures")
        ),
        sa.CheckConstraint(
            "kind IN ('pass_fail', 'measurement', 'count', 'choice', 'text', 'photo')",
            name=op.f("ck_check_items_kind"),
        ),
        sa.CheckConstraint(
            "photo_rule IN ('never', 'on_fail', 'always')", name=op.f("ck_check_items_photo_rule")
        ),
        sa.CheckConstraint(
            "severity IN ('critical', 'major', 'minor')", name=op.f("ck_check_items_severity")
        ),
        sa.CheckConstraint(
            "(procedure_code IS NULL AND procedure_step IS NULL) OR (procedure_code IS NOT NULL AND procedure_step IS NOT NULL AND procedure_step BETWEEN 1 AND 200)",
            name=op.f("ck_check_items_procedure_step"),
        ),
        sa.ForeignKeyConstraint(
            ["defect_code_id"], ["defect_codes.id"], name=op.f("fk_check_items_defect_code_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_code"], ["procedures.code"], name=op.f("fk_check_items_procedure_code")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["checklist_versions.id"], name=op.f("fk_check_items_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_items")),
        sa.UniqueConstraint("version_id", "code", name=op.f("uq_check_items_version_id_code")),
        sa.UniqueConstraint(
            "version_id", "position", name=op.f("uq_check_items_version_id_position")
        ),
    )
    op.create_table(
        "complaints",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("customer_id", NUMBER, nullable=False),
        sa.Column("order_id", NUMBER, nullable=True),
        sa.Column("product_id", NUMBER, nullable=True),
        sa.Column("code_id", NUMBER, nullable=True),
        sa.Column("item_code", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=24), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_by_id", NUMBER, nullable=False),
        sa.Column("told_by", sa.String(length=200), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("remedy", sa.String(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("outside_id", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=True),
        sa.Column("entered_by_id", NUMBER, nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint(
            "channel IN ('letter', 'email', 'form', 'message', 'phone', 'in_person')",
            name=op.f("ck_complaints_channel"),
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('justified', 'partly', 'not_justified', 'no_batch')",
            name=op.f("ck_complaints_outcome"),
        ),
        sa.CheckConstraint(
            "status IN ('received', 'acknowledged', 'restated', 'investigating', 'answered', 'closed', 'disputed', 'reopened')",
            name=op.f("ck_complaints_status"),
        ),
        sa.CheckConstraint("words <> ''", name=op.f("ck_complaints_words")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_complaints_number")),
        sa.ForeignKeyConstraint(
            ["code_id"], ["defect_codes.id"], name=op.f("fk_complaints_code_id")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_complaints_customer_id")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["persons.id"], name=op.f("fk_complaints_entered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["heard_by_id"], ["persons.id"], name=op.f("fk_complaints_heard_by_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_complaints_order_id")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_complaints_product_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_complaints_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
        sa.UniqueConstraint("number", name=op.f("uq_complaints_number")),
    )
    op.create_index(op.f("ix_complaints_code_id"), "complaints", ["code_id"], unique=False)
    op.create_index(op.f("ix_complaints_customer_id"), "complaints", ["customer_id"], unique=False)
    op.create_index(
        "ix_complaints_heard",
        "complaints",
        ["heard_at", "channel", "site_id", "product_id", "customer_id"],
        unique=False,
    )
    op.create_index(op.f("ix_complaints_order_id"), "complaints", ["order_id"], unique=False)
    op.create_index(op.f("ix_complaints_product_id"), "complaints", ["product_id"], unique=False)
    op.create_index(op.f("ix_complaints_site_id"), "complaints", ["site_id"], unique=False)
    op.create_index(
        "ix_complaints_status_heard", "complaints", ["status", "heard_at"], unique=False
    )
    op.create_index(
        "uq_complaints_outside",
        "complaints",
        ["source", "outside_id"],
        unique=True,
        sqlite_where=sa.text("outside_id <> ''"),
        postgresql_where=sa.text("outside_id <> ''"),
    )
    op.create_table(
        "corrective_actions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("problem_id", NUMBER, nullable=False),
        sa.Column("lead_id", NUMBER, nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint(
            "status IN ('open', 'closed')", name=op.f("ck_corrective_actions_status")
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["persons.id"], name=op.f("fk_corrective_actions_lead_id")
        ),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["problems.id"], name=op.f("fk_corrective_actions_problem_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrective_actions")),
        sa.UniqueConstraint("number", name=op.f("uq_corrective_actions_number")),
    )
    op.create_index(
        op.f("ix_corrective_actions_problem_id"),
        "corrective_actions",
        ["problem_id"],
        unique=False,
    )
    op.create_index(
        "uq_corrective_actions_open",
        "corrective_actions",
        ["problem_id"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_table(
        "key_wrappings",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("key_id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.Column("time_cost", NUMBER, nullable=False),
        sa.Column("memory_kib", NUMBER, nullable=False),
        sa.Column("lanes", NUMBER, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('password', 'badge_and_pin')", name=op.f("ck_key_wrappings_kind")
        ),
        sa.ForeignKeyConstraint(
            ["key_id"], ["person_keys.id"], name=op.f("fk_key_wrappings_key_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_wrappings")),
    )
    op.create_index("uq_key_wrappings_kind", "key_wrappings", ["key_id", "kind"], unique=True)
    op.create_table(
        "problem_events",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("problem_id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("fixed_from", sa.Date(), nullable=True),
        sa.Column("proof_batches", NUMBER, nullable=True),
        sa.Column("proof_days", NUMBER, nullable=True),
        sa.Column("other_id", NUMBER, nullable=True),
        sa.Column("owner_id", NUMBER, nullable=True),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'fix_claimed') = (fixed_from IS NOT NULL AND proof_batches IS NOT NULL AND proof_days IS NOT NULL)",
            name=op.f("ck_problem_events_claim"),
        ),
        sa.CheckConstraint(
            "(kind = 'owned') = (owner_id IS NOT NULL)", name=op.f("ck_problem_events_owner")
        ),
        sa.CheckConstraint(
            "kind IN ('raised', 'alerted', 'owned', 'fix_claimed', 'fix_verified', 'proven', 'recurred', 'merged', 'took_in', 'split', 'stopped', 'lifted')",
            name=op.f("ck_problem_events_kind"),
        ),
        sa.CheckConstraint(
            "kind IN ('raised', 'alerted', 'recurred') OR words <> ''",
            name=op.f("ck_problem_events_words"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_problem_events_by_id")),
        sa.ForeignKeyConstraint(
            ["other_id"], ["problems.id"], name=op.f("fk_problem_events_other_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["persons.id"], name=op.f("fk_problem_events_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["problems.id"], name=op.f("fk_problem_events_problem_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem_events")),
    )
    op.create_index(
        op.f("ix_problem_events_problem_id"), "problem_events", ["problem_id"], unique=False
    )
    op.create_table(
        "procedure_steps",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("instruction", sa.String(length=2000), nullable=False),
        sa.Column("amount", sa.String(length=40), nullable=True),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("right_when", sa.String(length=2000), nullable=False),
        sa.Column("wordings", sa.String(), nullable=False),
        sa.CheckConstraint(
            "amount IS NULL OR unit <> ''", name=op.f("ck_procedure_steps_amount_has_a_unit")
        ),
        sa.CheckConstraint("instruction <> ''", name=op.f("ck_procedure_steps_instruction")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["procedure_versions.id"], name=op.f("fk_procedure_steps_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure_steps")),
        sa.UniqueConstraint(
            "version_id", "position", name=op.f("uq_procedure_steps_version_id_position")
        ),
    )
    op.create_table(
        "trainings",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("checklist_version_id", NUMBER, nullable=True),
        sa.Column("procedure_version_id", NUMBER, nullable=True),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.CheckConstraint(
            "kind <> 'trained' OR by_id <> person_id OR words <> ''",
            name=op.f("ck_trainings_trained_by_another"),
        ),
        sa.CheckConstraint(
            "kind <> 'understood' OR by_id = person_id",
            name=op.f("ck_trainings_understood_by_oneself"),
        ),
        sa.CheckConstraint("kind IN ('trained', 'understood')", name=op.f("ck_trainings_kind")),
        sa.CheckConstraint(
            "(checklist_version_id IS NULL) <> (procedure_version_id IS NULL)",
            name=op.f("ck_trainings_one_version"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_trainings_by_id")),
        sa.ForeignKeyConstraint(
            ["checklist_version_id"],
            ["checklist_versions.id"],
            name=op.f("fk_trainings_checklist_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_trainings_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_version_id"],
            ["procedure_versions.id"],
            name=op.f("fk_trainings_procedure_version_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainings")),
    )
    op.create_index(
        "ix_trainings_checklist",
        "trainings",
        ["checklist_version_id", "person_id", "kind"],
        unique=False,
    )
    op.create_index(op.f("ix_trainings_person_id"), "trainings", ["person_id"], unique=False)
    op.create_index(
        "ix_trainings_procedure",
        "trainings",
        ["procedure_version_id", "person_id", "kind"],
        unique=False,
    )
    op.create_table(
        "actions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("corrective_action_id", NUMBER, nullable=False),
        sa.Column("discipline", sa.String(length=24), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("discipline IN ('d3', 'd5', 'd7')", name=op.f("ck_actions_discipline")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_actions_text")),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_actions_by_id")),
        sa.ForeignKeyConstraint(
            ["corrective_action_id"],
            ["corrective_actions.id"],
            name=op.f("fk_actions_corrective_action_id"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["persons.id"], name=op.f("fk_actions_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
    )
    op.create_index(
        op.f("ix_actions_corrective_action_id"), "actions", ["corrective_action_id"], unique=False
    )
    op.create_table(
        "batch_producers",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("batch_id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batches.id"], name=op.f("fk_batch_producers_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_batch_producers_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_producers")),
        sa.UniqueConstraint(
            "batch_id", "person_id", name=op.f("uq_batch_producers_batch_id_person_id")
        ),
    )
    op.create_index(
        op.f("ix_batch_producers_person_id"), "batch_producers", ["person_id"], unique=False
    )
    op.create_table(
        "complaint_events",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("complaint_id", NUMBER, nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("agreed_by", sa.String(length=200), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=24), nullable=True),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('justified', 'partly', 'not_justified', 'no_batch')",
            name=op.f("ck_complaint_events_outcome"),
        ),
        sa.CheckConstraint(
            "status <> 'closed' OR outcome IS NOT NULL",
            name=op.f("ck_complaint_events_closed_with_outcome"),
        ),
        sa.CheckConstraint(
            "status <> 'restated' OR (agreed_by <> '' AND agreed_at IS NOT NULL)",
            name=op.f("ck_complaint_events_agreed"),
        ),
        sa.CheckConstraint(
            "status IN ('received', 'acknowledged', 'restated', 'investigating', 'answered', 'closed', 'disputed', 'reopened')",
            name=op.f("ck_complaint_events_status"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_complaint_events_by_id")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_events_complaint_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_events")),
    )
    op.create_index(
        "ix_complaint_events_reached",
        "complaint_events",
        ["complaint_id", "status", "at"],
        unique=False,
    )
    op.create_table(
        "complaint_photos",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("complaint_id", NUMBER, nullable=False),
        sa.Column("caption", sa.String(length=500), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("width", NUMBER, nullable=False),
        sa.Column("height", NUMBER, nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=False),
        sa.Column("print_copy", sa.LargeBinary(), nullable=False),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_complaint_photos_size")),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_complaint_photos_by_id")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_photos_complaint_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_photos")),
    )
    op.create_index(
        op.f("ix_complaint_photos_complaint_id"),
        "complaint_photos",
        ["complaint_id"],
        unique=False,
    )
    op.create_table(
        "decided_rounds",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("batch_id", NUMBER, nullable=False),
        sa.Column("round", NUMBER, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("manufacturer_id", NUMBER, nullable=False),
        sa.Column("product_id", NUMBER, nullable=False),
        sa.Column("customer_id", NUMBER, nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("sampled", NUMBER, nullable=False),
        sa.Column("nonconforming", NUMBER, nullable=False),
        sa.Column("nonconformities", NUMBER, nullable=False),
        sa.Column("compared", NUMBER, nullable=False),
        sa.Column("alike", NUMBER, nullable=False),
        sa.Column("minutes", NUMBER, nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "alike BETWEEN 0 AND compared", name=op.f("ck_decided_rounds_compared")
        ),
        sa.CheckConstraint(
            "nonconforming BETWEEN 0 AND sampled AND nonconformities >= nonconforming",
            name=op.f("ck_decided_rounds_found"),
        ),
        sa.CheckConstraint(
            "sampled >= 0 AND minutes >= 0", name=op.f("ck_decided_rounds_counted")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batches.id"], name=op.f("fk_decided_rounds_batch_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_decided_rounds_by_id")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_decided_rounds_customer_id")
        ),
        sa.ForeignKeyConstraint(
            ["manufacturer_id"],
            ["manufacturers.id"],
            name=op.f("fk_decided_rounds_manufacturer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_decided_rounds_product_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_decided_rounds_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decided_rounds")),
        sa.UniqueConstraint("batch_id", "round", name=op.f("uq_decided_rounds_batch_id_round")),
    )
    op.create_index(
        "ix_decided_rounds_counted",
        "decided_rounds",
        [
            "day",
            "round",
            "accepted",
            "batch_id",
            "minutes",
            "sampled",
            "nonconforming",
            "nonconformities",
            "site_id",
            "manufacturer_id",
            "product_id",
            "customer_id",
            "compared",
            "alike",
        ],
        unique=False,
    )
    op.create_index(
        "ix_decided_rounds_released",
        "decided_rounds",
        ["batch_id", "accepted", "day"],
        unique=False,
    )
    op.create_table(
        "discipline_entries",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("corrective_action_id", NUMBER, nullable=False),
        sa.Column("discipline", sa.String(length=24), nullable=False),
        sa.Column("part", sa.String(length=24), nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("member_id", NUMBER, nullable=True),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(part = 'member') = (member_id IS NOT NULL)",
            name=op.f("ck_discipline_entries_member"),
        ),
        sa.CheckConstraint(
            "discipline IN ('d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7', 'd8')",
            name=op.f("ck_discipline_entries_discipline"),
        ),
        sa.CheckConstraint(
            "part IN ('text', 'member', 'why_occurred', 'why_escaped', 'people', 'machine', 'material', 'method', 'measurement', 'environment')",
            name=op.f("ck_discipline_entries_part"),
        ),
        sa.CheckConstraint(
            "position BETWEEN 1 AND 50", name=op.f("ck_discipline_entries_position")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["persons.id"], name=op.f("fk_discipline_entries_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["corrective_action_id"],
            ["corrective_actions.id"],
            name=op.f("fk_discipline_entries_corrective_action_id"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["persons.id"], name=op.f("fk_discipline_entries_member_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discipline_entries")),
    )
    op.create_index(
        op.f("ix_discipline_entries_corrective_action_id"),
        "discipline_entries",
        ["corrective_action_id"],
        unique=False,
    )
    op.create_table(
        "escape_rulings",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("complaint_id", NUMBER, nullable=False),
        sa.Column("batch_id", NUMBER, nullable=False),
        sa.Column("cause", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "cause IN ('not_on_checklist', 'not_in_sample', 'missed_by_both', 'after_release')",
            name=op.f("ck_escape_rulings_cause"),
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_escape_rulings_reason")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batches.id"], name=op.f("fk_escape_rulings_batch_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_escape_rulings_by_id")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_escape_rulings_complaint_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escape_rulings")),
    )
    op.create_index(
        "ix_escape_rulings_pair",
        "escape_rulings",
        ["complaint_id", "batch_id", "id"],
        unique=False,
    )
    op.create_table(
        "extra_checks",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("problem_id", NUMBER, nullable=False),
        sa.Column("batch_id", NUMBER, nullable=False),
        sa.Column("round", NUMBER, nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("result", sa.String(length=24), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("asked <> ''", name=op.f("ck_extra_checks_asked")),
        sa.CheckConstraint("note <> ''", name=op.f("ck_extra_checks_note")),
        sa.CheckConstraint("result IN ('pass', 'fail')", name=op.f("ck_extra_checks_result")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batches.id"], name=op.f("fk_extra_checks_batch_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_extra_checks_by_id")),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["problems.id"], name=op.f("fk_extra_checks_problem_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extra_checks")),
    )
    op.create_index(
        "ix_extra_checks_batch",
        "extra_checks",
        ["batch_id", "round", "problem_id", "id"],
        unique=False,
    )
    op.create_table(
        "inspections",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("batch_id", NUMBER, nullable=False),
        sa.Column("round", NUMBER, nullable=False),
        sa.Column("seat", sa.String(length=24), nullable=False),
        sa.Column("inspector_id", NUMBER, nullable=False),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.Column("sample_size", NUMBER, nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("seat IN ('first', 'second')", name=op.f("ck_inspections_seat")),
        sa.CheckConstraint(
            "status <> 'withdrawn' OR reason <> ''",
            name=op.f("ck_inspections_withdrawn_with_reason"),
        ),
        sa.CheckConstraint(
            "status IN ('open', 'submitted', 'signed', 'withdrawn')",
            name=op.f("ck_inspections_status"),
        ),
        sa.CheckConstraint("round >= 1", name=op.f("ck_inspections_round")),
        sa.CheckConstraint("sample_size >= 1", name=op.f("ck_inspections_sample_size")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batches.id"], name=op.f("fk_inspections_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["inspector_id"], ["persons.id"], name=op.f("fk_inspections_inspector_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["checklist_versions.id"], name=op.f("fk_inspections_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspections")),
    )
    op.create_index(
        "ix_inspections_of_batch", "inspections", ["batch_id", "round", "status"], unique=False
    )
    op.create_index(
        "ix_inspections_of_inspector", "inspections", ["inspector_id", "status"], unique=False
    )
    op.create_index(
        "ix_inspections_standing",
        "inspections",
        ["id", "batch_id", "round", "status"],
        unique=False,
    )
    op.create_index(
        "uq_inspections_seat",
        "inspections",
        ["batch_id", "round", "seat"],
        unique=True,
        sqlite_where=sa.text("status <> 'withdrawn'"),
        postgresql_where=sa.text("status <> 'withdrawn'"),
    )
    op.create_table(
        "promises",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("side", sa.String(length=24), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("customer_id", NUMBER, nullable=True),
        sa.Column("manufacturer_id", NUMBER, nullable=True),
        sa.Column("order_id", NUMBER, nullable=True),
        sa.Column("complaint_id", NUMBER, nullable=True),
        sa.Column("problem_id", NUMBER, nullable=True),
        sa.Column("is_fix", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner_id", NUMBER, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.CheckConstraint(
            "side <> 'theirs' OR customer_id IS NOT NULL OR manufacturer_id IS NOT NULL",
            name=op.f("ck_promises_by_somebody"),
        ),
        sa.CheckConstraint("side IN ('ours', 'theirs')", name=op.f("ck_promises_side")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_promises_text")),
        sa.CheckConstraint(
            "NOT is_fix OR problem_id IS NOT NULL", name=op.f("ck_promises_fix_of_problem")
        ),
        sa.CheckConstraint(
            "customer_id IS NULL OR manufacturer_id IS NULL", name=op.f("ck_promises_one_party")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_promises_by_id")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_promises_complaint_id")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_promises_customer_id")
        ),
        sa.ForeignKeyConstraint(
            ["manufacturer_id"], ["manufacturers.id"], name=op.f("fk_promises_manufacturer_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_promises_order_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["persons.id"], name=op.f("fk_promises_owner_id")),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["problems.id"], name=op.f("fk_promises_problem_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_promises_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promises")),
        sa.UniqueConstraint("number", name=op.f("uq_promises_number")),
    )
    op.create_index(op.f("ix_promises_complaint_id"), "promises", ["complaint_id"], unique=False)
    op.create_index(op.f("ix_promises_customer_id"), "promises", ["customer_id"], unique=False)
    op.create_index("ix_promises_due", "promises", ["due_at", "owner_id", "site_id"], unique=False)
    op.create_index(
        op.f("ix_promises_manufacturer_id"), "promises", ["manufacturer_id"], unique=False
    )
    op.create_index(op.f("ix_promises_order_id"), "promises", ["order_id"], unique=False)
    op.create_index(op.f("ix_promises_owner_id"), "promises", ["owner_id"], unique=False)
    op.create_index(op.f("ix_promises_problem_id"), "promises", ["problem_id"], unique=False)
    op.create_index(op.f("ix_promises_site_id"), "promises", ["site_id"], unique=False)
    op.create_table(
        "reconciliations",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("batch_id", NUMBER, nullable=False),
        sa.Column("round", NUMBER, nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("outcome IN ('pass', 'fail')", name=op.f("ck_reconciliations_outcome")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_reconciliations_reason")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batches.id"], name=op.f("fk_reconciliations_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliations")),
        sa.UniqueConstraint("batch_id", "round", name=op.f("uq_reconciliations_batch_id_round")),
    )
    op.create_table(
        "reports",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("serial", NUMBER, nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("batch_id", NUMBER, nullable=True),
        sa.Column("round", NUMBER, nullable=True),
        sa.Column("verdict", sa.String(length=24), nullable=True),
        sa.Column("problem_id", NUMBER, nullable=True),
        sa.Column("complaint_id", NUMBER, nullable=True),
        sa.Column("corrective_action_id", NUMBER, nullable=True),
        sa.Column("manufacturer_id", NUMBER, nullable=True),
        sa.Column("customer_id", NUMBER, nullable=True),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("replaces_id", NUMBER, nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by_id", NUMBER, nullable=False),
        sa.Column("audit_seq", NUMBER, nullable=False),
        sa.Column("audit_head", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("payload_digest", sa.String(length=64), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "(kind = 'complaint_answer') = (complaint_id IS NOT NULL)",
            name=op.f("ck_reports_of_complaint"),
        ),
        sa.CheckConstraint(
            "(kind = 'eight_d') = (corrective_action_id IS NOT NULL)",
            name=op.f("ck_reports_of_action"),
        ),
        sa.CheckConstraint(
            "(kind = 'weekly_letter') = (begins_on IS NOT NULL)", name=op.f("ck_reports_of_days")
        ),
        sa.CheckConstraint(
            "(kind IN ('eight_d', 'fixed_letter')) = (problem_id IS NOT NULL)",
            name=op.f("ck_reports_of_problem"),
        ),
        sa.CheckConstraint(
            "(kind IN ('inspection', 'conformance', 'defect')) = (batch_id IS NOT NULL)",
            name=op.f("ck_reports_of_batch"),
        ),
        sa.CheckConstraint(
            "kind <> 'complaint_answer' OR customer_id IS NOT NULL",
            name=op.f("ck_reports_of_customer"),
        ),
        sa.CheckConstraint(
            "kind <> 'conformance' OR verdict IN ('released', 'concession')",
            name=op.f("ck_reports_conforming"),
        ),
        sa.CheckConstraint(
            "kind IN ('inspection', 'conformance', 'defect', 'eight_d', 'complaint_answer', 'fixed_letter', 'weekly_letter')",
            name=op.f("ck_reports_kind"),
        ),
        sa.CheckConstraint(
            "kind NOT IN ('inspection', 'conformance', 'defect', 'weekly_letter') OR manufacturer_id IS NOT NULL",
            name=op.f("ck_reports_of_manufacturer"),
        ),
        sa.CheckConstraint(
            "verdict IN ('pending', 'released', 'rejected', 'concession', 'alone')",
            name=op.f("ck_reports_verdict"),
        ),
        sa.CheckConstraint(
            "(batch_id IS NULL) = (round IS NULL)", name=op.f("ck_reports_of_round")
        ),
        sa.CheckConstraint(
            "(batch_id IS NULL) = (verdict IS NULL)", name=op.f("ck_reports_of_verdict")
        ),
        sa.CheckConstraint(
            "(begins_on IS NULL) = (ends_on IS NULL)", name=op.f("ck_reports_both_days")
        ),
        sa.CheckConstraint("begins_on <= ends_on", name=op.f("ck_reports_days_in_order")),
        sa.CheckConstraint("serial >= 1", name=op.f("ck_reports_serial")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_reports_batch_id")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_reports_complaint_id")
        ),
        sa.ForeignKeyConstraint(
            ["corrective_action_id"],
            ["corrective_actions.id"],
            name=op.f("fk_reports_corrective_action_id"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_reports_customer_id")
        ),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["persons.id"], name=op.f("fk_reports_issued_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["manufacturer_id"], ["manufacturers.id"], name=op.f("fk_reports_manufacturer_id")
        ),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["problems.id"], name=op.f("fk_reports_problem_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["reports.id"], name=op.f("fk_reports_replaces_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_reports_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint(
            "kind", "site_id", "serial", name=op.f("uq_reports_kind_site_id_serial")
        ),
        sa.UniqueConstraint("number", name=op.f("uq_reports_number")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_reports_replaces_id")),
        sa.UniqueConstraint("sha256", name=op.f("uq_reports_sha256")),
    )
    op.create_index(op.f("ix_reports_batch_id"), "reports", ["batch_id"], unique=False)
    op.create_index(op.f("ix_reports_complaint_id"), "reports", ["complaint_id"], unique=False)
    op.create_index(
        op.f("ix_reports_corrective_action_id"), "reports", ["corrective_action_id"], unique=False
    )
    op.create_index("ix_reports_issued", "reports", ["issued_at"], unique=False)
    op.create_index("ix_reports_manufacturer", "reports", ["manufacturer_id"], unique=False)
    op.create_index(op.f("ix_reports_problem_id"), "reports", ["problem_id"], unique=False)
    op.create_table(
        "reworks",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("batch_id", NUMBER, nullable=False),
        sa.Column("round", NUMBER, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("hours", sa.String(length=40), nullable=True),
        sa.Column("cost", sa.String(length=40), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number = 1 OR note <> ''", name=op.f("ck_reworks_explained")),
        sa.CheckConstraint(
            "CAST(cost AS NUMERIC) BETWEEN 0.01 AND 1000000000", name=op.f("ck_reworks_cost")
        ),
        sa.CheckConstraint(
            "CAST(hours AS NUMERIC) BETWEEN 0.01 AND 100000", name=op.f("ck_reworks_hours")
        ),
        sa.CheckConstraint(
            "hours IS NOT NULL OR cost IS NOT NULL", name=op.f("ck_reworks_amount")
        ),
        sa.CheckConstraint("length(currency) = 3", name=op.f("ck_reworks_currency")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_reworks_batch_id")),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_reworks_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reworks")),
        sa.UniqueConstraint(
            "batch_id", "round", "number", name=op.f("uq_reworks_batch_id_round_number")
        ),
    )
    op.create_index("ix_reworks_done_on", "reworks", ["done_on"], unique=False)
    op.create_table(
        "shown_pictures",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("item_id", NUMBER, nullable=True),
        sa.Column("step_id", NUMBER, nullable=True),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("shows", sa.String(length=24), nullable=False),
        sa.Column("caption", sa.String(length=500), nullable=False),
        sa.Column("picture_id", NUMBER, nullable=False),
        sa.CheckConstraint(
            "(shows = 'step') = (step_id IS NOT NULL)",
            name=op.f("ck_shown_pictures_fits_its_place"),
        ),
        sa.CheckConstraint(
            "shows IN ('good', 'bad', 'step')", name=op.f("ck_shown_pictures_shows")
        ),
        sa.CheckConstraint(
            "(item_id IS NULL) <> (step_id IS NULL)", name=op.f("ck_shown_pictures_one_place")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["check_items.id"], name=op.f("fk_shown_pictures_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["pictures.id"], name=op.f("fk_shown_pictures_picture_id")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["procedure_steps.id"], name=op.f("fk_shown_pictures_step_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shown_pictures")),
    )
    op.create_index(op.f("ix_shown_pictures_item_id"), "shown_pictures", ["item_id"], unique=False)
    op.create_index(op.f("ix_shown_pictures_step_id"), "shown_pictures", ["step_id"], unique=False)
    op.create_table(
        "sign_offs",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("batch_id", NUMBER, nullable=False),
        sa.Column("round", NUMBER, nullable=False),
        sa.Column("slot", sa.String(length=24), nullable=False),
        sa.Column("meaning", sa.String(length=24), nullable=False),
        sa.Column("signer_id", NUMBER, nullable=False),
        sa.Column("first_id", NUMBER, nullable=True),
        sa.Column("first_slot", sa.String(length=24), nullable=True),
        sa.Column("first_signer_id", NUMBER, nullable=True),
        sa.Column("key_id", NUMBER, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_bytes", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "(slot = 'first' AND meaning = 'inspected') OR (slot = 'decision' AND meaning IN ('approved', 'rejected')) OR (slot = 'concession' AND meaning = 'concession') OR (slot = 'alone' AND meaning = 'released_alone') OR (slot LIKE 'reconciled%' AND meaning = 'reconciled')",
            name=op.f("ck_sign_offs_meaning"),
        ),
        sa.CheckConstraint(
            "NOT (slot IN ('decision', 'concession', 'reconciled_second', 'reconciled_third')) OR (first_id IS NOT NULL AND first_signer_id IS NOT NULL AND first_slot IS NOT NULL AND first_slot = 'first')",
            name=op.f("ck_sign_offs_points_at_first"),
        ),
        sa.CheckConstraint(
            "NOT (slot IN ('decision', 'concession', 'reconciled_second', 'reconciled_third')) OR (first_signer_id <> signer_id)",
            name=op.f("ck_sign_offs_second_person"),
        ),
        sa.CheckConstraint(
            "slot IN ('first', 'decision') AND meaning <> 'rejected' OR reason <> ''",
            name=op.f("ck_sign_offs_reason"),
        ),
        sa.CheckConstraint(
            "slot IN ('first', 'decision', 'concession', 'alone', 'reconciled_first', 'reconciled_second', 'reconciled_third')",
            name=op.f("ck_sign_offs_slot"),
        ),
        sa.CheckConstraint("length(signature) = 64", name=op.f("ck_sign_offs_signature")),
        sa.CheckConstraint("round >= 1", name=op.f("ck_sign_offs_round")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_sign_offs_batch_id")),
        sa.ForeignKeyConstraint(
            ["first_id", "batch_id", "round", "first_slot", "first_signer_id"],
            [
                "sign_offs.id",
                "sign_offs.batch_id",
                "sign_offs.round",
                "sign_offs.slot",
                "sign_offs.signer_id",
            ],
            name="fk_sign_offs_first",
        ),
        sa.ForeignKeyConstraint(["key_id"], ["person_keys.id"], name=op.f("fk_sign_offs_key_id")),
        sa.ForeignKeyConstraint(
            ["signer_id"], ["persons.id"], name=op.f("fk_sign_offs_signer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_offs")),
        sa.UniqueConstraint(
            "batch_id", "round", "slot", name=op.f("uq_sign_offs_batch_id_round_slot")
        ),
        sa.UniqueConstraint(
            "id",
            "batch_id",
            "round",
            "slot",
            "signer_id",
            name=op.f("uq_sign_offs_id_batch_id_round_slot_signer_id"),
        ),
    )
    op.create_index("ix_sign_offs_slot", "sign_offs", ["slot", "at"], unique=False)
    op.create_table(
        "touches",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("order_id", NUMBER, nullable=True),
        sa.Column("complaint_id", NUMBER, nullable=True),
        sa.Column("direction", sa.String(length=24), nullable=False),
        sa.Column("channel", sa.String(length=24), nullable=False),
        sa.Column("minutes", NUMBER, nullable=False),
        sa.Column("planned", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "channel IN ('letter', 'email', 'form', 'message', 'phone', 'in_person')",
            name=op.f("ck_touches_channel"),
        ),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_touches_direction")),
        sa.CheckConstraint("minutes BETWEEN 0 AND 1440", name=op.f("ck_touches_minutes")),
        sa.CheckConstraint(
            "order_id IS NOT NULL OR complaint_id IS NOT NULL", name=op.f("ck_touches_about")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_touches_by_id")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_touches_complaint_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_touches_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touches")),
    )
    op.create_index(op.f("ix_touches_complaint_id"), "touches", ["complaint_id"], unique=False)
    op.create_index("ix_touches_happened", "touches", ["happened_at"], unique=False)
    op.create_index(op.f("ix_touches_order_id"), "touches", ["order_id"], unique=False)
    op.create_table(
        "action_events",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("action_id", NUMBER, nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('open', 'done', 'verified', 'cancelled')",
            name=op.f("ck_action_events_status"),
        ),
        sa.CheckConstraint("words <> ''", name=op.f("ck_action_events_words")),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name=op.f("fk_action_events_action_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_action_events_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_events")),
    )
    op.create_index(
        op.f("ix_action_events_action_id"), "action_events", ["action_id"], unique=False
    )
    op.create_index(
        "uq_action_events_once",
        "action_events",
        ["action_id", "status"],
        unique=True,
        sqlite_where=sa.text("status <> 'open'"),
        postgresql_where=sa.text("status <> 'open'"),
    )
    op.create_table(
        "answers",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("inspection_id", NUMBER, nullable=False),
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("unit_number", NUMBER, nullable=False),
        sa.Column("result", sa.String(length=24), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("calibration_id", NUMBER, nullable=True),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaces_id", NUMBER, nullable=True),
        sa.CheckConstraint(
            "(replaces_id IS NULL) OR (reason <> '')", name=op.f("ck_answers_replaced_with_reason")
        ),
        sa.CheckConstraint(
            "result <> 'not_applicable' OR note <> ''", name=op.f("ck_answers_why_not_applicable")
        ),
        sa.CheckConstraint(
            "result IN ('pass', 'fail', 'not_applicable')", name=op.f("ck_answers_result")
        ),
        sa.CheckConstraint("unit_number >= 0", name=op.f("ck_answers_unit_number")),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_answers_by_id")),
        sa.ForeignKeyConstraint(
            ["calibration_id"], ["calibrations.id"], name=op.f("fk_answers_calibration_id")
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspections.id"], name=op.f("fk_answers_inspection_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["check_items.id"], name=op.f("fk_answers_item_id")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["answers.id"], name=op.f("fk_answers_replaces_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_answers_replaces_id")),
    )
    op.create_index(op.f("ix_answers_calibration_id"), "answers", ["calibration_id"], unique=False)
    op.create_index(op.f("ix_answers_inspection_id"), "answers", ["inspection_id"], unique=False)
    op.create_index(
        "uq_answers_first_word",
        "answers",
        ["inspection_id", "item_id", "unit_number"],
        unique=True,
        sqlite_where=sa.text("replaces_id IS NULL"),
        postgresql_where=sa.text("replaces_id IS NULL"),
    )
    op.create_table(
        "defects",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("batch_id", NUMBER, nullable=False),
        sa.Column("inspection_id", NUMBER, nullable=False),
        sa.Column("item_id", NUMBER, nullable=True),
        sa.Column("unit_number", NUMBER, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("code_id", NUMBER, nullable=False),
        sa.Column("severity", sa.String(length=24), nullable=False),
        sa.Column("quantity", NUMBER, nullable=False),
        sa.Column("place", sa.String(length=500), nullable=False),
        sa.Column("containment", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("disposition", sa.String(length=24), nullable=True),
        sa.CheckConstraint(
            "severity IN ('critical', 'major', 'minor')", name=op.f("ck_defects_severity")
        ),
        sa.CheckConstraint(
            "status IN ('open', 'contained', 'dispositioned', 'closed')",
            name=op.f("ck_defects_status"),
        ),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_defects_quantity")),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_defects_batch_id")),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_defects_by_id")),
        sa.ForeignKeyConstraint(["code_id"], ["defect_codes.id"], name=op.f("fk_defects_code_id")),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspections.id"], name=op.f("fk_defects_inspection_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["check_items.id"], name=op.f("fk_defects_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_defects")),
    )
    op.create_index(op.f("ix_defects_batch_id"), "defects", ["batch_id"], unique=False)
    op.create_index(op.f("ix_defects_code_id"), "defects", ["code_id"], unique=False)
    op.create_index(
        "ix_defects_of_inspection", "defects", ["inspection_id", "code_id"], unique=False
    )
    op.create_table(
        "deliveries",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("report_id", NUMBER, nullable=False),
        sa.Column("way", sa.String(length=24), nullable=False),
        sa.Column("to_whom", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("certificate_id", NUMBER, nullable=True),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("to_whom <> ''", name=op.f("ck_deliveries_to_whom")),
        sa.CheckConstraint(
            "way IN ('draft', 'email', 'print', 'file', 'folder')", name=op.f("ck_deliveries_way")
        ),
        sa.CheckConstraint(
            "way NOT IN ('email', 'folder') OR address <> ''", name=op.f("ck_deliveries_address")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_deliveries_by_id")),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificates.id"], name=op.f("fk_deliveries_certificate_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_deliveries_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
    )
    op.create_index("ix_deliveries_at", "deliveries", ["at"], unique=False)
    op.create_index(op.f("ix_deliveries_report_id"), "deliveries", ["report_id"], unique=False)
    op.create_table(
        "promise_events",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("promise_id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'moved') = (due_on IS NOT NULL AND due_at IS NOT NULL)",
            name=op.f("ck_promise_events_moved_to"),
        ),
        sa.CheckConstraint(
            "kind IN ('moved', 'kept', 'done_late', 'told')", name=op.f("ck_promise_events_kind")
        ),
        sa.CheckConstraint("words <> ''", name=op.f("ck_promise_events_words")),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_promise_events_by_id")),
        sa.ForeignKeyConstraint(
            ["promise_id"], ["promises.id"], name=op.f("fk_promise_events_promise_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise_events")),
    )
    op.create_index(
        "ix_promise_events_moved",
        "promise_events",
        ["promise_id", "due_at"],
        unique=False,
        sqlite_where=sa.text("kind = 'moved'"),
        postgresql_where=sa.text("kind = 'moved'"),
    )
    op.create_index(
        "ix_promise_events_of_promise", "promise_events", ["promise_id", "kind"], unique=False
    )
    op.create_index(
        "uq_promise_events_done",
        "promise_events",
        ["promise_id"],
        unique=True,
        sqlite_where=sa.text("kind IN ('kept', 'done_late')"),
        postgresql_where=sa.text("kind IN ('kept', 'done_late')"),
    )
    op.create_table(
        "review_decisions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("promise_id", NUMBER, nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number BETWEEN 1 AND 3", name=op.f("ck_review_decisions_number")),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_review_decisions_by_id")),
        sa.ForeignKeyConstraint(
            ["promise_id"], ["promises.id"], name=op.f("fk_review_decisions_promise_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_decisions")),
        sa.UniqueConstraint("promise_id", name=op.f("uq_review_decisions_promise_id")),
        sa.UniqueConstraint("week", "number", name=op.f("uq_review_decisions_week_number")),
    )
    op.create_table(
        "sample_plans",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("inspection_id", NUMBER, nullable=False),
        sa.Column("severity", sa.String(length=24), nullable=False),
        sa.Column("method", sa.String(length=24), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=24), nullable=True),
        sa.Column("aql", sa.String(length=40), nullable=True),
        sa.Column("strictness", sa.String(length=24), nullable=True),
        sa.Column("letter", sa.String(length=2), nullable=False),
        sa.Column("n", NUMBER, nullable=False),
        sa.Column("ac", NUMBER, nullable=True),
        sa.Column("re", NUMBER, nullable=True),
        sa.Column("isolated", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "level IN ('I', 'II', 'III', 'S-1', 'S-2', 'S-3', 'S-4')",
            name=op.f("ck_sample_plans_level"),
        ),
        sa.CheckConstraint(
            "method IN ('fixed', 'every_piece', 'zero_acceptance', 'iso2859')",
            name=op.f("ck_sample_plans_method"),
        ),
        sa.CheckConstraint(
            "severity = 'critical' OR method <> 'iso2859' OR (ac IS NOT NULL AND letter <> '' AND level IS NOT NULL AND aql IS NOT NULL AND strictness IS NOT NULL)",
            name=op.f("ck_sample_plans_by_standard"),
        ),
        sa.CheckConstraint(
            "severity IN ('critical', 'major', 'minor')", name=op.f("ck_sample_plans_severity")
        ),
        sa.CheckConstraint(
            "strictness IN ('normal', 'tightened', 'reduced')",
            name=op.f("ck_sample_plans_strictness"),
        ),
        sa.CheckConstraint(
            "(ac IS NULL AND re IS NULL) OR (ac IS NOT NULL AND re IS NOT NULL AND ac >= 0 AND re = ac + 1)",
            name=op.f("ck_sample_plans_acceptance"),
        ),
        sa.CheckConstraint("n >= 1", name=op.f("ck_sample_plans_n")),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspections.id"], name=op.f("fk_sample_plans_inspection_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_plans")),
        sa.UniqueConstraint(
            "inspection_id", "severity", name=op.f("uq_sample_plans_inspection_id_severity")
        ),
    )
    op.create_table(
        "signed_copies",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("report_id", NUMBER, nullable=False),
        sa.Column("certificate_id", NUMBER, nullable=False),
        sa.Column("signatures", NUMBER, nullable=False),
        sa.Column("added", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("signatures >= 1", name=op.f("ck_signed_copies_signatures")),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_signed_copies_by_id")),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificates.id"], name=op.f("fk_signed_copies_certificate_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_signed_copies_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_copies")),
        sa.UniqueConstraint("report_id", name=op.f("uq_signed_copies_report_id")),
    )
    op.create_table(
        "spot_draws",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("inspection_id", NUMBER, nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("share", NUMBER, nullable=False),
        sa.Column("drawn", sa.String(), nullable=False),
        sa.CheckConstraint("length(seed) = 64", name=op.f("ck_spot_draws_seed")),
        sa.CheckConstraint("share BETWEEN 10 AND 90", name=op.f("ck_spot_draws_share")),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspections.id"], name=op.f("fk_spot_draws_inspection_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spot_draws")),
        sa.UniqueConstraint("inspection_id", name=op.f("uq_spot_draws_inspection_id")),
    )
    op.create_index(op.f("ix_spot_draws_seed"), "spot_draws", ["seed"], unique=False)
    op.create_table(
        "withdrawals",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("report_id", NUMBER, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_withdrawals_reason")),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_withdrawals_by_id")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_withdrawals_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawals")),
        sa.UniqueConstraint("report_id", name=op.f("uq_withdrawals_report_id")),
    )
    op.create_table(
        "complaint_links",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("complaint_id", NUMBER, nullable=False),
        sa.Column("batch_id", NUMBER, nullable=False),
        sa.Column("defect_id", NUMBER, nullable=True),
        sa.Column("standing", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_complaint_links_reason")),
        sa.CheckConstraint(
            "standing IN ('suspected', 'confirmed', 'refuted')",
            name=op.f("ck_complaint_links_standing"),
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batches.id"], name=op.f("fk_complaint_links_batch_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_complaint_links_by_id")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_links_complaint_id")
        ),
        sa.ForeignKeyConstraint(
            ["defect_id"], ["defects.id"], name=op.f("fk_complaint_links_defect_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_links")),
    )
    op.create_index("ix_complaint_links_batch", "complaint_links", ["batch_id"], unique=False)
    op.create_index(
        "ix_complaint_links_pair",
        "complaint_links",
        ["complaint_id", "batch_id", "id"],
        unique=False,
    )
    op.create_table(
        "defect_events",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("defect_id", NUMBER, nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("disposition", sa.String(length=24), nullable=True),
        sa.Column("quantity", NUMBER, nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("item_id", NUMBER, nullable=True),
        sa.Column("unit_number", NUMBER, nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "disposition IS NULL OR disposition IN ('rework', 'scrap', 'use_as_is', 'return', 'sort')",
            name=op.f("ck_defect_events_disposition"),
        ),
        sa.CheckConstraint(
            "status <> 'dispositioned' OR disposition IS NOT NULL",
            name=op.f("ck_defect_events_decided"),
        ),
        sa.CheckConstraint(
            "status IN ('open', 'contained', 'dispositioned', 'closed')",
            name=op.f("ck_defect_events_status"),
        ),
        sa.CheckConstraint("quantity >= 0", name=op.f("ck_defect_events_quantity")),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_defect_events_by_id")),
        sa.ForeignKeyConstraint(
            ["defect_id"], ["defects.id"], name=op.f("fk_defect_events_defect_id")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["check_items.id"], name=op.f("fk_defect_events_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_defect_events")),
    )
    op.create_index(
        op.f("ix_defect_events_defect_id"), "defect_events", ["defect_id"], unique=False
    )
    op.create_table(
        "delivery_events",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("delivery_id", NUMBER, nullable=False),
        sa.Column("report_id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("how", sa.String(length=24), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'acknowledged') = (who <> '' AND how IS NOT NULL)",
            name=op.f("ck_delivery_events_acknowledged"),
        ),
        sa.CheckConstraint(
            "how IN ('letter', 'email', 'form', 'message', 'phone', 'in_person')",
            name=op.f("ck_delivery_events_how"),
        ),
        sa.CheckConstraint(
            "kind = 'acknowledged' OR (who = '' AND how IS NULL)",
            name=op.f("ck_delivery_events_by_us"),
        ),
        sa.CheckConstraint(
            "kind IN ('sent', 'dropped', 'acknowledged')", name=op.f("ck_delivery_events_kind")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_delivery_events_by_id")),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name=op.f("fk_delivery_events_delivery_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_delivery_events_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_events")),
        sa.UniqueConstraint(
            "delivery_id", "kind", name=op.f("uq_delivery_events_delivery_id_kind")
        ),
    )
    op.create_index(
        "ix_delivery_events_of_report", "delivery_events", ["report_id", "kind"], unique=False
    )
    op.create_table(
        "lot_results",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("batch_id", NUMBER, nullable=False),
        sa.Column("round", NUMBER, nullable=False),
        sa.Column("severity", sa.String(length=24), nullable=False),
        sa.Column("plan_id", NUMBER, nullable=False),
        sa.Column("found", NUMBER, nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "severity IN ('critical', 'major', 'minor')", name=op.f("ck_lot_results_severity")
        ),
        sa.CheckConstraint("found >= 0", name=op.f("ck_lot_results_found")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batches.id"], name=op.f("fk_lot_results_batch_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_lot_results_by_id")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["sample_plans.id"], name=op.f("fk_lot_results_plan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot_results")),
        sa.UniqueConstraint("batch_id", "severity", name=op.f("uq_lot_results_batch_id_severity")),
    )
    op.create_index(op.f("ix_lot_results_plan_id"), "lot_results", ["plan_id"], unique=False)
    op.create_table(
        "photos",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("inspection_id", NUMBER, nullable=False),
        sa.Column("item_id", NUMBER, nullable=True),
        sa.Column("unit_number", NUMBER, nullable=False),
        sa.Column("defect_id", NUMBER, nullable=True),
        sa.Column("caption", sa.String(length=500), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("width", NUMBER, nullable=False),
        sa.Column("height", NUMBER, nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=False),
        sa.Column("print_copy", sa.LargeBinary(), nullable=False),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "item_id IS NOT NULL OR defect_id IS NOT NULL", name=op.f("ck_photos_belongs")
        ),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_photos_size")),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_photos_by_id")),
        sa.ForeignKeyConstraint(["defect_id"], ["defects.id"], name=op.f("fk_photos_defect_id")),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspections.id"], name=op.f("fk_photos_inspection_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["check_items.id"], name=op.f("fk_photos_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photos")),
    )
    op.create_index(op.f("ix_photos_defect_id"), "photos", ["defect_id"], unique=False)
    op.create_index(op.f("ix_photos_inspection_id"), "photos", ["inspection_id"], unique=False)
    op.create_table(
        "sightings",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("problem_id", NUMBER, nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("batch_id", NUMBER, nullable=True),
        sa.Column("defect_id", NUMBER, nullable=True),
        sa.Column("complaint_id", NUMBER, nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("quantity", NUMBER, nullable=False),
        sa.Column("refuted_promise_id", NUMBER, nullable=True),
        sa.Column("refuted_claim_id", NUMBER, nullable=True),
        sa.Column("replaces_id", NUMBER, nullable=True),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "batch_id IS NOT NULL OR complaint_id IS NOT NULL",
            name=op.f("ck_sightings_of_something"),
        ),
        sa.CheckConstraint(
            "defect_id IS NULL OR batch_id IS NOT NULL", name=op.f("ck_sightings_defect_of_batch")
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_sightings_batch_id")),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_sightings_by_id")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_sightings_complaint_id")
        ),
        sa.ForeignKeyConstraint(
            ["defect_id"], ["defects.id"], name=op.f("fk_sightings_defect_id")
        ),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["problems.id"], name=op.f("fk_sightings_problem_id")
        ),
        sa.ForeignKeyConstraint(
            ["refuted_claim_id"], ["problem_events.id"], name=op.f("fk_sightings_refuted_claim_id")
        ),
        sa.ForeignKeyConstraint(
            ["refuted_promise_id"], ["promises.id"], name=op.f("fk_sightings_refuted_promise_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["sightings.id"], name=op.f("fk_sightings_replaces_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_sightings_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sightings")),
        sa.UniqueConstraint(
            "problem_id",
            "batch_id",
            "complaint_id",
            name=op.f("uq_sightings_problem_id_batch_id_complaint_id"),
        ),
        sa.UniqueConstraint("refuted_claim_id", name=op.f("uq_sightings_refuted_claim_id")),
        sa.UniqueConstraint("refuted_promise_id", name=op.f("uq_sightings_refuted_promise_id")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_sightings_replaces_id")),
    )
    op.create_index("ix_sightings_batch", "sightings", ["batch_id"], unique=False)
    op.create_index("ix_sightings_complaint", "sightings", ["complaint_id"], unique=False)
    op.create_index(
        "ix_sightings_problem_made", "sightings", ["problem_id", "made_on"], unique=False
    )
    op.create_index(
        "uq_sightings_problem_batch",
        "sightings",
        ["problem_id", "batch_id"],
        unique=True,
        sqlite_where=sa.text("complaint_id IS NULL"),
        postgresql_where=sa.text("complaint_id IS NULL"),
    )
    op.create_index(
        "uq_sightings_problem_complaint",
        "sightings",
        ["problem_id", "complaint_id"],
        unique=True,
        sqlite_where=sa.text("batch_id IS NULL"),
        postgresql_where=sa.text("batch_id IS NULL"),
    )
    op.create_table(
        "annotations",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("photo_id", NUMBER, nullable=True),
        sa.Column("complaint_photo_id", NUMBER, nullable=True),
        sa.Column("replaces_id", NUMBER, nullable=True),
        sa.Column("shapes", sa.String(length=100000), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(photo_id IS NULL) <> (complaint_photo_id IS NULL)",
            name=op.f("ck_annotations_one_photo"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_annotations_by_id")),
        sa.ForeignKeyConstraint(
            ["complaint_photo_id"],
            ["complaint_photos.id"],
            name=op.f("fk_annotations_complaint_photo_id"),
        ),
        sa.ForeignKeyConstraint(["photo_id"], ["photos.id"], name=op.f("fk_annotations_photo_id")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["annotations.id"], name=op.f("fk_annotations_replaces_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annotations")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_annotations_replaces_id")),
    )
    op.create_index(
        op.f("ix_annotations_complaint_photo_id"),
        "annotations",
        ["complaint_photo_id"],
        unique=False,
    )
    op.create_index(op.f("ix_annotations_photo_id"), "annotations", ["photo_id"], unique=False)
    op.create_table(
        "switches",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("product_id", NUMBER, nullable=False),
        sa.Column("site_id", NUMBER, nullable=False),
        sa.Column("severity", sa.String(length=24), nullable=False),
        sa.Column("before", sa.String(length=24), nullable=False),
        sa.Column("after", sa.String(length=24), nullable=False),
        sa.Column("discontinued", sa.Boolean(), nullable=False),
        sa.Column("cause", sa.String(length=24), nullable=False),
        sa.Column("score", NUMBER, nullable=False),
        sa.Column("lot_result_id", NUMBER, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(cause = 'two_of_five' AND before = 'normal' AND after = 'tightened') OR (cause = 'five_accepted' AND before = 'tightened' AND after = 'normal') OR (cause = 'agreed' AND before = 'normal' AND after = 'reduced') OR (cause IN ('not_accepted', 'irregular') AND before = 'reduced' AND after = 'normal') OR (cause IN ('five_not_accepted', 'resumed') AND before = 'tightened' AND after = 'tightened')",
            name=op.f("ck_switches_cause"),
        ),
        sa.CheckConstraint(
            "(cause IN ('agreed', 'irregular', 'resumed')) = (reason <> '')",
            name=op.f("ck_switches_reason"),
        ),
        sa.CheckConstraint(
            "discontinued = (cause = 'five_not_accepted')", name=op.f("ck_switches_discontinued")
        ),
        sa.CheckConstraint(
            "severity IN ('critical', 'major', 'minor')", name=op.f("ck_switches_severity")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_switches_by_id")),
        sa.ForeignKeyConstraint(
            ["lot_result_id"], ["lot_results.id"], name=op.f("fk_switches_lot_result_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_switches_product_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_switches_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_switches")),
        sa.UniqueConstraint(
            "lot_result_id", "cause", name=op.f("uq_switches_lot_result_id_cause")
        ),
    )
    op.create_index(
        "ix_switches_series", "switches", ["product_id", "site_id", "severity"], unique=False
    )
