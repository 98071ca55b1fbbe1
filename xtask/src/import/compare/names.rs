//! Names that tables and examples spell differently.

use crate::import::{example::Json, facts::Field, text::key};

/// A field of a table, and what the example calls it.
pub struct Pair {
    /// The name in the table.
    pub field: String,
    /// The name in the example.
    pub shown: String,
    /// How they differ.
    pub tag: &'static str,
}

/// Pairs names of the table that no example has with names of examples that no table has.
pub fn pair(fields: &[Field], blocks: &[Vec<&Json>]) -> Vec<Pair> {
    let members: Vec<&str> = blocks
        .iter()
        .flatten()
        .flat_map(|object| object.members())
        .map(|(name, _)| name.as_str())
        .collect();
    let missing = fields
        .iter()
        .filter(|field| !members.contains(&field.name.as_str()));
    let mut free: Vec<&str> = Vec::new();
    for name in &members {
        if !fields.iter().any(|field| field.name == *name) && !free.contains(name) {
            free.push(name);
        }
    }
    let mut pairs = Vec::new();
    for field in missing {
        let same = free
            .iter()
            .position(|name| name.eq_ignore_ascii_case(&field.name));
        let near = || free.iter().position(|name| is_near(&field.name, name));
        let found = same
            .map(|at| (at, "name-case"))
            .or_else(|| near().map(|at| (at, "name-differs")));
        if let Some((at, tag)) = found {
            pairs.push(Pair {
                field: field.name.clone(),
                shown: free.remove(at).to_owned(),
                tag,
            });
        }
    }
    pairs
}

/// Whether two names differ as a slip of the fingers would make them.
fn is_near(one: &str, other: &str) -> bool {
    let (one, other) = (key(one), key(other));
    if one == other || shortened(&one) == shortened(&other) {
        return true;
    }
    let long = one.len().min(other.len());
    let far = if long >= 8 { 2 } else { 1 };
    // `startTime` and `startDate` are two things, and so are `amount1` and `amount2`.
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    long >= 5 && digits(&one) == digits(&other) && strsim::osa_distance(&one, &other) <= far
}

/// A name whose last word is in its short form: `wayBillNumber` as `wayBillNo`.
fn shortened(name: &str) -> String {
    let words = [
        ("number", "no"),
        ("num", "no"),
        ("quantity", "qty"),
        ("description", "desc"),
        ("address", "addr"),
        ("message", "msg"),
        ("currency", "ccy"),
    ];
    let short = words.iter().find_map(|(long, short)| {
        let stem = name.strip_suffix(long)?;
        (stem.len() >= 2).then(|| format!("{stem}{short}"))
    });
    short.unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn a_word_and_its_short_form_are_near_and_two_things_are_not() {
        for (one, other, near) in [
            ("waybillNo", "wayBillNumber", true),
            ("orderQty", "orderQuantity", true),
            ("startTime", "startDate", false),
            ("amount1", "amount2", false),
        ] {
            assert_eq!(is_near(one, other), near, "{one} {other}");
        }
    }
}
