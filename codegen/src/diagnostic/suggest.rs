//! "Did you mean …", by edit distance.

/// A help line for the misspelt `name`: the nearest of `known`, or all of them when none is near.
pub fn suggest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "nothing can be named here: none is declared".to_owned(),
        None => format!("these are known: {}", list(&known)),
    }
}

/// More names than these are not listed: nobody reads them.
const LISTED: usize = 12;

fn list(names: &[&str]) -> String {
    let shown = names.get(..LISTED).unwrap_or(names).join(", ");
    match names.len().saturating_sub(LISTED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// The nearest of `known`, if it is near enough to be a slip of the fingers.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let limit = (name.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|other| (strsim::osa_distance(&lower, &other.to_lowercase()), other))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::suggest;

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        let known = ["max_items", "min_items", "range"];
        assert_eq!(suggest("max_item", known), "did you mean `max_items`?");
        assert_eq!(suggest("Range", known), "did you mean `range`?");
        assert_eq!(
            suggest("colour", known),
            "these are known: max_items, min_items, range"
        );
    }
}
