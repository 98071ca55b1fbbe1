//! Fields that the examples have in another place, or not at all: signs that a table was taken for something else.

use std::collections::BTreeMap;

use super::places::below;
use crate::import::facts::{Facts, Field};

/// What was seen of fields that no example has where the tables put them.
#[derive(Debug, Default)]
pub(super) struct Absent {
    /// Their paths.
    pub(super) fields: Vec<String>,
    /// Paths of objects most of whose fields are among them, while the examples have others.
    pub(super) strange: Vec<String>,
}

/// Notes in the fields what speaks against where they stand.
pub(super) fn doubt(facts: &mut Facts, absent: &Absent) {
    let mut elsewhere: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for only in &facts.example_only {
        let path = only.path.as_str();
        let side = path.split('.').next().unwrap_or_default();
        let name = path.rsplit('.').next().unwrap_or_default();
        elsewhere.entry((side, name)).or_insert(path);
    }
    for (side, fields) in [
        ("request", &mut facts.request),
        ("response", &mut facts.response),
    ] {
        let place = |name: &str| elsewhere.get(&(side, name)).copied();
        walk(fields, side, false, absent, &place);
    }
}

fn walk<'a>(
    fields: &mut [Field],
    at: &str,
    strange: bool,
    absent: &Absent,
    place: &dyn Fn(&str) -> Option<&'a str>,
) {
    let strange = strange || absent.strange.iter().any(|path| path == at);
    for field in fields {
        let here = format!("{at}.{}", field.name);
        if strange {
            field.doubt(0.5, "the example shows other fields than this table lists");
        } else if absent.fields.contains(&here)
            && let Some(other) = place(&field.name)
        {
            field.doubt(0.5, format!("the example has it in another place: {other}"));
        }
        let below = below(at, field);
        walk(&mut field.fields, &below, strange, absent, place);
    }
}

#[cfg(test)]
mod tests {
    use crate::import::{extract, facts::Field, page};

    /// A page with this table of `data` and this example of it: the fields, and the doubts about them.
    fn doubts(rows: &str, data: &str) -> Vec<(String, Vec<String>)> {
        let text = format!(
            "# T\n\nPOST {{domain}}/a/b\n\n## param\n\n| Name | Required | Type |\n|---|---|---|\n| id | Yes | string |\n\n\
             ## Response of data\n\n| Name | Type | Description |\n|---|---|---|\n{rows}\n\n## Response example\n\n\
             {{\"code\": 1, \"data\": {data}}}\n"
        );
        let pieces = page::read("page.md", text.as_bytes()).unwrap_or_default();
        let facts = extract("page.md", &pieces);
        let told = |field: &Field| (field.name.clone(), field.review.clone());
        facts.response.iter().map(told).collect()
    }

    #[test]
    fn a_field_that_the_example_has_in_another_place_is_doubted() {
        let rows = "| id | string | Id |\n| no | string | Number |";
        let told = doubts(rows, r#"{"id": "1", "bank": {"no": "2"}}"#);
        let why = "the example has it in another place: response.data.bank.no";
        let expected = [("id", vec![]), ("no", vec![why.to_owned()])];
        assert_eq!(told, expected.map(|(name, why)| (name.to_owned(), why)));
    }

    #[test]
    fn a_table_of_other_fields_than_the_example_has_is_doubted() {
        let rows = "| a | string | A |\n| b | string | B |\n| c | string | C |";
        let told = doubts(rows, r#"{"x": "1", "y": "2", "c": "3"}"#);
        assert!(told.iter().all(|(_, why)| why.len() == 1), "{told:?}");
        let told = doubts(rows, r#"{"a": "1", "b": "2", "y": "3"}"#);
        assert!(told.iter().all(|(_, why)| why.is_empty()), "{told:?}");
    }
}
