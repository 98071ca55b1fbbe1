//! From a row to a field: what its cells and its description say, put together.

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

mod restricted;

use restricted::{limits, restriction};

use super::{Field, Required, Type};
use crate::import::{
    describe::{self, values},
    table::{
        Column, Row,
        words::{self, Base, Need},
    },
    text::{has_chinese, pattern, plain},
};

/// A field with what makes its row contradict itself.
pub struct Told {
    /// The field.
    pub field: Field,
    /// How deep marks before its name put it.
    pub depth: usize,
    /// Contradictions within the row: a tag, and what was seen.
    pub odd: Vec<(&'static str, String)>,
    /// Whether cells stand in another column than their header says.
    pub shifted: bool,
}

/// Reads a row of a table with these columns; `known` are values that the page lists elsewhere.
pub fn read(row: &Row, columns: &[Column], known: &[String]) -> Told {
    let name = row.name.clone().unwrap_or_default();
    let mut field = Field::named(&name, row.line, Base::Unknown);
    let mut odd = Vec::new();
    field.description.clone_from(&row.description);
    field.sample = row
        .example
        .clone()
        .filter(|sample| !words::is_nothing(sample));
    if row.cost > 12 {
        field.doubt(0.6, "cells of this row may stand in other columns");
    } else if row.cost > 5 {
        field.confidence = 0.9;
    }
    kind(&mut field, row, columns, &mut odd);
    // A new line in a cell begins a new sentence.
    let text = plain(&row.description.replace('\n', "; "));
    // The points of "e.g." end no sentence.
    let samples = pattern!(r"(?i),\s*e\.\s?g\.[:,]?");
    let mut text = samples.replace_all(&text, "; for example").into_owned();
    let (cell, said) = restriction(row, field.ty.base);
    if let Some(said) = said {
        text = format!("{}; {text}", plain(&said.replace('\n', "; ")));
    }
    need(&mut field, row, columns, &text, &mut odd);
    list_values(&mut field, row, &text, known, &mut odd);
    limits(&mut field, cell, &text, &mut odd);
    default(&mut field, row, &text);
    odd.extend(beyond(&field));
    times(&mut field, &text);
    field.pattern = describe::pattern_of(&row.description).or_else(|| {
        let said = said?;
        describe::pattern_of(said)
    });
    field.money = matches!(field.ty.base, Base::Int32 | Base::Int64) && describe::money_unit(&text);
    field.deprecated = describe::deprecated(&text);
    if row.shifted {
        field.doubt(0.7, "its cells stand in other columns than the header says");
    }
    Told {
        depth: row.depth,
        shifted: row.shifted,
        field,
        odd,
    }
}

fn kind(field: &mut Field, row: &Row, columns: &[Column], odd: &mut Vec<(&'static str, String)>) {
    let Some(cell) = row.ty.as_deref().filter(|cell| !words::is_nothing(cell)) else {
        if columns.contains(&Column::Type) {
            odd.push(("cell-missing", "the cell of the type is lost".to_owned()));
        }
        return;
    };
    let Some(written) = words::written(cell) else {
        odd.push(("type-odd", format!("`{cell}` is no type")));
        field.doubt(0.4, format!("the page gives the type as `{cell}`"));
        return;
    };
    field.named.clone_from(&written.named);
    field.ty = Type::of(written.base);
    if written.odd {
        odd.push(("type-odd", format!("the type is spelt `{cell}`")));
    }
    if written.base == Base::List {
        match &written.element {
            Some(element) => {
                field.ty.element = element.base;
                field.named.clone_from(&element.named);
            }
            None => field.bare_list = true,
        }
    }
    if let Some((low, high)) = written.limits {
        if written.base == Base::List {
            (field.min_items, field.max_items) = (low, high);
        } else if written.base == Base::Text {
            (field.min_length, field.max_length) = (low, high);
        } else {
            (field.min, field.max) = (low, high);
        }
    }
}

fn need(
    field: &mut Field,
    row: &Row,
    columns: &[Column],
    text: &str,
    odd: &mut Vec<(&'static str, String)>,
) {
    let condition = describe::condition(text);
    let cell = row
        .required
        .as_deref()
        .filter(|cell| !words::is_nothing(cell));
    let said = cell.and_then(words::need);
    // "if way is BANK" says neither yes nor no.
    let said = said.or_else(|| Some(Need::If(describe::stated(&plain(cell?))?)));
    field.required = match (&said, cell) {
        (Some(Need::Yes), _) => Required::Yes,
        (Some(Need::No | Need::If(_)), _) => Required::No,
        (None, Some(cell)) => {
            field.doubt(0.5, format!("whether it is required is given as `{cell}`"));
            Required::Lost
        }
        (None, None) if columns.contains(&Column::Required) => Required::Lost,
        (None, None) => Required::Unstated,
    };
    if let Some(Need::If(cell)) = &said {
        let inner = describe::stated(&plain(cell)).unwrap_or_else(|| cell.clone());
        field.required_if = Some(inner)
            .filter(|inner| !inner.is_empty())
            .or_else(|| begun_with(text).filter(|_| condition.is_none()));
    }
    if let Some(condition) = &condition {
        if field.required == Required::Yes {
            field.required = Required::No;
            let seen = format!(
                "the table says yes, the description only if {}",
                condition.text
            );
            odd.push(("required-conflict", seen));
            field.doubt(
                0.6,
                "the table says that it is required, the description under a condition",
            );
        }
        field
            .required_if
            .get_or_insert_with(|| condition.text.clone());
        return;
    }
    let lower = text.to_lowercase();
    let optional = pattern!(r"^\(?optional\b|[,;.(]\s*optional\b(?:[),.;]|$)|\boptional (?:for|if|when|in|with)\b|\b(?:if|when) (?:it is |this is |left |it's )?(?:empty|blank|absent|omitted|left out|not (?:given|sent|provided|passed|filled|set))\b|(?:不传|不填|不送|未传|为空|留空)(?:时|则|的话|[,，]?\s*默认)|如不传|若不传|若为空|如为空|\bnot required\b|\b(?:can|may) be (?:empty|blank|null|omitted|left out)\b|非必填|选填|可不传|可不填|可省略|可为空|可以为空").is_match(&lower);
    if field.required == Required::Yes && optional {
        odd.push((
            "required-conflict",
            "the table says yes, the description that it may be left out".to_owned(),
        ));
        field.doubt(0.6, "the description says that it may be left out");
    }
    if field.required == Required::No && field.required_if.is_none() && describe::must(text) {
        odd.push((
            "required-conflict",
            "the table says no, the description that it is required".to_owned(),
        ));
        field.doubt(0.6, "the description says that it is required");
    }
}

/// The condition that is the first sentence of a description: "If way is BANK. Number of the account". "When it was
/// paid" is none, but what the field is.
fn begun_with(text: &str) -> Option<String> {
    let sentence = pattern!(r"(?i)^(?:(?:only )?if|only when)\s[^.,;]+(?:[.;]|$)").find(text)?;
    describe::stated(sentence.as_str().trim_end_matches(['.', ';']))
}

fn list_values(
    field: &mut Field,
    row: &Row,
    text: &str,
    known: &[String],
    odd: &mut Vec<(&'static str, String)>,
) {
    if field.ty.has_fields() || matches!(field.ty.base, Base::Bool) {
        return;
    }
    let mut text = text.to_owned();
    if let Some(condition) = describe::condition(&text) {
        // Values in a condition are another field's.
        text.replace_range(condition.range, " ");
    }
    let base = match field.ty.element {
        _ if field.ty.base != Base::List => field.ty.base,
        Base::Unknown => Base::List,
        element => element,
    };
    let cells = [
        row.values.as_deref(),
        Some(text.as_str()),
        row.example
            .as_deref()
            .filter(|cell| cell.contains([' ', ',', '、'])),
    ];
    let found = cells
        .into_iter()
        .flatten()
        .find_map(|text| values::listed(&plain(text), &field.name, base, known));
    let Some(found) = found else {
        return;
    };
    if found.glued {
        let list = found
            .items
            .iter()
            .map(|item| item.value.as_str())
            .collect::<Vec<_>>()
            .join(", ");
        odd.push((
            "enum-glued",
            format!("values stand together without anything between them: {list}"),
        ));
    }
    if let Some(doubt) = found.doubt {
        field.doubt(0.7, format!("read as a list of values: {doubt}"));
    }
    field.values = found.items;
}

fn default(field: &mut Field, row: &Row, text: &str) {
    let cell = row
        .default
        .as_deref()
        .filter(|cell| !words::is_nothing(cell))
        .map(|cell| cell.trim_matches(['\'', '"', ' ']).to_owned());
    let values = field.values.iter().map(|item| item.value.as_str());
    let default = cell
        .or_else(|| describe::default_among(text, values))
        .or_else(|| describe::default(text))
        .or_else(|| marked_default(field, text));
    let fits = |default: &String| match field.ty.base {
        Base::Int32 | Base::Int64 => default.parse::<i64>().is_ok(),
        Base::Bool => truth(default).is_some(),
        Base::List | Base::Object => false,
        // "the time now", "nothing", "as the order has it" are said of a value, and are none.
        _ => !pattern!(r"^(?:当[前天日]|今|昨|空|无|不|全部|所有|系统时间|同|按|根据|由|与)")
            .is_match(default),
    };
    let default = default.filter(fits);
    field.default = match field.ty.base {
        Base::Bool => default
            .and_then(|said| truth(&said))
            .map(|said| said.to_string()),
        _ => default.filter(|said| !matches!(said.as_str(), "是" | "否")),
    };
    if field.default.as_deref().is_some_and(has_chinese) {
        field.doubt(0.7, "its default is in words, which may only describe it");
    }
}

/// The value that is marked as the default: `WALLET (default) or BANK`.
fn marked_default(field: &Field, text: &str) -> Option<String> {
    let mark = pattern!(r"(?i)\((?:the )?default\)|\(默认值?\)").find(text)?;
    let before = text.get(..mark.start())?;
    let values = field.values.iter().map(|item| &item.value);
    let last = values
        .filter_map(|value| Some((before.rfind(value.as_str())?, value)))
        .max()?;
    Some(last.1.clone())
}

/// What a word says of a flag.
fn truth(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "true" | "yes" | "是" => Some(true),
        "false" | "no" | "否" => Some(false),
        _ => None,
    }
}

/// What is odd about a default that the limits do not allow.
fn beyond(field: &Field) -> Option<(&'static str, String)> {
    let default = field.default.as_ref()?.parse::<i64>().ok()?;
    let default = default.saturating_mul(10_i64.saturating_pow(field.scale));
    let (low, high) = (field.min, field.max);
    let allowed = low.is_none_or(|low| low <= default) && high.is_none_or(|high| default <= high);
    (!allowed).then(|| {
        let seen = format!(
            "the default {} is not within the limits",
            field.default.as_deref().unwrap_or_default()
        );
        ("range-conflict", seen)
    })
}

fn times(field: &mut Field, text: &str) {
    if !matches!(field.ty.base, Base::Text | Base::Unknown | Base::List) || !field.values.is_empty()
    {
        return;
    }
    let stated = describe::date_format(text);
    let about = format!("{} {text}", field.name);
    let of_sample = |cell: &str| {
        let bare = || describe::bare_format(cell, &about).map(str::to_owned);
        describe::sample_format(cell).or_else(bare)
    };
    let cell = field.sample.as_deref().and_then(of_sample);
    let quoted = pattern!(r"\d{4}[-/.]\d{2}[-/.]\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?(?:\.\d{3})?(?:Z\b|[+-]\d{2}:\d{2})?)?")
        .find(text);
    let quoted = quoted.and_then(|sample| describe::sample_format(sample.as_str()));
    field.format = stated.or(cell).or(quoted);
}
