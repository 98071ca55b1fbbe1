//! A table of the fields of one row, where the example has the rows in a list within `data`, beside totals.

use super::{Facts, Field, Inconsistency, Root};
use crate::import::{example::Json, table::words::Base};

/// Puts the fields of such a table where the example has them. The facts are told as the table has them, see below.
pub fn wrap(facts: &mut Facts) {
    if facts.root != Root::Data {
        return;
    }
    let examples = facts.examples.responses.iter();
    let mut answers = examples.filter_map(|answer| answer.get("data"));
    let Some(name) = answers.find_map(|data| rows_of(data, &facts.response)) else {
        return;
    };
    // What says that these are rows stands above the first of them.
    let above = facts
        .response
        .first()
        .map_or(0, |first| first.line.saturating_sub(1));
    let mut list = Field::named(&name, above, Base::List);
    list.ty.element = Base::Object;
    list.has_table = true;
    list.fields = std::mem::take(&mut facts.response);
    facts.response = vec![list];
    facts.review.push(format!(
        "the fields of the answer are taken for those of a row of `{name}`, where the example has them"
    ));
    facts.rows_in = Some(name);
}

/// The list in `data` whose rows have most of the fields, where `data` itself has none of them but by accident.
fn rows_of(data: &Json, fields: &[Field]) -> Option<String> {
    let shown = |object: &Json| {
        let of = |field: &&Field| object.get(&field.name).is_some();
        fields.iter().filter(of).count()
    };
    let (name, row) = data
        .members()
        .iter()
        .find_map(|(name, value)| match value {
            Json::List(rows) => Some((name, rows.first()?)),
            _ => None,
        })?;
    let documented = fields.iter().any(|field| field.name == *name);
    let most = shown(row) * 2 > fields.len() && shown(row) > shown(data);
    (most && !documented).then(|| name.clone())
}

/// The fields that the table of the answer lists.
pub fn listed(facts: &Facts) -> &[Field] {
    match (&facts.rows_in, facts.response.first()) {
        (Some(_), Some(list)) => &list.fields,
        _ => &facts.response,
    }
}

/// An inconsistency with paths that begin where the table does.
pub fn as_listed(facts: &Facts, one: &Inconsistency) -> Inconsistency {
    let mut one = one.clone();
    if let Some(name) = &facts.rows_in {
        let within = format!("response.{name}[].");
        for path in &mut one.paths {
            if let Some(rest) = path.strip_prefix(&within) {
                *path = format!("response.{rest}");
            }
        }
    }
    one
}

/// The paths that only examples have.
pub fn example_only(facts: &Facts) -> Vec<String> {
    let shown = facts.example_only.iter().map(|only| only.path.clone());
    let list = facts.rows_in.iter();
    let list = list.map(|name| format!("response.data.{name}"));
    shown.chain(list).collect()
}
