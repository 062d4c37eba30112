"""The columns that are taken from each source, in the source's own names. Pure."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Columns:
    """What one kind of file must and may hold; everything else is left unread."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def wanted(self) -> tuple[str, ...]:
        """Give every column that is taken."""
        return self.required + self.optional


PEOPLE: Final = Columns(
    required=("email", "name", "agency_code", "role"),
    optional=(
        "group",
        "voluntary_organisation",
        "deputy_email",
        "manager_email",
        "children",
        "from",
        "to",
        "agency_name",
        "title",
    ),
)

# Source: Standard Safeguarding Dataset, field dictionary. Names, addresses, numbers of
# the NHS and of schools, sex, gender and ethnicity are in these files and are not read.
SSD: Final = {
    "ssd_person": Columns(
        required=("pers_person_id",), optional=("pers_dob", "pers_expected_dob")
    ),
    "ssd_family": Columns(required=("fami_family_id", "fami_person_id")),
    "ssd_cp_plans": Columns(
        required=(
            "cppl_cp_plan_id",
            "cppl_person_id",
            "cppl_cp_plan_start_date",
            "cppl_cp_plan_end_date",
            "cppl_cp_plan_initial_category",
            "cppl_cp_plan_latest_category",
        ),
        optional=("cppl_icpc_id",),
    ),
    "ssd_cp_reviews": Columns(
        required=(
            "cppr_cp_review_id",
            "cppr_cp_plan_id",
            "cppr_cp_review_due",
            "cppr_cp_review_date",
        ),
        optional=(
            "cppr_cp_review_meeting_id",
            "cppr_cp_review_outcome_continue_cp",
            "cppr_cp_review_quorate",
        ),
    ),
    "ssd_initial_cp_conference": Columns(
        required=("icpc_icpc_id", "icpc_cp_plan_id", "icpc_icpc_date"),
        optional=(
            "icpc_icpc_meeting_id",
            "icpc_icpc_transfer_in",
            "icpc_icpc_target_date",
        ),
    ),
    "ssd_professionals": Columns(
        required=("prof_professional_id",),
        optional=("prof_staff_id", "prof_professional_name"),
    ),
    "ssd_involvements": Columns(
        required=(
            "invo_professional_id",
            "invo_person_id",
            "invo_involvement_start_date",
            "invo_involvement_end_date",
        ),
        optional=("invo_professional_role_id",),
    ),
    "ssd_cp_visits": Columns(
        required=("cppv_person_id", "cppv_cp_visit_date", "cppv_cp_visit_seen"),
    ),
}
NEEDED: Final = ("ssd_person", "ssd_cp_plans")

ANNEX_A: Final = Columns(
    required=(
        "Child Unique ID",
        "Child Protection Plan Start Date",
        "Initial Category of Abuse",
        "Latest Category of Abuse",
        "Child Protection Plan End Date",
    ),
    optional=(
        "Date of Birth",
        "Date of latest review conference",
        "Number of Previous Child Protection Plans",
    ),
)
# Headings that areas use instead. Source: Annex A schema, column map of list 7.
ANNEX_A_ALIASES: Final = {
    "Child Unique ID": ("child id", "child identifier", "unique child id"),
    "Child Protection Plan Start Date": ("cp plan start date", "cpp start date"),
    "Initial Category of Abuse": ("initial category",),
    "Latest Category of Abuse": ("latest category",),
    "Child Protection Plan End Date": ("cp plan end date", "cpp end date"),
    "Date of Birth": ("dob", "child date of birth"),
    "Date of latest review conference": (
        "date of the latest review conference",
        "latest review conference",
        "date of latest review",
    ),
    "Number of Previous Child Protection Plans": (
        "number of previous cp plans",
        "number of previous cpp",
        "previous cp plans",
    ),
}
