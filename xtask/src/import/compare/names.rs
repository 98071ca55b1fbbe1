//! Names that tables and examples spell differently.

mod words;

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

/// Pairs names of the table that no example has with names of examples that no table has; `holder` has them.
pub fn pair(fields: &[Field], holder: &str, blocks: &[Vec<&Json>]) -> Vec<Pair> {
    let members: Vec<Shown<'_>> = blocks
        .iter()
        .flatten()
        .flat_map(|object| object.members())
        .map(|(name, value)| (name.as_str(), value))
        .collect();
    let mut missing: Vec<&Field> = fields
        .iter()
        .filter(|field| !members.iter().any(|(name, _)| *name == field.name))
        .collect();
    let mut free: Vec<Shown<'_>> = Vec::new();
    for (name, value) in members {
        let known = fields.iter().any(|field| field.name == name);
        if !known && !free.iter().any(|(free, _)| *free == name) {
            free.push((name, value));
        }
    }
    let mut pairs = Vec::new();
    let held = |field: &Field, shown: &Shown<'_>| words::are_held(holder, field, shown);
    let placed = |field: &Field, shown: &Shown<'_>| {
        words::are_both_codes(field, shown) && is_in_place(fields, field, shown.0, blocks)
    };
    let rules: [&Rule<'_>; 6] = [
        &is_same,
        &is_slip,
        &words::are_of_one_thing,
        &words::are_one_word_apart,
        &held,
        &placed,
    ];
    for alike in rules {
        let before = missing.clone();
        missing.retain(|field| {
            let mut found = free
                .iter()
                .enumerate()
                .filter(|(_, shown)| alike(field, shown));
            // Of two that are like it, neither is surely the one.
            let (Some((at, shown)), None) = (found.next(), found.next()) else {
                return true;
            };
            if before.iter().filter(|other| alike(other, shown)).count() > 1 {
                return true;
            }
            pairs.push(of(field, free.remove(at).0));
            false
        });
    }
    pairs
}

fn of(field: &Field, shown: &str) -> Pair {
    let case = shown.eq_ignore_ascii_case(&field.name);
    Pair {
        field: field.name.clone(),
        shown: shown.to_owned(),
        tag: if case { "name-case" } else { "name-differs" },
    }
}

/// A member of an example.
type Shown<'a> = (&'a str, &'a Json);

/// Whether a field and a member are alike.
type Rule<'a> = dyn Fn(&Field, &Shown<'_>) -> bool + 'a;

/// Whether only the case differs.
fn is_same(field: &Field, (name, _): &Shown<'_>) -> bool {
    name.eq_ignore_ascii_case(&field.name)
}

/// Whether two names differ as a slip of the fingers would make them.
fn is_slip(field: &Field, (name, _): &Shown<'_>) -> bool {
    is_near(&field.name, name)
}

/// Whether `shown` stands between the very names in an example that `field` stands between in the table.
fn is_in_place(fields: &[Field], field: &Field, shown: &str, blocks: &[Vec<&Json>]) -> bool {
    let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let around = names.windows(3).find_map(|names| match names {
        [before, name, next] if *name == field.name => Some([*before, *next]),
        _ => None,
    });
    let between = |object: &&&Json| {
        let mut names = object.members().windows(3);
        names.any(|members| match members {
            [(before, _), (name, _), (next, _)] if name == shown => {
                around == Some([before.as_str(), next.as_str()])
            }
            _ => false,
        })
    };
    around.is_some() && blocks.iter().flatten().any(|object| between(&object))
}

fn is_near(one: &str, other: &str) -> bool {
    let (one, other) = (key(one), key(other));
    if one == other || words::shortened(&one) == words::shortened(&other) {
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

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn a_word_and_its_short_form_are_near_and_two_things_are_not() {
        for (one, other, near) in [
            ("waybillNo", "wayBillNumber", true),
            ("orderQty", "orderQuantity", true),
            ("expireMinutes", "expireMins", true),
            ("startTime", "startDate", false),
            ("amount1", "amount2", false),
        ] {
            assert_eq!(is_near(one, other), near, "{one} {other}");
        }
    }
}
