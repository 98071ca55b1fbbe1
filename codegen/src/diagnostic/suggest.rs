//! "Did you mean …", by edit distance.

/// How many names are compared. Each unknown name is compared with each known one, and a hostile spec has many of both.
const MAX_COMPARED: usize = 1_000;

/// How long a name may be to be compared, in bytes: the distance of two names takes the product of their lengths.
const MAX_NAME: usize = 100;

/// More names than these are not listed: nobody reads them.
const MAX_LISTED: usize = 20;

/// A help line for the misspelt `name`: the nearest of `known`, or all of them when none is near.
pub fn suggest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().take(MAX_COMPARED).collect();
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "nothing can be named here: none is declared".to_owned(),
        None => match known.split_at_checked(MAX_LISTED) {
            Some((first, rest)) if !rest.is_empty() => {
                format!("these are known, among others: {}", first.join(", "))
            }
            _ => format!("these are known: {}", known.join(", ")),
        },
    }
}

/// The nearest of `known`, if it is near enough to be a slip of the fingers.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > MAX_NAME {
        return None;
    }
    let lower = name.to_lowercase();
    let limit = (name.chars().count() / 3).max(1);
    known
        .into_iter()
        .take(MAX_COMPARED)
        .filter(|other| other.len() <= MAX_NAME)
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

    #[test]
    fn a_long_list_is_cut_and_a_long_name_is_not_compared() {
        let names: Vec<String> = (0..21).map(|number| format!("name_{number:03}")).collect();
        let known = || names.iter().map(String::as_str);
        let help = suggest("colour", known());
        assert!(
            help.starts_with("these are known, among others: name_000, "),
            "{help}"
        );
        assert!(help.ends_with(", name_019"), "{help}");
        assert!(suggest("colour", known().take(20)).ends_with(", name_019"));
        let long = "x".repeat(101);
        let typo = format!("{}y", "x".repeat(100));
        assert_eq!(
            suggest(&typo, [long.as_str()]),
            format!("these are known: {long}")
        );
    }
}
