//! Who looks after whom, in SQL: the rule of `Target::is_under` in core's `people/permission.rs`,
//! which decides. A test holds the two against each other.
//!
//! The names given here are of tables in the surrounding statement: what is looked after has the
//! columns `id`, `level`, `area` and `parent` of its unit, and a level of its own (a volunteer
//! stands below their unit); an office has `id`, `level` and `area`.

/// Whether `of`, standing on `level`, is the office's to look after.
pub(crate) fn is_under(of: &str, level: &str, office: &str) -> String {
    let inside = format!("substr({of}.area, 1, length({office}.area)) = {office}.area");
    format!(
        "(CASE WHEN {office}.level IN (1, 2) THEN {inside} \
         WHEN {of}.id = {office}.id THEN true \
         WHEN {office}.level <> 3 THEN false \
         WHEN {of}.level = 3 THEN false \
         WHEN {of}.parent IS NOT NULL THEN {of}.parent = {office}.id \
         ELSE {level} > 3 AND {inside} END)"
    )
}

/// And stands lower than it: nobody's rights reach farther.
pub(crate) fn is_below(of: &str, level: &str, office: &str) -> String {
    format!("({level} > {office}.level AND {})", is_under(of, level, office))
}

/// Active officers with their offices.
pub(crate) const OFFICERS: &str = "units AS offices JOIN roles AS officers \
    ON officers.unit = offices.id AND officers.kind = 'officer' AND officers.state = 'active'";

/// Whether `of` is below one of the `offices`. The first condition says nothing new, but an index
/// knows it.
pub(crate) fn is_below_offices(of: &str, level: &str) -> String {
    format!(
        "((offices.id IN ({of}.id, {of}.parent) OR offices.area IN \
         ({of}.area, substr({of}.area, 1, 4), substr({of}.area, 1, 2))) AND {})",
        is_below(of, level, "offices")
    )
}
