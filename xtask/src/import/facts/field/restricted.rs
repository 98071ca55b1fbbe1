//! What limits a field: the cell of its length, and its description.

use super::Field;
use crate::import::{
    describe,
    table::{
        Row,
        words::{self, Base},
    },
    text::{pattern, plain},
};

/// What the cell of the length says: a length, or something in words, as in "from 1" or "one of A, B".
pub(super) fn restriction(row: &Row, base: Base) -> (Option<&str>, Option<&str>) {
    let cell = row.length.as_deref();
    let Some(cell) = cell.filter(|cell| !words::is_nothing(cell)) else {
        return (None, None);
    };
    let digits = pattern!(r"^[\d\s,~–—-]+$").is_match(cell);
    let number = matches!(base, Base::Int32 | Base::Int64 | Base::Decimal);
    let said = describe::limits(&plain(cell), base);
    let limited = said.low.or(said.high).is_some();
    match (digits, words::is_length(cell)) {
        (true, _) => (Some(cell), None),
        (false, true) if !(number && limited) => (Some(cell), None),
        _ if limited || words::length(cell).is_none() || describe::pattern_of(cell).is_some() => {
            (None, Some(cell))
        }
        _ => (Some(cell), Some(cell)),
    }
}

/// Takes the limits that the cell and the description state.
pub(super) fn limits(
    field: &mut Field,
    cell: Option<&str>,
    text: &str,
    odd: &mut Vec<(&'static str, String)>,
) {
    let base = field.ty.base;
    let cell = cell.and_then(words::length);
    let said = describe::limits(text, base);
    let cell = match (base, cell) {
        // `String(1-40)`
        (Base::Text, None) => (field.min_length, field.max_length),
        (_, None) => (field.min, field.max),
        (Base::Int32 | Base::Int64 | Base::Decimal, Some((None, high))) => {
            field.review.push(format!(
                "the page gives {high} for the length of a number, of which no limit was made"
            ));
            (None, None)
        }
        (_, Some((low, high))) => (low, Some(high)),
    };
    // Limits of a number with a point count its last digit.
    let counted = |bound: i64| bound.saturating_mul(10_i64.saturating_pow(said.scale));
    let cell = (cell.0.map(counted), cell.1.map(counted));
    field.scale = said.scale;
    if base == Base::List && cell != (None, None) {
        field.length_on_list = true;
    }
    let conflict =
        |cell: Option<i64>, said: Option<i64>| cell.is_some() && said.is_some() && cell != said;
    if conflict(cell.0, said.low) || conflict(cell.1, said.high) {
        let show = |low: Option<i64>, high: Option<i64>| {
            let bound =
                |bound: Option<i64>| bound.map_or_else(String::new, |bound| bound.to_string());
            format!("{}-{}", bound(low), bound(high))
        };
        let seen = format!(
            "the table says {}, the description {}",
            show(cell.0, cell.1),
            show(said.low, said.high)
        );
        odd.push(("range-conflict", seen));
        field.doubt(0.6, "table and description give different limits");
    }
    if said.vague && cell == (None, None) {
        field.doubt(
            0.7,
            "a number of characters, of which it is not said that it is the most",
        );
    }
    let (low, high) = (cell.0.or(said.low), cell.1.or(said.high));
    match base {
        Base::List => {
            field.min_items = low.or(field.min_items);
            field.max_items = high.or(field.max_items);
        }
        Base::Int32 | Base::Int64 | Base::Decimal => {
            field.min = low.or(field.min);
            field.max = high.or(field.max);
        }
        Base::Text | Base::Unknown => {
            field.min_length = low.or(field.min_length);
            field.max_length = high.or(field.max_length);
        }
        Base::Bool | Base::Object => {}
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::import;

    /// A type, the cell of what restricts it, and the limits, values or form that the field then has.
    const RESTRICTIONS: &[(&str, &str, &str)] = &[
        ("int", "from 1", r#"{"min":1}"#),
        ("int", "max 50", r#"{"max":50}"#),
        ("int", "≤ 50", r#"{"max":50}"#),
        ("int", "10 to 100", r#"{"min":10,"max":100}"#),
        ("int", "11", "{}"),
        ("string", "32", r#"{"max_length":32}"#),
        ("string", "max 15", r#"{"max_length":15}"#),
        ("string", "VARCHAR(32)", r#"{"max_length":32}"#),
        ("string", "one of NEW, DONE", r#"{"enum":["NEW","DONE"]}"#),
        ("string", "yyyy-MM-dd", r#"{"format":"yyyy-MM-dd"}"#),
        ("string", "^[A-Z]{3}$", r#"{"pattern":"^[A-Z]{3}$"}"#),
        ("list<string>", "max 200 items", r#"{"max_items":200}"#),
    ];

    #[test]
    fn a_restriction_may_be_in_words() {
        for (ty, cell, expected) in RESTRICTIONS {
            let page = format!(
                "# T\n\n`POST` `{{domain}}/a/b`\n\n## param\n\n\
                 |Name|Required|Type|Restriction|Description|\n|-|-|-|-|-|\n|x|Yes|{ty}|{cell}|The x|\n"
            );
            let pieces = import::page::read("page.md", page.as_bytes()).unwrap();
            let facts = import::extract("page.md", &pieces);
            let form = serde_json::to_value(import::facts::form(&facts)).unwrap();
            let mut field = form["request"][0].clone();
            let keys = field.as_object_mut().unwrap();
            keys.retain(|key, _| {
                !matches!(
                    key.as_str(),
                    "name" | "type" | "required" | "line" | "confidence" | "review"
                )
            });
            let expected: serde_json::Value = serde_json::from_str(expected).unwrap();
            assert_eq!(field, expected, "{ty} {cell}");
        }
    }
}
